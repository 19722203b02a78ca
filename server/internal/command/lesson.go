package command

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/lesson/shelf"
)

// lessons lists the lessons, copies one and serves it, makes a new one, checks or grades.
func lessons(args []string, console Console) int {
	if len(args) == 0 {
		return listLessons(console)
	}
	if strings.HasPrefix(args[0], "-") { // the name stands behind flags
		options, named, err := parseServeFlags(args)
		if err == nil && len(named) == 0 {
			err = &textError{"lesson.noName", nil}
		}
		if code, wrong := console.wrongUsage(err); wrong {
			return code
		}
		return takeLesson(named[0], named[1:], options, console)
	}
	switch name, rest := args[0], args[1:]; name {
	case "":
		return console.usage("flag.empty", nil)
	case "new":
		return newLesson(rest, console)
	case "check":
		return checkLessons(rest, console)
	case "grade":
		return gradeLesson(rest, console)
	default:
		options, folders, err := parseServeFlags(rest)
		if code, wrong := console.wrongUsage(err); wrong {
			return code
		}
		return takeLesson(name, folders, options, console)
	}
}

// listLessons prints the lessons that the program brings along.
func listLessons(console Console) int {
	var lines bytes.Buffer
	listed := shelf.List()
	if len(listed) == 0 {
		fmt.Fprintln(&lines, console.say("lesson.none", nil))
	}
	wide := 0
	for _, each := range listed {
		wide = max(wide, len(each.Name))
	}
	for _, each := range listed {
		one := inLocale(each.Files, console.Locale)
		line := fmt.Sprintf("%-*s  %s", wide, each.Name, one.Title)
		if one.Minutes > 0 {
			line += "  (" + console.say("lesson.minutes", map[string]string{"minutes": fmt.Sprint(one.Minutes)}) + ")"
		}
		fmt.Fprintln(&lines, line)
	}
	if len(listed) > 0 {
		fmt.Fprintln(&lines, "\n"+console.say("lesson.howToTake", nil))
	}
	return console.print(lines.String())
}

// inLocale is a lesson in a language, or in the one that there is.
func inLocale(files map[l10n.Locale]*lesson.Lesson, locale l10n.Locale) *lesson.Lesson {
	for _, each := range append([]l10n.Locale{locale}, l10n.Locales...) {
		if files[each] != nil {
			return files[each]
		}
	}
	return &lesson.Lesson{}
}

// takeLesson copies a lesson and serves it.
func takeLesson(name string, folders []string, options serveOptions, console Console) int {
	folder, found := shelf.Find(name)
	if !found {
		if lessonFolder, err := lessonFolders(name); err == nil && len(lessonFolder) > 0 {
			return console.usage("lesson.isFolder", map[string]string{"lesson": name})
		}
		if near := lesson.Nearest(name, []string{"new", "check", "grade"}); near != "" {
			return console.usage("lesson.unknownNear", map[string]string{"lesson": name, "near": near})
		}
		return console.usage("lesson.unknown", map[string]string{"lesson": name})
	}
	to := folder
	switch len(folders) {
	case 0:
	case 1:
		to = folders[0]
	default:
		return console.usage("flag.oneFolder", map[string]string{"command": "lesson " + name, "folder": folders[1]})
	}
	to, err := absolute(to)
	if err == nil {
		err = copyLesson(folder, to)
	}
	if err != nil {
		return console.failed(err)
	}
	options.site.Root = filepath.Join(to, shelf.SiteFolder)
	if !options.json {
		fmt.Fprintln(console.Err, "vitrina: "+console.say("lesson.copied", map[string]string{"folder": to}))
	}
	return serveWith(options, console)
}

// newLesson makes a lesson to write on.
func newLesson(args []string, console Console) int {
	folders, err := flags{}.parse(args)
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	switch len(folders) {
	case 0:
		return console.usage("lesson.newTakesOne", nil)
	case 1:
	default:
		return console.usage("flag.oneFolder", map[string]string{"command": "lesson new", "folder": folders[1]})
	}
	to, err := absolute(folders[0])
	if err == nil {
		err = copyLesson(shelf.Template, to)
	}
	if err != nil {
		return console.failed(err)
	}
	return console.print(console.say("lesson.made", map[string]string{"folder": to}) + "\n")
}

// copyLesson copies a lesson to a folder, which must not be there. A new one is copied, too.
func copyLesson(folder, to string) error {
	err := shelf.Copy(folder, to)
	if err == nil {
		return nil
	}
	text := &textError{"lesson.notCopied", map[string]string{"folder": to, "cause": fault.Cause(err)}}
	made := folder == shelf.Template
	switch is, _ := os.Stat(to); {
	case os.IsExist(err) && (is == nil || !is.IsDir()):
		text.key = "lesson.existsAsFile"
	case os.IsExist(err) && made:
		text.key = "lesson.existsAlready"
	case os.IsExist(err):
		text.key = "lesson.exists"
	case missing(filepath.Dir(to)):
		text = &textError{"lesson.noParent", map[string]string{"folder": to, "parent": filepath.Dir(to)}}
	case made:
		text.key = "lesson.notMade"
	}
	return text
}

// missing reports whether there is nothing at a path.
func missing(path string) bool {
	_, err := os.Stat(path)
	return os.IsNotExist(err)
}
