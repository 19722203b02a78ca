// Package shelf finds lessons: in a folder on the disk, and those that the program brings along.
package shelf

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
)

// SiteFolder is the folder within a lesson's that is served, TestFileName the file of its tests.
const (
	SiteFolder   = "html"
	TestFileName = "lesson.test"
)

// FileName is the name of a lesson's file in a language.
func FileName(locale l10n.Locale) string {
	if locale == l10n.Spanish {
		return "lesson.es.md"
	}
	return "lesson.md"
}

// LocaleOf is the language that a file's name says.
func LocaleOf(name string) l10n.Locale {
	if strings.HasSuffix(strings.ToLower(name), ".es.md") {
		return l10n.Spanish
	}
	return l10n.English
}

// File is a lesson's file.
type File struct {
	Path     string
	Lesson   *lesson.Lesson
	Problems []lesson.Problem
	// Sum is equal for files with the same content.
	Sum string
	// begins is true where it has front matter, as a lesson's file has.
	begins bool
}

// Folder is the folder of a lesson.
type Folder struct {
	// Path is absolute.
	Path string
	// Name is that of the folder.
	Name string
	// Files are those that are there, by their language.
	Files map[l10n.Locale]File
}

// Errors reports whether a file cannot be used.
func (f Folder) Errors() bool {
	for _, file := range f.Files {
		if lesson.Errors(file.Problems) {
			return true
		}
	}
	return false
}

// Usable is the lesson in a language, or in the one that can be used; nil where there is none.
func (f Folder) Usable(locale l10n.Locale) *lesson.Lesson {
	for _, each := range append([]l10n.Locale{locale}, l10n.Locales...) {
		if file, is := f.Files[each]; is && !lesson.Errors(file.Problems) {
			return file.Lesson
		}
	}
	return nil
}

// OfLessons is the folder without files that only have the name of a lesson's.
func (f Folder) OfLessons() Folder {
	for locale, file := range f.Files {
		if !file.begins {
			delete(f.Files, locale)
		}
	}
	return f
}

// Read reads the files of a lesson. There are none in a folder that is not a lesson's.
func Read(folder string) Folder {
	f := Folder{Path: folder, Name: filepath.Base(folder), Files: map[l10n.Locale]File{}}
	for _, locale := range l10n.Locales {
		path := filepath.Join(folder, FileName(locale))
		source, err := ReadFile(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			f.Files[locale] = File{Path: path, Lesson: &lesson.Lesson{Locale: locale}, Problems: []lesson.Problem{NotRead(path, err)}}
		default:
			read, problems := lesson.Parse(source, locale)
			sum := sha256.Sum256(source)
			f.Files[locale] = File{Path: path, Lesson: read, Problems: problems, Sum: string(sum[:]), begins: lesson.Begins(source)}
		}
	}
	f.compare()
	return f
}

// compare holds the files against each other, where both can be read.
func (f Folder) compare() {
	if len(f.Files) < len(l10n.Locales) || f.Errors() {
		return
	}
	for _, locale := range l10n.Locales[1:] {
		file := f.Files[locale]
		file.Problems = append(file.Problems, lesson.CompareTwins(file.Lesson, f.Files[l10n.Locales[0]].Lesson)...)
		f.Files[locale] = file
	}
}

// Check says what is wrong with the text of a lesson's file, also beside its twin on the disk.
func Check(path string, text []byte) []lesson.Problem {
	locale := LocaleOf(path)
	read, problems := lesson.Parse(text, locale)
	twin := l10n.English
	if locale == l10n.English {
		twin = l10n.Spanish
	}
	if filepath.Base(path) != FileName(locale) || lesson.Errors(problems) {
		return problems
	}
	problems = append(problems, Missing(read, filepath.Dir(path))...)
	source, err := ReadFile(filepath.Join(filepath.Dir(path), FileName(twin)))
	if err != nil {
		return problems // there is none
	}
	other, wrong := lesson.Parse(source, twin)
	if lesson.Errors(wrong) {
		return problems
	}
	return append(problems, lesson.CompareTwins(read, other)...)
}

// NotRead is the problem of a file that cannot be read.
func NotRead(path string, err error) lesson.Problem {
	return lesson.Problem{Line: 1, Column: 1, Code: "lesson.notRead", Args: map[string]string{"file": filepath.Base(path), "cause": fault.Cause(err)}}
}

// ReadFile reads a file of a lesson: a regular one, and one byte more of it than it can have at most.
func ReadFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // a pipe would keep us waiting
		return nil, &os.PathError{Op: "open", Path: path, Err: fs.ErrInvalid}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, lesson.MaxFile+1))
}
