package rehearsal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"vitrina/server/internal/lesson"
)

// Bounds of a lesson's folder, so that a wrong path does not copy a whole disk.
const (
	maxFiles = 2000
	maxBytes = 64 << 20
)

// copyFolder copies a lesson. A link is copied as a link; what is not a file is left out.
func copyFolder(from, to string) error {
	files, bytes := 0, int64(0)
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, relative)
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if files++; files > maxFiles {
			return errors.New("tooMany")
		}
		switch {
		case entry.IsDir():
			return os.Mkdir(target, 0o700)
		case entry.Type()&fs.ModeSymlink != 0:
			leads, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(leads, target)
		case !entry.Type().IsRegular():
			return nil
		}
		if bytes += info.Size(); bytes > maxBytes {
			return errors.New("tooLarge")
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(target, data, info.Mode().Perm()|0o200); err != nil {
			return err
		}
		return os.Chtimes(target, info.ModTime(), info.ModTime()) // what is saved in a moment is then newer
	})
}

// edit writes a file of the copy, as a student who saves it.
func (s *stage) edit(c lesson.Command) *lesson.Problem {
	for _, name := range []string{c.File, c.From} {
		if name != "" && !filepath.IsLocal(filepath.FromSlash(name)) {
			wrong := problem("lesson.test.outside", "file", name)
			return &wrong
		}
	}
	root, err := os.OpenRoot(s.folder) // no link leads out of it
	if err != nil {
		wrong := problem("lesson.test.notRead", "file", c.File, "cause", cause(err))
		return &wrong
	}
	defer func() { _ = root.Close() }() // what was written is written
	text := c.Text
	mode := fs.FileMode(0o666)
	if info, err := root.Stat(c.File); err == nil {
		mode = info.Mode().Perm()
	}
	switch {
	case c.From != "":
		data, err := root.ReadFile(c.From)
		if err != nil {
			wrong := problem("lesson.test.notRead", "file", c.From, "cause", cause(err))
			return &wrong
		}
		text = string(data)
	case c.Verb == lesson.VerbReplace:
		data, err := root.ReadFile(c.File)
		if err != nil {
			wrong := problem("lesson.test.notRead", "file", c.File, "cause", cause(err))
			return &wrong
		}
		before := strings.ReplaceAll(string(data), "\r\n", "\n")
		if !strings.Contains(before, c.Old) {
			wrong := problem("lesson.test.notThere", "file", c.File, "text", oneLine(c.Old))
			return &wrong
		}
		text = strings.Replace(before, c.Old, c.Text, 1)
	}
	if err := root.WriteFile(c.File, []byte(text), mode); err != nil {
		wrong := problem("lesson.test.notRead", "file", c.File, "cause", cause(err))
		return &wrong
	}
	return nil
}
