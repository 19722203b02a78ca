package blame

import (
	"slices"
	"strings"

	"vitrina/server/internal/pattern"
)

// writesAtOnce are the calls of Python that write past its buffer: the buffer is written where
// it is full, and at the end (Python's io module, "Buffered Streams"). os.fork copies it.
var writesAtOnce = pattern.Lazy(`\b(os\.(?:system|write|fork|exec\w+|spawn\w+)|subprocess\.(?:run|call|check_call|Popen)|sys\.stdout\.buffer\.write)\(`)

// Overtaking is the first call of a Python script that writes at once while text may lie in
// Python's buffer that was printed before; line 0 where there is none.
func (s Source) Overtaking() (call string, line int) {
	printed := false
	for i, text := range s {
		code, _, _ := strings.Cut(text, " #")
		called := writesAtOnce().FindStringSubmatch(code)
		switch {
		case i == 0 && strings.HasPrefix(text, "#!") && strings.Contains(text, " -u"), strings.Contains(code, "line_buffering"):
			return "", 0
		case strings.HasPrefix(strings.TrimSpace(text), "#"):
		case called != nil && printed && !strings.Contains(code, "capture_output") && !strings.Contains(code, "stdout="):
			return called[1], i + 1
		case called != nil:
		case strings.Contains(code, "flush"):
			printed = false
		case strings.Contains(code, "print("), strings.Contains(code, "sys.stdout.write("):
			printed = true
		}
	}
	return "", 0
}

// Mentions reports whether a line has a text, in any letter case.
func (s Source) Mentions(text string) bool {
	return slices.ContainsFunc(s, func(line string) bool { return strings.Contains(strings.ToLower(line), text) })
}
