package mistake

import "vitrina/server/internal/pattern"

var (
	exits   = pattern.Lazy(`^\s*os\._exit\s*\(`)
	flushes = pattern.Lazy(`\bflush\b`)
	prints  = pattern.Lazy(`\bprint\s*\(|\bstdout\.write\b`)
)

// Unflushed is the line of a script in Python that ends without writing what print has kept back (os._exit does not
// flush); 0 where there is none, or where the script may have written it.
func Unflushed(source []string) int {
	line, printed := 0, false
	for i, text := range source {
		switch {
		case flushes().MatchString(text):
			return 0
		case prints().MatchString(text):
			printed = true
		case line == 0 && printed && exits().MatchString(text):
			line = i + 1
		}
	}
	return line
}
