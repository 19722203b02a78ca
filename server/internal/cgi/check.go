package cgi

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi/interpreter"
	"vitrina/server/internal/protocol"
)

// Problem is something that is wrong with a script, here or on another machine. It is found
// without running the script.
type Problem struct {
	Code     ProblemCode
	Severity protocol.Severity
	Line     int // counts from 1
	Args     map[string]string
}

// ProblemCode names a Problem.
type ProblemCode string

// Problems that can be seen without running a script, besides the reasons of
// interpreter.Unavailable.
const (
	ShebangCR     ProblemCode = "shebangCR"     // its #! line ends in CR LF: other servers cannot run it
	ByteOrderMark ProblemCode = "byteOrderMark" // it begins with a byte-order mark: likewise
	NotExecutable ProblemCode = "notExecutable" // it has a #! line and no execute bit: likewise
	EmptyScript   ProblemCode = "emptyScript"   // there is nothing in it
	RemovedModule ProblemCode = "removedModule" // it imports a module that Python has no more
)

// Checked is a script, how it would run and what is wrong with it.
type Checked struct {
	Script   Script
	Command  []string // empty where there is none
	Problems []Problem
}

// Check looks at every script below the folders, or at only one, by its path ("" for all).
// It runs none.
func (r *Runner) Check(root *os.Root, folders []string, only string) ([]Checked, error) {
	checked := []Checked{}
	for _, folder := range folders {
		err := fs.WalkDir(root.FS(), folder, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && name == folder:
				return nil // a site without scripts
			case err != nil:
				return err
			case strings.HasPrefix(entry.Name(), "."), entry.IsDir() && entry.Name() == "__pycache__",
				only != "" && only != name && !strings.HasPrefix(only, name+"/"):
				if entry.IsDir() {
					return fs.SkipDir
				}
				return nil
			case entry.IsDir():
				return nil
			}
			if script, err := Find(root, name, folder, false); err == nil && script.Info == "" {
				checked = append(checked, r.check(script))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return checked, nil
}

// data are extensions of files that lie beside scripts to be read by them. They need no
// command.
var data = map[string]bool{
	".txt": true, ".json": true, ".csv": true, ".db": true, ".sqlite": true, ".sqlite3": true, ".html": true, ".tmpl": true, ".md": true,
	".xml": true, ".ini": true, ".toml": true, ".yaml": true, ".yml": true, ".log": true, ".pyc": true,
}

func (r *Runner) check(script Script) Checked {
	c := Checked{Script: script, Problems: []Problem{}}
	add := func(code ProblemCode, severity protocol.Severity, line int, args map[string]string) {
		if args == nil {
			args = map[string]string{}
		}
		args["script"] = script.Path
		c.Problems = append(c.Problems, Problem{code, severity, line, args})
	}
	info, err := os.Stat(script.File)
	if err == nil && info.Size() == 0 {
		add(EmptyScript, protocol.SeverityWarning, 1, nil)
		return c
	}
	command, err := r.choice().Command(script.File)
	var why *interpreter.Unavailable
	if errors.As(err, &why) && !data[strings.ToLower(path.Ext(script.Path))] {
		add(ProblemCode(why.Reason), protocol.SeverityError, 1, map[string]string{"command": why.Command})
	}
	c.Command = command
	first, _ := interpreter.FirstLine(script.File) // if it cannot be read, that was said above
	shebang := strings.HasPrefix(strings.TrimPrefix(first, "\ufeff"), "#!")
	if shebang && strings.HasPrefix(first, "\ufeff") {
		add(ByteOrderMark, protocol.SeverityWarning, 1, nil)
	}
	if shebang && strings.HasSuffix(first, "\r") {
		add(ShebangCR, protocol.SeverityWarning, 1, nil)
	}
	if shebang && runtime.GOOS != "windows" && info != nil && info.Mode()&0o111 == 0 {
		add(NotExecutable, protocol.SeverityInformation, 1, nil)
	}
	if len(command) > 0 && interpreter.IsPython(command[0]) {
		for i, line := range blame.ReadSource(script.File) {
			if module := removedImport(line); module != "" && !liesBeside(script.File, module+".py") {
				add(RemovedModule, protocol.SeverityWarning, i+1, map[string]string{"module": module})
			}
		}
	}
	return c
}

// importStatement is a whole statement that imports cgi or cgitb; a sentence that begins so is
// none.
var importStatement = sync.OnceValue(func() *regexp.Regexp {
	const more = `(?:\s*,\s*\w[\w.]*(?:\s+as\s+\w+)?)*`
	return regexp.MustCompile(`^\s*(?:import\s+(cgi|cgitb)(?:\s+as\s+\w+)?` + more + `|from\s+(cgi|cgitb)\s+import\s+(?:\*|\(?[\w\s,]*\)?))\s*(?:[;#\\].*)?$`)
})

// removedImport is the module that a line imports and Python 3.13 took away (PEP 594); empty
// where it imports none.
func removedImport(line string) string {
	if found := importStatement().FindStringSubmatch(line); found != nil {
		return found[1] + found[2]
	}
	return ""
}

// liesBeside reports whether there is a file of a name in the script's folder.
func liesBeside(script, name string) bool {
	_, err := os.Stat(filepath.Join(filepath.Dir(script), name))
	return err == nil
}
