package content

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
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
		return "jsonControl" // the others that a text may not have (RFC 8259, section 7)
	case said("in string escape"):
		return "jsonEscape"
	case said("in numeric literal") && isLetter(rest[0]): // -Infinity
		return "jsonWord"
	case said("in numeric literal"), said("after decimal point"), said("in exponent"), said("beginning of value") && begins("+", "."), cutsNumber(text[:at], rest):
		return "jsonNumber"
	case looksEmpty(rest):
		return "jsonSpace"
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
		if begins(`"`, "{", "[") || isDigit(rest[0]) {
			return "jsonCommaMissing"
		}
	case said("after object key"):
		return "jsonColonMissing"
	}
	return ""
}

// cutsNumber reports whether a number goes on in a way that JSON does not have: 01, 0x1, 1_000 (RFC 8259,
// section 6).
func cutsNumber(before, rest []byte) bool {
	if len(before) == 0 || len(rest) == 0 {
		return false
	}
	last, next := before[len(before)-1], rest[0]
	return isDigit(last) && (isDigit(next) || isLetter(next) || next == '_' || next == '.')
}

// looksEmpty reports whether a text begins with a character that shows nothing and is no space of JSON's
// (RFC 8259, section 2), as a no-break space.
func looksEmpty(text []byte) bool {
	letter, _ := utf8.DecodeRune(text)
	return letter >= utf8.RuneSelf && letter != utf8.RuneError && (unicode.IsSpace(letter) || unicode.Is(unicode.Cf, letter))
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
