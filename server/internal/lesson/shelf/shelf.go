package shelf

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"vitrina/lab/lessons"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
)

// Template is the lesson that new ones begin with. It is not listed.
const Template = "template"

// Brought is a lesson that the program brings along.
type Brought struct {
	// Name is that of its folder.
	Name  string
	Files map[l10n.Locale]*lesson.Lesson
}

// List are the lessons that the program brings along, in the order of their names.
func List() []Brought {
	listed := []Brought{}
	entries, err := fs.ReadDir(lessons.Files, ".")
	if err != nil {
		return listed // embedded: it is there or the program was not built
	}
	for _, entry := range entries {
		if !entry.IsDir() || entry.Name() == Template {
			continue
		}
		one := Brought{Name: entry.Name(), Files: map[l10n.Locale]*lesson.Lesson{}}
		for _, locale := range l10n.Locales {
			if source, err := lessons.Files.ReadFile(path.Join(entry.Name(), FileName(locale))); err == nil {
				one.Files[locale], _ = lesson.Parse(source, locale)
			}
		}
		if len(one.Files) > 0 {
			listed = append(listed, one)
		}
	}
	return listed
}

// Find is the folder of the lesson with a name, which may lack its number.
func Find(name string) (folder string, found bool) {
	for _, each := range append(List(), Brought{Name: Template}) {
		if _, bare, numbered := strings.Cut(each.Name, "-"); each.Name == name || numbered && bare == name {
			return each.Name, true
		}
	}
	return "", false
}

// ReadBrought is the lesson in a folder that Find found.
func ReadBrought(folder string) Folder {
	f := Folder{Path: folder, Name: folder, Files: map[l10n.Locale]File{}}
	for _, locale := range l10n.Locales {
		name := path.Join(folder, FileName(locale))
		if source, err := lessons.Files.ReadFile(name); err == nil {
			read, problems := lesson.Parse(source, locale)
			f.Files[locale] = File{Path: name, Lesson: read, Problems: problems}
		}
	}
	return f
}

// Copy writes the files of a lesson that the program brings along to a folder, which must not be there.
// Students do not get what a lesson is tested with, since it has the answers; who writes one does.
func Copy(folder, to string) error {
	if err := os.Mkdir(to, 0o777); err != nil {
		return err
	}
	err := copyFiles(folder, to)
	if err != nil {
		err = errors.Join(err, os.RemoveAll(to)) // half a lesson is none
	}
	return err
}

func copyFiles(folder, to string) error {
	return fs.WalkDir(lessons.Files, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == folder {
			return err
		}
		if folder != Template {
			switch strings.TrimPrefix(name, folder+"/") {
			case "answers":
				return fs.SkipDir
			case TestFileName:
				return nil
			}
		}
		target := filepath.Join(to, filepath.FromSlash(strings.TrimPrefix(name, folder+"/")))
		if entry.IsDir() {
			return os.Mkdir(target, 0o777)
		}
		data, err := lessons.Files.ReadFile(name)
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o666)
		if strings.HasPrefix(string(data), "#!") && slices.Contains(strings.Split(name, "/"), "cgi-bin") {
			mode = 0o777
		}
		return os.WriteFile(target, data, mode)
	})
}
