package shelf

import (
	"os"
	"path/filepath"
	"strings"

	"vitrina/server/internal/lesson"
)

// Missing says which links of a lesson in a folder lead to no file of its site. A path that an assertion
// or the lesson's test speaks of may be meant to be missing, or be made by a step.
func Missing(l *lesson.Lesson, folder string) []lesson.Problem {
	site := filepath.Join(folder, SiteFolder)
	if info, err := os.Stat(site); err != nil || !info.IsDir() {
		return nil // another folder is served
	}
	test, _ := ReadFile(filepath.Join(folder, TestFileName)) // there may be none
	problems := []lesson.Problem{}
	for _, link := range l.Links {
		name := strings.Trim(link.Path, "/")
		if exists(site, name) || l.Speaks(link.Path) || strings.Contains(string(test), name) {
			continue
		}
		problems = append(problems, lesson.Problem{
			Line: link.At, Column: 1, Code: "lesson.missing", Doubt: true,
			Args: map[string]string{"path": link.Path, "file": SiteFolder + "/" + name},
		})
	}
	return problems
}

// exists reports whether a path leads to a file or folder, or goes on behind a file: a script gets that.
func exists(site, name string) bool {
	if name == "" {
		return true
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return false
	}
	for at := 0; at <= len(name); at++ {
		if at < len(name) && name[at] != '/' {
			continue
		}
		info, err := os.Stat(filepath.Join(site, filepath.FromSlash(name[:at])))
		if err != nil {
			return false
		}
		if !info.IsDir() {
			return true
		}
	}
	return true
}
