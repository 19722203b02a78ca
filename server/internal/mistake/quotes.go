package mistake

import (
	"strings"

	"vitrina/server/internal/pattern"
)

var (
	attribute = pattern.Lazy(`<[a-zA-Z][^<>]*=\s*$`)
	unquoted  = pattern.Lazy(`^[\w./#?:]`)
	letters   = pattern.Lazy(`^\p{L}+`)
)

// endsTooEarly reports whether a text on a line ends at a quote that was meant as a part of it: "<a href="page.html">"
// or 'it's'.
func endsTooEarly(line string) bool {
	if strings.Contains(line, `"""`) || strings.Contains(line, "'''") {
		return false
	}
	for {
		at := strings.IndexAny(line, "\"'`")
		if at < 0 {
			return false
		}
		text, rest, closed := cutText(line[at+1:], line[at])
		switch {
		case !closed:
			return false
		case line[at] == '`': // of JavaScript and shells, which contain the others
		case attribute().MatchString(text) && unquoted().MatchString(rest), text != "" && isNoWord(letters().FindString(rest)):
			return true
		}
		line = rest
	}
}

// cutText cuts what stands behind an opening quote at the closing one.
func cutText(text string, quote byte) (inside, behind string, closed bool) {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// isNoWord reports whether letters that stand right behind a text are none of the words that may.
func isNoWord(word string) bool {
	switch word {
	case "", "and", "as", "else", "for", "if", "in", "is", "not", "or", "unless", "x", "eq", "ne", "cmp":
		return false
	}
	return true
}

// quoteOpen is for a text that does not end: a quote within it may have ended it before.
func quoteOpen(f Failure, _ map[string]string) string {
	if endsTooEarly(f.line()) {
		return "quoteInText"
	}
	return "quoteOpen"
}
