package mistake

import "vitrina/server/internal/pattern"

var (
	html     = pattern.Lazy(`^\s*(?:</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?>|<!(?:doctype|DOCTYPE|--))`)
	conflict = pattern.Lazy(`^(?:<<<<<<<|>>>>>>>) |^=======$`)
)

// notCode recognises a line that no interpreter can read as code: HTML that was not printed or
// whose quotes end its text, and what Git writes into a file where two versions of it disagree.
func notCode(f Failure, _ map[string]string) string {
	switch line := f.line(); {
	case conflict().MatchString(line):
		return "mergeConflict"
	case html().MatchString(line):
		return "htmlInCode"
	case f.Language != "sh" && f.Language != "bash" && endsTooEarly(line): // a shell goes on with the same word
		return "quoteInText"
	}
	return "syntax"
}
