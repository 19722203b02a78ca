package mistake

import (
	"path"
	"strings"

	"vitrina/server/internal/pattern"
)

// drive is how an absolute path begins on Windows.
var drive = pattern.Lazy(`^[A-Za-z]:`)

// missingFile says where a file that could not be opened was looked for, and where in the site
// there is one of its name.
func missingFile(f Failure, args map[string]string) string {
	file := args["file"]
	if strings.HasPrefix(file, "/") || drive().MatchString(file) {
		return "fileNotThere"
	}
	switch {
	case strings.Contains(file, "://"):
		return ""
	case f.has(`\bchdir\b|^\s*cd\s`), f.Exists != nil && f.Exists(file): // it looked in another folder
		return ""
	}
	if f.Elsewhere != nil {
		if found := f.Elsewhere(path.Base(strings.ReplaceAll(file, `\`, "/"))); found != "" && found != path.Clean(file) {
			args["found"] = found
			return "fileElsewhere"
		}
	}
	if name := path.Dir(path.Clean(file)); name != "." && f.Exists != nil && !f.Exists(name) {
		args["name"] = name
		return "folderMissing"
	}
	return "fileMissing"
}

// missingModule says how to install a module, by the installer of the language.
func missingModule(install string) func(Failure, map[string]string) string {
	return func(f Failure, args map[string]string) string {
		args["install"] = strings.NewReplacer("COMMAND", f.Command, "MODULE", args["module"]).Replace(install)
		return "moduleMissing"
	}
}

// emptyJSON tells JSON that is empty since the request has no body, and a form in its place, from JSON with a fault.
func emptyJSON(reads string) func(Failure, map[string]string) string {
	return func(f Failure, args map[string]string) string {
		switch {
		case f.Empty && f.has(reads):
			return "jsonNoBody"
		case f.isForm() && f.has(reads):
			args["type"] = f.Type
			return "jsonIsForm"
		}
		return "json"
	}
}

// isForm reports whether the request's body is a form.
func (f Failure) isForm() bool {
	return f.Type == "application/x-www-form-urlencoded" || f.Type == "multipart/form-data"
}

// unescaped takes apart a file's name as Python shows it: 'C:\\\\Users'.
func unescaped(file func(Failure, map[string]string) string) func(Failure, map[string]string) string {
	return func(f Failure, args map[string]string) string {
		args["file"] = strings.ReplaceAll(args["file"], `\\`, `\`)
		return file(f, args)
	}
}
