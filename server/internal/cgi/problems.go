package cgi

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

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
// interpreter.Unavailable, interpreter.Misplaced and interpreter.Refused.
const (
	ShebangCR           ProblemCode = "shebangCR"           // its #! line ends in CR LF: other servers cannot run it
	ShellCR             ProblemCode = "shellCR"             // it is for a shell, and lines end in CR LF: it does not know if and fi
	OnlyCR              ProblemCode = "onlyCR"              // all of it is one line
	ByteOrderMark       ProblemCode = "byteOrderMark"       // it begins with a byte-order mark: other servers cannot run it
	PHPByteOrderMark    ProblemCode = "phpByteOrderMark"    // PHP sends the mark, before any header
	UnreadByteOrderMark ProblemCode = "unreadByteOrderMark" // the interpreter takes the mark for a part of line 1
	ShebangWindows      ProblemCode = "shebangWindows"      // its #! line has a path of Windows: other servers cannot run it
	NotExecutable       ProblemCode = "notExecutable"       // it has a #! line and no execute bit: likewise
	EmptyScript         ProblemCode = "emptyScript"         // there is nothing in it
	RemovedModule       ProblemCode = "removedModule"       // it imports cgi or cgitb, which Python has no more
	ModuleRemoved       ProblemCode = "moduleRemoved"       // it imports another such module, which has a successor
	ModuleDropped       ProblemCode = "moduleDropped"       // or one without
	FolderNamedScript   ProblemCode = "folderNamedScript"   // it is a folder
	CheckFailed         ProblemCode = "checkFailed"         // Vitrina failed while it looked
	FolderNotReadable   ProblemCode = "folderNotReadable"   // what is in it cannot be seen
)

// check looks at a file in a script folder. What is not surely meant to be run, such as a style
// sheet or data, needs no interpreter.
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
		if r.IsScriptName(script.Path) && path.Base(script.Path) != "__init__.py" { // that marks a package
			add(EmptyScript, protocol.SeverityWarning, 1, nil)
		}
		return c
	}
	command, err := r.choice().Command(script.File)
	c.Command = command
	start, _ := interpreter.Start(script.File) // if it cannot be read, that is said below
	executable := info != nil && info.Mode()&0o111 != 0
	var why *interpreter.Unavailable
	if errors.As(err, &why) && (why.Reason != interpreter.NoInterpreter && why.Reason != interpreter.NoExtension || r.meantToRun(script.Path, executable)) {
		add(ProblemCode(why.Reason), protocol.SeverityError, max(1, why.Line), why.Args())
	}
	checkStart(script, start, command, add)
	if runtime.GOOS != "windows" && info != nil && !executable && len(interpreter.Shebang(start)) > 0 {
		add(NotExecutable, protocol.SeverityInformation, 1, nil)
	}
	if len(command) == 0 {
		return c
	}
	if interpreter.IsShell(command[0]) {
		if line := firstCR(script.File); line > 0 {
			add(ShellCR, protocol.SeverityError, line, map[string]string{"line": strconv.Itoa(line)})
		}
	}
	if interpreter.IsPython(command[0]) {
		for _, each := range removedImports(blame.ReadSource(script.File)) {
			if !liesBeside(script.File, each.module+".py") {
				add(codeOfRemoved(each), protocol.SeverityWarning, each.line, map[string]string{"module": each.module, "version": each.Version, "now": each.Now})
			}
		}
	}
	return c
}

// meantToRun reports whether a file without an interpreter is surely a program: by its
// extension, or where it has none, by its execute bit. Some disks give that bit to every file,
// so the names that projects have without an extension do not count.
func (r *Runner) meantToRun(name string, executable bool) bool {
	base := path.Base(name)
	if path.Ext(base) != "" {
		return r.IsScriptName(base)
	}
	return executable && strings.ToUpper(base) != base && base != "Makefile" && base != "Dockerfile"
}

// maxCR is how much of a shell script is looked at for a CR.
const maxCR = 1 << 20

// firstCR is the first line of a file that ends in CR LF; 0 where none does.
func firstCR(file string) int {
	content, err := os.ReadFile(file)
	if err != nil || len(content) > maxCR {
		return 0
	}
	before, _, found := strings.Cut(string(content), "\r\n")
	if !found {
		return 0
	}
	return strings.Count(before, "\n") + 1
}

// HasShellCR reports whether a script is for a shell and has lines that end in CR LF, by the
// command that runs it.
func (s Script) HasShellCR(command []string) bool {
	return len(command) > 0 && interpreter.IsShell(command[0]) && firstCR(s.File) > 0
}

// liesBeside reports whether there is a file of a name in the script's folder.
func liesBeside(script, name string) bool {
	_, err := os.Stat(filepath.Join(filepath.Dir(script), name))
	return err == nil
}
