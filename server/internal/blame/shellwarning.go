package blame

import (
	"regexp"
	"sync"
)

// shellFaults are the faults after which a shell goes on: a command that is not there, and a
// condition that [ does not understand. A script may print all else to standard error on purpose.
var shellFaults = sync.OnceValue(func() map[string]*regexp.Regexp {
	const fault = `(?P<message>(?:\S+: )?(?:\S+: (?:command )?not found|\[: .+))$`
	return map[string]*regexp.Regexp{
		"bash": regexp.MustCompile(`(?m)^(?P<path>[^\n]+?): (?P<eval>eval: )?line (?P<line>\d+): ` + fault),
		"sh":   regexp.MustCompile(`(?m)^(?P<path>[^\n]+?): (?:line )?(?P<line>\d+): ` + fault),
	}
})

// shellWarning finds the first of them in a file of the served folder.
func (s Script) shellWarning(stderr string) (Trace, bool) {
	warning := report{interpreter: s.Language(), pattern: shellFaults()[s.Language()]}
	return warning.read(stderr, s)
}
