package cgi

import (
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi/interpreter"
	"vitrina/server/internal/protocol"
)

// checkStart finds what is wrong with the beginning of a script that has a command all the same.
func checkStart(script Script, start string, command []string, add func(ProblemCode, protocol.Severity, int, map[string]string)) {
	words := interpreter.Shebang(start)
	if strings.HasPrefix(start, "\ufeff") {
		checkMark(script, start, command, add)
	}
	if len(command) == 0 {
		return
	}
	if len(words) > 0 && strings.HasSuffix(interpreter.FirstLine(start), "\r") && !interpreter.IsShell(command[0]) {
		add(ShebangCR, protocol.SeverityWarning, 1, nil)
	}
	if words == nil && interpreter.HasOnlyCR(start) {
		add(OnlyCR, protocol.SeverityWarning, 1, nil)
	}
	if len(words) > 0 && interpreter.IsWindowsPath(words[0]) && runtime.GOOS != "windows" {
		add(ShebangWindows, protocol.SeverityWarning, 1, map[string]string{"command": words[0]})
	}
	if refused, ok := interpreter.FindRefused(words); ok {
		add(ProblemCode(refused.Reason), protocol.SeverityWarning, 1, map[string]string{
			"command": words[0], "rest": strings.Join(words[1:], " "), "near": refused.Near,
		})
	}
	if near, ok := interpreter.FindMisplaced(start); ok {
		add(ProblemCode(near.Reason), protocol.SeverityWarning, near.Line, map[string]string{"line": strconv.Itoa(near.Line)})
	}
}

// checkMark finds what a byte-order mark does at the start of a script.
func checkMark(script Script, start string, command []string, add func(ProblemCode, protocol.Severity, int, map[string]string)) {
	switch {
	case len(command) > 0 && interpreter.IsPHP(command[0]):
		add(PHPByteOrderMark, protocol.SeverityWarning, 1, nil)
	case len(command) > 0 && !readsMark(script.File, start, command[0]):
		add(UnreadByteOrderMark, protocol.SeverityError, 1, map[string]string{"command": filepath.Base(command[0])})
	case interpreter.Shebang(start) != nil:
		add(ByteOrderMark, protocol.SeverityWarning, 1, nil)
	}
}

// readsMark reports whether an interpreter passes over a byte-order mark: Python, Perl, Ruby, Lua and
// Tcl do. A shell and awk take it for a letter. Node passes over it, but then reads a #! line as
// code, unless the script is an ES module.
func readsMark(file, start, program string) bool {
	name := interpreter.NameOf(program)
	switch {
	case interpreter.IsShell(program), slices.Contains([]string{"awk", "gawk", "mawk", "nawk"}, name):
		return false
	case name != "node" && name != "nodejs", interpreter.Shebang(start) == nil, strings.HasSuffix(file, ".mjs"):
		return true
	}
	return slices.ContainsFunc(blame.ReadSource(file), func(line string) bool {
		return strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "export ")
	})
}

// HasUnreadMark reports whether a file starts with a byte-order mark that the program which runs it
// takes for a part of line 1.
func HasUnreadMark(file string, command []string) bool {
	start, err := interpreter.Start(file)
	return err == nil && len(command) > 0 && strings.HasPrefix(start, "\ufeff") && !readsMark(file, start, command[0])
}
