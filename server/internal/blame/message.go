package blame

import (
	"regexp"
	"sync"

	"vitrina/server/internal/pattern"
)

// ofCommand is what a command of Unix, which a shell called, says of a file.
var ofCommand = pattern.Lazy(`(?m)^[a-z][\w.-]*: (?:[^:\n]+|cannot read: [^:\n]+): (?:No such file or directory|Permission denied)$`)

// messages are what an interpreter says of an error that ended a script, by its language.
var messages = sync.OnceValue(func() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"python": regexp.MustCompile(`(?m)^(?:[A-Za-z_][\w.]*(?:Error|Exception): |[^\n:]*python[\d.]*: can't open file ')[^\n]*$`),
		"node":   regexp.MustCompile(`(?m)^(?:[A-Z]\w*Error|Error)\b[^\n]*$`),
		"sh":     ofCommand(), "bash": ofCommand(),
	}
})

// Message is the last error that the interpreter reported on standard error, where none of
// its places is in the served folder: the interpreter's own code failed by itself. It is
// empty where there is none.
func (s Script) Message(stderr string) string {
	pattern := messages()[s.Language()]
	if pattern == nil {
		return ""
	}
	found := pattern.FindAllString(stderr, -1)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1]
}
