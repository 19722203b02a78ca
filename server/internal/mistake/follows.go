package mistake

import "vitrina/server/internal/pattern"

var (
	noResource = pattern.Lazy(`must be of type resource, \w+ given$`)
	onNull     = pattern.Lazy(` on null$`)
	notOpened  = pattern.Lazy(`[Ff]ailed to open stream`)
)

// Follows reports whether an error of PHP's only follows from what it warned of before: a file that
// was not opened is then read, and a variable that does not exist is used in the same line.
func Follows(message string, line int, warning string, warned int) bool {
	switch {
	case noResource().MatchString(message):
		return notOpened().MatchString(warning) && warned <= line
	case onNull().MatchString(message):
		return warned == line
	}
	return false
}
