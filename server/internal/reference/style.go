package reference

import (
	"bytes"
	"strings"
)

// inStyle are the addresses that a style sheet names: url(…) and @import "…" (CSS Syntax,
// 4.3; CSS Cascading, 2).
func inStyle(text []byte) []named {
	names, importing := []named{}, false
	for at := 0; at < len(text); {
		rest := text[at:]
		switch {
		case bytes.HasPrefix(rest, []byte("/*")):
			end := bytes.Index(rest[2:], []byte("*/"))
			if end < 0 {
				return names
			}
			at += 2 + end + 2
		case rest[0] == '"' || rest[0] == '\'':
			value, length := quoted(rest)
			if importing {
				names = append(names, named{offset: at, address: value})
			}
			importing = false
			at += length
		case hasWord(rest, "url("):
			start := at + len("url(")
			start += len(text[start:]) - len(bytes.TrimLeft(text[start:], " \t\n\r\f"))
			value, length := "", 0
			if start < len(text) && (text[start] == '"' || text[start] == '\'') {
				value, length = quoted(text[start:])
			} else {
				length = max(bytes.IndexByte(text[start:], ')'), 0)
				value = strings.TrimRight(string(text[start:start+length]), " \t\n\r\f")
			}
			names = append(names, named{offset: start, address: value})
			importing = false
			at = start + length
		case hasWord(rest, "@import"):
			importing = true
			at += len("@import")
		default:
			at++
		}
	}
	return names
}

// hasWord reports whether a text begins with a word, in any letter case.
func hasWord(text []byte, word string) bool {
	return len(text) >= len(word) && strings.EqualFold(string(text[:len(word)]), word)
}

// quoted is the text in the quotes that a text begins with, and its length with them. It ends
// with its line, as a broken one does (CSS Syntax, 4.3.5).
func quoted(text []byte) (value string, length int) {
	for at := 1; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '\n':
			return string(text[1:at]), at
		case text[0]:
			return string(text[1:at]), at + 1
		}
	}
	return string(text[1:]), len(text)
}
