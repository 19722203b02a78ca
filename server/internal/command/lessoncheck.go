package command

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/lesson/rehearsal"
	"vitrina/server/internal/lesson/shelf"
	"vitrina/server/internal/protocol"
)

// checkLessons says what is wrong with lesson files. It exits with 1 where one has an error.
func checkLessons(args []string, console Console) int {
	named, err := flags{}.parse(args)
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	switch len(named) {
	case 0:
		return console.usage("lesson.checkTakesOne", nil)
	case 1:
	default:
		return console.usage("lesson.checkTooMany", map[string]string{"path": named[1]})
	}
	folders, err := lessonFolders(named[0])
	if err != nil {
		return console.failed(err)
	}
	ctx, stop := untilSignal(func() {})
	defer stop()
	var lines bytes.Buffer
	failed := false
	for _, folder := range folders {
		failed = checkLesson(ctx, &lines, folder, console) || failed
		if ctx.Err() != nil {
			return console.failed(&textError{"lesson.checkStopped", nil})
		}
	}
	if _, err := console.Out.Write(lines.Bytes()); err != nil {
		return console.failed(notWritten(err))
	}
	if failed {
		return exitError
	}
	return exitOK
}

// checkLesson writes what is wrong with a lesson, and reports whether it cannot be used.
func checkLesson(ctx context.Context, lines *bytes.Buffer, folder shelf.Folder, console Console) (failed bool) {
	for _, locale := range l10n.Locales {
		file, is := folder.Files[locale]
		if !is {
			continue
		}
		problems := slices.Concat(file.Problems, shelf.Missing(file.Lesson, folder.Path))
		slices.SortStableFunc(problems, func(a, b lesson.Problem) int { return a.Line - b.Line })
		for _, problem := range problems {
			writeProblem(lines, file.Path, problem, console)
		}
	}
	if folder.Errors() {
		return true
	}
	runs := 0
	if info, err := os.Stat(folder.Path); err == nil && info.IsDir() {
		result := rehearsal.Rehearse(ctx, folder, lessonFlags)
		for _, problem := range result.Problems {
			writeProblem(lines, problem.Path, problem.Problem, console)
			failed = failed || !problem.Doubt
		}
		runs = result.Runs
	}
	if failed {
		return true
	}
	args := map[string]string{"lesson": plain(shown(folder.Path)), "steps": fmt.Sprint(len(folder.Usable(console.Locale).Steps))}
	key := "lesson.isRight"
	if runs > 0 {
		key, args["runs"] = "lesson.runs", fmt.Sprint(runs)
	}
	fmt.Fprintln(lines, console.say(key, args))
	return false
}

// writeProblem writes what is wrong with a line of a file, and says so where the lesson works all the same.
func writeProblem(lines *bytes.Buffer, path string, problem lesson.Problem, console Console) {
	text := problem.In(console.Locale)
	if problem.Doubt {
		text = console.say("lesson.doubt", map[string]string{"text": text})
	}
	fmt.Fprintf(lines, "%s:%d:%d: %s\n", plain(shown(path)), problem.Line, problem.Column, plain(text))
}

// lessonFlags reads the flags with which a run of a lesson's test serves it.
func lessonFlags(args []string) (protocol.SiteStartParams, error) {
	options, rest, err := parseServeFlags(args)
	if err == nil && len(rest) > 0 {
		err = &textError{"flag.oneFolder", map[string]string{"command": "serve", "folder": rest[0]}}
	}
	return options.site, err
}

// shown is a path as one would type it here.
func shown(path string) string {
	if here, err := os.Getwd(); err == nil {
		if relative, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(relative) {
			return relative
		}
	}
	return path
}

// lessonFolders are the lessons that are meant by a path: a file of one, its folder, or a folder of
// lessons.
func lessonFolders(path string) ([]shelf.Folder, error) {
	path, err := absolute(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, &textError{"lesson.notFound", map[string]string{"path": path, "cause": fault.Cause(err)}}
	}
	if !info.IsDir() {
		if name := filepath.Base(path); name == shelf.FileName(l10n.English) || name == shelf.FileName(l10n.Spanish) {
			return []shelf.Folder{shelf.Read(filepath.Dir(path))}, nil
		}
		return []shelf.Folder{loneFile(path)}, nil
	}
	if folder := shelf.Read(path); len(folder.Files) > 0 {
		return []shelf.Folder{folder}, nil
	}
	folders := []shelf.Folder{}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, &textError{"lesson.notFound", map[string]string{"path": path, "cause": fault.Cause(err)}}
	}
	for _, entry := range entries {
		if entry.IsDir() || entry.Type()&fs.ModeSymlink != 0 {
			if folder := shelf.Read(filepath.Join(path, entry.Name())); len(folder.Files) > 0 {
				folders = append(folders, folder)
			}
		}
	}
	if len(folders) == 0 {
		return nil, &textError{"lesson.noneThere", map[string]string{"path": path}}
	}
	return folders, nil
}

// loneFile is a lesson whose file has another name.
func loneFile(path string) shelf.Folder {
	locale := shelf.LocaleOf(path)
	file := shelf.File{Path: path, Lesson: &lesson.Lesson{Locale: locale}}
	source, err := shelf.ReadFile(path)
	if err != nil {
		file.Problems = []lesson.Problem{shelf.NotRead(path, err)}
	} else {
		file.Lesson, file.Problems = lesson.Parse(source, locale)
	}
	return shelf.Folder{Path: path, Name: filepath.Base(path), Files: map[l10n.Locale]shelf.File{locale: file}}
}
