// Package blame finds the line of a script that something is about: where it failed, by what
// its interpreter wrote, and which line prints a text. Where that can only be guessed it names
// none.
package blame

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/pattern"
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
	Path    string // an absolute path
	Line    int    // counts from 1
	Column  int    // counts from 1; 0 where it is not known
	Code    string // the kind of error, such as NameError
	Message string
}

// Traceback finds in the standard error of a script where it failed, in a file of the served
// folder. Only the interpreter that ran it counts: other programs write lines of the same form,
// and a warning of Python's looks like an error of Ruby's.
func (s Script) Traceback(stderr string) (Trace, bool) {
	if s.Language() == "node" {
		if trace, ok := s.importOfNode(stderr); ok {
			return trace, true
		}
	}
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
	switch {
	case r.interpreter == "perl" && strings.Contains(stderr, " aborted due to compilation errors."):
		last = false // the others follow from the first
	case r.interpreter == "python":
		stderr = withoutMargin(stderr)
	}
	for _, at := range r.pattern.FindAllStringSubmatchIndex(stderr, -1) {
		group := groupsOf(r.pattern, stderr, at)
		message := group("message")
		if slices.ContainsFunc(r.besides, func(begins string) bool { return strings.HasPrefix(message, begins) }) {
			continue
		}
		trace, of := s.place(group("url")+group("path"), group("line"))
		for rest := group("path"); !of && r.before != ""; {
			said, path, more := strings.Cut(rest, r.before)
			if !more {
				break
			}
			trace, of = s.place(path, group("line"))
			message, rest = message+r.before+said, path
		}
		trace.Code, trace.Message = group("code"), message
		switch {
		case !of: // it is a library's
			continue
		case r.interpreter == "sh", r.interpreter == "bash":
			trace, of = s.ofShell(trace, r.interpreter, group("eval") != "")
		case r.interpreter == "ruby":
			trace = s.ofLoaded(trace)
		}
		if !of {
			continue
		}
		found, ok, end = trace, true, at[1]
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
	at := r.pattern.FindStringSubmatchIndex(stderr)
	if at == nil {
		return Trace{}, false
	}
	group := groupsOf(r.pattern, stderr, at)
	for _, frame := range r.frames.FindAllStringSubmatchIndex(stderr[at[1]:], -1) {
		of := groupsOf(r.frames, stderr[at[1]:], frame)
		if found, ok := s.place(of("url")+of("path"), of("line")); ok {
			if found.Code, found.Message = group("code"), group("message"); found.Code == "" {
				found.Code = "error"
			}
			return found, true
		}
	}
	return Trace{}, false
}

// groupsOf gives the named groups of a match; one that the pattern does not have is empty.
func groupsOf(pattern *regexp.Regexp, text string, at []int) func(name string) string {
	return func(name string) string {
		if i := pattern.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
			return text[at[2*i]:at[2*i+1]]
		}
		return ""
	}
}

// margin is what Python draws before each line of a group of exceptions.
var margin = pattern.Lazy(`(?m)^ *[|+](?:-\+)? ?`)

// withoutMargin is a traceback of Python's as it would be outside of a group.
func withoutMargin(stderr string) string {
	if !strings.Contains(stderr, "Exception Group Traceback (most recent call last):") {
		return stderr
	}
	return margin().ReplaceAllString(stderr, "")
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
