package blame

import (
	"strings"

	"vitrina/server/internal/pattern"
)

var (
	// innerOfShell is a message of dash's about a file that the script reads with a dot: the script
	// stands before it, with the line in that file.
	innerOfShell = pattern.Lazy(`^(\S[^:\n]*): (.+: .+|Syntax error.*)$`)
	// innerOfRuby is a message about a file that could not be read as Ruby, behind the line that loads it.
	innerOfRuby = pattern.Lazy(`^(\S[^\n]*?):(\d+): (.+)$`)
	// reads is a statement by which a shell goes on in another file.
	reads = pattern.Lazy(`(?:^|[\s;&|({])\.\s+\S`)
)

// ofShell corrects the place that a shell gave. In a text that eval runs, lines count from its own
// start, or from somewhere before: then it is the line with eval, if there is only one. dash names
// the script also for what fails in a file that the script reads, and only some of its messages
// then begin with that file.
func (s Script) ofShell(t Trace, shell string, eval bool) (Trace, bool) {
	if shell == "sh" {
		if m := innerOfShell().FindStringSubmatch(t.Message); m != nil {
			if file, ok := s.fileOf(m[1]); ok {
				return Trace{Path: file, Line: t.Line, Code: t.Code, Message: m[2]}, true
			}
		}
	}
	source := ReadSource(t.Path)
	if rest, ok := strings.CutPrefix(t.Message, "eval: "); ok || eval {
		t.Message = rest
		t.Line = source.withoutComments().only(func(line string) bool { return strings.Contains(line, "eval ") })
		return t, t.Line > 0
	}
	if shell == "sh" && source.withoutComments().any(reads().MatchString) {
		word, _, _ := strings.Cut(t.Message, ":")
		return t, t.Line <= len(source) && strings.Contains(source[t.Line-1], strings.TrimSpace(word))
	}
	return t, true
}

// ofLoaded is the place in a file that could not be loaded, where Ruby named that.
func (s Script) ofLoaded(t Trace) Trace {
	if m := innerOfRuby().FindStringSubmatch(t.Message); m != nil {
		if inner, ok := s.place(m[1], m[2]); ok {
			inner.Code, inner.Message = t.Code, m[3]
			return inner
		}
	}
	return t
}
