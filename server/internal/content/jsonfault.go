package content

import (
	"bytes"
	"encoding/json"
	"strings"
)

// jsonFault is the key of what is wrong with JSON at the place where reading it failed, for
// l10n.Mistake; empty where that is not certain. The words are those of encoding/json.
func jsonFault(text []byte, at int, wrong *json.SyntaxError) string {
	said := func(words string) bool { return strings.Contains(wrong.Error(), words) }
	rest := text[min(at, len(text)):]
	before := bytes.TrimRight(text[:at], " \t\r\n")
	begins := func(starts ...string) bool {
		for _, start := range starts {
			if bytes.HasPrefix(rest, []byte(start)) {
				return true
			}
		}
		return false
	}
	switch {
	case said("unexpected end"), len(rest) == 0:
		return "jsonOpen"
	case said("in string literal"):
		if begins("\n", "\r") {
			return "jsonLineBreak"
		}
	case said("in string escape"):
		return "jsonEscape"
	case begins("//", "/*", "#"):
		return "jsonComment"
	case begins("“", "”", "‘", "’"):
		return "jsonCurlyQuotes"
	case bytes.HasSuffix(before, []byte(",")) && begins("}", "]"):
		return "jsonTrailingComma"
	case said("beginning of"):
		switch {
		case begins("'"):
			return "jsonSingleQuotes"
		case said("object key") && isLetter(rest[0]):
			return "jsonName"
		case said("of value") && isLetter(rest[0]):
			return "jsonWord"
		}
	case said("in literal"):
		return "jsonWord"
	case said("after top-level value"):
		return "jsonSeveral"
	case said("after object key:value pair"), said("after array element"):
		if begins(`"`, "{", "[") || rest[0] >= '0' && rest[0] <= '9' {
			return "jsonCommaMissing"
		}
	case said("after object key"):
		return "jsonColonMissing"
	}
	return ""
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
