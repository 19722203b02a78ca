// Package blame finds the line of a script that something is about: where it failed, by what
// its interpreter wrote, and which line prints a text. Where that can only be guessed it names
// none.
package blame

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Script is a script that ran.
type Script struct {
	// Root is the served folder, an absolute path.
	Root string
	// File is the script's own path.
	File string
	// Command is the program that ran it, and its arguments.
	Command []string
}

// Trace is the place and the message of an error that an interpreter reported.
type Trace struct {
	Path    string // as the interpreter named it
	Line    int    // counts from 1
	Column  int    // counts from 1; 0 where it is not known
	Code    string // the kind of error, such as NameError
	Message string
}

// report is how an interpreter writes an error on standard error. Its groups are path,
// line, message and, where it has them, code and column.
type report struct {
	interpreter string
	pattern     *regexp.Regexp
	// frames are the lines of the stack below the message, with path and line, where the
	// pattern has none: the interpreter's own code failed, called by the script.
	frames *regexp.Regexp
	// alone says that no other program writes so: then what ran, such as a shell, may have
	// called the interpreter.
	alone bool
	// last says that the last of several reports in the site's files counts: the
	// innermost frame, or the error that ended a script which goes on after others.
	last bool
	// besides are the beginnings of messages that are not an error of their own.
	besides []string
}

// warningsOfPerl are the beginnings of warnings (perldiag, class W) that scripts meet. They look
// like errors, and a script that ends with an exit code may have had some before.
var warningsOfPerl = []string{
	"Argument \"", "Deep recursion ", "Name \"", "Odd number of elements ", "Possible ", "Scalar value @", "Subroutine ",
	"Use of uninitialized value", "Useless use of ", "Wide character in ", "\"my\" variable ", "\"our\" variable ", "print() on ", "readline() on ",
}

// reports are tried in order. Each was read off the interpreter itself; a test runs them all.
var reports = sync.OnceValue(func() []report {
	of := func(interpreter, pattern string, alone, last bool, besides ...string) report {
		return report{interpreter, regexp.MustCompile(pattern), nil, alone, last, besides}
	}
	withStack := func(interpreter, pattern, frames string) report {
		return report{interpreter: interpreter, pattern: regexp.MustCompile(pattern), frames: regexp.MustCompile(frames)}
	}
	return []report{
		of("python", `(?m)^(?P<message>(?P<code>SyntaxError): Non-UTF-8 code .*? in file (?P<path>[^\n]+) on line (?P<line>\d+),[^\n]*)$`, true, true),
		of("python", `(?m)^\s*File "(?P<path>[^"\n]+)", line (?P<line>\d+)`, true, true),
		// PHP names the line of the function; the call before it is what is wrong.
		of("php", `(?m)^PHP (?P<code>Fatal error):\s+(?P<message>Uncaught ArgumentCountError: .+? passed) in (?P<path>[^\n]+?) on line (?P<line>\d+) and `, true, false),
		of("php", `(?m)^PHP (?P<code>[A-Z][a-z]+ (?:fatal )?error):\s+(?P<message>.+?) in (?P<path>[^\n]+?)(?: on line |:)(?P<line>\d+)$`, true, false),
		of("tcl", `(?ms)\A(?P<message>[^\n]+)\n.*?\(file "(?P<path>[^"\n]+)" line (?P<line>\d+)\)`, true, false),
		of("lua", `(?m)^lua[\d.]*: (?P<path>[^\n]+?):(?P<line>\d+): (?P<message>.+)$`, true, false),
		of("node", `(?ms)^(?:file://)?(?P<path>[^\n]+?):(?P<line>\d+)$.*?^(?P<message>(?P<code>[A-Z]\w*(?:Error|Exception)|Error)\b[^\n]*)$`, false, false),
		withStack("node", `(?m)^(?P<message>(?P<code>[A-Z]\w*(?:Error|Exception)|Error)\b[^\n]*)$`, `(?m)^    at (?:[^\n]*?\()?(?:file://)?(?P<path>[^\n]+?):(?P<line>\d+):\d+\)?$`),
		of("ruby", "(?m)^(?P<path>[^\\n]+?):(?P<line>\\d+):(?:in [`'][^\\n]*?': | )(?P<message>[^\\n]+)$", false, false, "warning: "),
		withStack("ruby", "(?m)^[^\\n]+?:\\d+:in [`'][^\\n]*?': (?P<message>[^\\n]+)$", `(?m)^\s+from (?P<path>[^\n]+?):(?P<line>\d+):in `),
		of("bash", `(?m)^(?P<path>[^\n]+?): line (?P<line>\d+): (?P<message>.+)$`, false, true),
		of("sh", `(?m)^(?P<path>[^\n]+?): (?P<line>\d+): (?P<message>.+)$`, false, true),
		// Perl's warnings go before its error. A stack may follow that, and errors that follow from it.
		of("perl", `(?m)^(?P<message>.+?) at (?P<path>\S[^\n]*?) line (?P<line>\d+)(?:\.|,[^\n]*)?$`, false, true, append([]string{"\t", "BEGIN failed", "Compilation failed in require"}, warningsOfPerl...)...),
	}
})

// Traceback finds in the standard error of a script where it failed, in a file of the served
// folder. Only the interpreter that ran it counts: other programs write lines of the same form,
// and a warning of Python's looks like an error of Ruby's.
func (s Script) Traceback(stderr string) (Trace, bool) {
	for _, r := range reports() {
		if !r.writtenBy(s.Language()) {
			continue
		}
		if trace, ok := r.read(stderr, s); ok {
			return trace, true
		}
	}
	return Trace{}, false
}

// writtenBy reports whether a script in a language may have such a report.
func (r report) writtenBy(language string) bool {
	switch language {
	case "":
		return r.alone
	case "bash", "sh": // sh may be bash
		return r.alone || r.interpreter == language || language == "sh" && r.interpreter == "bash"
	}
	return r.interpreter == language
}

func (r report) read(stderr string, s Script) (found Trace, ok bool) {
	if r.frames != nil {
		return r.readStack(stderr, s)
	}
	last, end := r.last, 0
	if r.interpreter == "perl" && strings.Contains(stderr, " aborted due to compilation errors.") {
		last = false // the others follow from the first
	}
	for _, at := range r.pattern.FindAllStringSubmatchIndex(stderr, -1) {
		group := func(name string) string {
			if i := r.pattern.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
				return stderr[at[2*i]:at[2*i+1]]
			}
			return ""
		}
		file := group("path")
		if tail, cut := strings.CutPrefix(file, "..."); cut && strings.HasSuffix(s.File, tail) {
			file = s.File // Lua shortens a long path
		}
		line, err := strconv.Atoi(group("line"))
		switch {
		case err != nil, line < 1: // more digits than a line number has
			continue
		case !s.serves(file): // a library's
			continue
		case slices.ContainsFunc(r.besides, func(begins string) bool { return strings.HasPrefix(group("message"), begins) }):
			continue
		}
		found, ok, end = Trace{Path: file, Line: line, Code: group("code"), Message: group("message")}, true, at[1]
		if !last {
			break
		}
	}
	if !ok {
		return Trace{}, false
	}
	switch {
	case r.interpreter == "python" && found.Message == "":
		found.Code, found.Message = pythonError(stderr[end:])
		if strings.HasSuffix(found.Code, "Warning") && !strings.Contains(stderr, "Traceback (most recent call last)") {
			return Trace{}, false // it was shown, and not raised
		}
	case r.interpreter == "node": // the column stands in the stack
		found.Column = nodeColumn(stderr, found)
	}
	if found.Code == "" {
		found.Code = "error"
	}
	return found, true
}

// readStack takes the place from the first frame below the message that is of the site.
func (r report) readStack(stderr string, s Script) (Trace, bool) {
	message := r.pattern.FindStringSubmatchIndex(stderr)
	if message == nil {
		return Trace{}, false
	}
	found := Trace{Code: "error"}
	for i, name := range r.pattern.SubexpNames() {
		switch name {
		case "message":
			found.Message = stderr[message[2*i]:message[2*i+1]]
		case "code":
			found.Code = stderr[message[2*i]:message[2*i+1]]
		}
	}
	for _, frame := range r.frames.FindAllStringSubmatch(stderr[message[1]:], -1) {
		file := frame[r.frames.SubexpIndex("path")]
		line, err := strconv.Atoi(frame[r.frames.SubexpIndex("line")])
		if err == nil && line > 0 && s.serves(file) {
			found.Path, found.Line = file, line
			return found, true
		}
	}
	return Trace{}, false
}

// serves reports whether a file is of the served folder.
func (s Script) serves(file string) bool {
	return strings.HasPrefix(file, strings.TrimRight(s.Root, `/\`)+string(filepath.Separator))
}

// pythonError is the kind and the message of the error, in the text behind a frame of a
// traceback. It is the first line there that is not indented, as frames are.
func pythonError(rest string) (code, message string) {
	_, rest, _ = strings.Cut(rest, "\n")
	for line := range strings.Lines(rest) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, " ") {
			code, _, _ = strings.Cut(line, ":")
			return code, line
		}
	}
	return "", ""
}

// nodeColumn is the column in the first line of the stack that names the place.
func nodeColumn(stderr string, t Trace) int {
	_, rest, found := strings.Cut(stderr, "("+t.Path+":"+strconv.Itoa(t.Line)+":")
	digits, _, closed := strings.Cut(rest, ")")
	column, err := strconv.Atoi(digits)
	if !found || !closed || err != nil {
		return 0
	}
	return column
}
