// Package refresh takes apart what has a browser go elsewhere by itself after a while: the header
// Refresh, and a meta element that stands for it.
package refresh

import "strings"

// Parse takes "5; url=/next" apart: whole seconds, without zeros before them, and an address, "" for the
// document's own (WHATWG HTML, "shared declarative refresh steps"). Browsers refuse javascript: there, and
// data: in a tab.
func Parse(value string) (seconds, address string, valid bool) {
	const space = " \t\n\f\r"
	value = strings.TrimLeft(value, space)
	rest := strings.TrimLeft(value, "0123456789")
	if seconds = value[:len(value)-len(rest)]; seconds == "" && !strings.HasPrefix(rest, ".") {
		return "", "", false
	}
	if seconds = strings.TrimLeft(seconds, "0"); seconds == "" {
		seconds = "0"
	}
	rest = strings.TrimLeft(rest, "0123456789.")
	if rest != "" && !strings.ContainsRune(";,"+space, rune(rest[0])) {
		return "", "", false
	}
	rest = strings.TrimLeft(rest, space)
	if rest != "" && (rest[0] == ';' || rest[0] == ',') {
		rest = strings.TrimLeft(rest[1:], space)
	}
	if len(rest) >= len("url") && strings.EqualFold(rest[:len("url")], "url") {
		if after, is := strings.CutPrefix(strings.TrimLeft(rest[len("url"):], space), "="); is {
			rest = strings.TrimLeft(after, space)
		}
	}
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		rest, _, _ = strings.Cut(rest[1:], rest[:1])
	}
	address = strings.TrimRight(rest, space)
	if scheme, _, found := strings.Cut(address, ":"); found && (strings.EqualFold(scheme, "javascript") || strings.EqualFold(scheme, "data")) {
		return "", "", false
	}
	return seconds, address, true
}
