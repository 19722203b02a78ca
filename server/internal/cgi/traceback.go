package cgi

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

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
	// last is true where the last of several reports in the site's files counts: the
	// innermost frame, or the error that ended a script which goes on after others.
	last bool
}

// reports are tried in order: those that no other's could be taken for come first. Each
// was read off the interpreter itself; a test runs them all.
var reports = sync.OnceValue(func() []report {
	of := func(interpreter, pattern string, last bool) report {
		return report{interpreter, regexp.MustCompile(pattern), last}
	}
	return []report{
		of("python", `(?m)^\s*File "(?P<path>[^"\n]+)", line (?P<line>\d+)`, true),
		of("php", `(?m)^PHP (?P<code>[A-Z][a-z]+(?: [a-z]+)?):\s+(?P<message>.+?) in (?P<path>[^\n]+?)(?: on line |:)(?P<line>\d+)$`, false),
		of("tcl", `(?ms)\A(?P<message>[^\n]+)\n.*?\(file "(?P<path>[^"\n]+)" line (?P<line>\d+)\)`, false),
		of("node", `(?ms)^(?:file://)?(?P<path>[^\n]+?):(?P<line>\d+)$.*?^(?P<message>(?P<code>[A-Z]\w*(?:Error|Exception)|Error)\b[^\n]*)$`, false),
		of("lua", `(?m)^lua[\d.]*: (?P<path>[^\n]+?):(?P<line>\d+): (?P<message>.+)$`, false),
		of("ruby", "(?m)^(?P<path>[^\\n]+?):(?P<line>\\d+):(?:in [`'][^\\n]*?': | )(?P<message>[^\\n]+)$", false),
		of("bash", `(?m)^(?P<path>[^\n]+?): line (?P<line>\d+): (?P<message>.+)$`, true),
		of("sh", `(?m)^(?P<path>[^\n]+?): (?P<line>\d+): (?P<message>.+)$`, true),
		of("perl", `(?m)^(?P<message>.+?) at (?P<path>\S[^\n]*?) line (?P<line>\d+)(?:\.|,[^\n]*)?$`, false),
	}
})

// pythonError is the last line of a Python traceback.
var pythonError = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^([A-Za-z_][\w.]*)(?:: (.*))?$`)
})

// ReadTraceback finds in the standard error of a script, given by its path, where it
// failed, in a file of the served folder.
func ReadTraceback(stderr, root, script string) (Trace, bool) {
	for _, r := range reports() {
		if trace, ok := r.read(stderr, root, script); ok {
			return trace, true
		}
	}
	return Trace{}, false
}

func (r report) read(stderr, root, script string) (found Trace, ok bool) {
	for _, at := range r.pattern.FindAllStringSubmatchIndex(stderr, -1) {
		group := func(name string) string {
			if i := r.pattern.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
				return stderr[at[2*i]:at[2*i+1]]
			}
			return ""
		}
		path := group("path")
		if end, cut := strings.CutPrefix(path, "..."); cut && strings.HasSuffix(script, end) {
			path = script // Lua shortens a long path
		}
		line, err := strconv.Atoi(group("line"))
		if err != nil || line < 1 || !strings.HasPrefix(path, strings.TrimRight(root, `/\`)+string(filepath.Separator)) {
			continue // more digits than a line number has, or a library's file
		}
		found, ok = Trace{Path: path, Line: line, Code: group("code"), Message: group("message")}, true
		if !r.last {
			break
		}
	}
	if !ok {
		return Trace{}, false
	}
	switch r.interpreter {
	case "python": // the message stands behind all frames
		if all := pythonError().FindAllStringSubmatch(stderr, -1); len(all) > 0 {
			last := all[len(all)-1]
			found.Code, found.Message = last[1], strings.TrimSuffix(last[1]+": "+last[2], ": ")
		}
	case "node": // the column stands in the stack
		found.Column = nodeColumn(stderr, found)
	}
	if found.Code == "" {
		found.Code = "error"
	}
	return found, true
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
