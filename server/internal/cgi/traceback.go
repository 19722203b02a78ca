package cgi

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Trace is the place and the message of an error that an interpreter reported.
type Trace struct {
	Path    string // as the interpreter named it
	Line    int    // counts from 1
	Code    string // the kind of error, such as NameError
	Message string
}

// pythonFrame is a line of a traceback (Python's traceback module writes it so).
var pythonFrame = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\s*File "([^"\n]+)", line (\d+)`)
})

// pythonError is the last line of a traceback.
var pythonError = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^([A-Za-z_][\w.]*)(?:: (.*))?$`)
})

// ReadTraceback finds in a script's standard error where it failed: the innermost
// frame that lies in the served folder, or else the innermost of all.
func ReadTraceback(stderr, root string) (Trace, bool) {
	frames := pythonFrame().FindAllStringSubmatchIndex(stderr, -1)
	if len(frames) == 0 {
		return Trace{}, false
	}
	frame := frames[len(frames)-1]
	for i := len(frames) - 1; i >= 0; i-- {
		if strings.HasPrefix(stderr[frames[i][2]:frames[i][3]], root) {
			frame = frames[i]
			break
		}
	}
	line, err := strconv.Atoi(stderr[frame[4]:frame[5]])
	if err != nil {
		return Trace{}, false // more digits than a line number has
	}
	trace := Trace{Path: stderr[frame[2]:frame[3]], Line: line, Code: "error"}
	rest := stderr[frames[len(frames)-1][1]:]
	if found := pythonError().FindAllStringSubmatch(rest, -1); len(found) > 0 {
		last := found[len(found)-1]
		trace.Code, trace.Message = last[1], strings.TrimSuffix(last[1]+": "+last[2], ": ")
	}
	return trace, true
}
