package cgi

import (
	"strings"

	"vitrina/server/internal/pattern"
)

// doubledName recognises a field whose value begins with its own name, as Python's print("Set-Cookie:", cookie) has it.
func doubledName(line string) (Violation, string) {
	name, value, ok := splitField([]byte(line))
	if !ok || knownName(name) == "" {
		return "", ""
	}
	again, rest, found := strings.Cut(value, ":")
	if rest = strings.Trim(rest, " \t"); !found || !strings.EqualFold(again, name) || !isSurelyField(name, rest) {
		return "", ""
	}
	return DoubledName, name + ": " + rest
}

// beginsWithHost are the hosts that no file or folder of a site is called like: www., and this computer, by name or number.
var beginsWithHost = pattern.Lazy(`^(?i:www\.[\w-]+\.|(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:/|$)|[\w-]+(?:\.[\w-]+)+:\d+(?:/|$))`)

// noScheme recognises a Location that begins with a host, as addresses are typed into a browser.
func noScheme(line string) (Violation, string) {
	name, value, ok := splitField([]byte(line))
	if !ok || !strings.EqualFold(name, "Location") || !beginsWithHost().MatchString(value) {
		return "", ""
	}
	return NoScheme, name + ": http://" + value
}

// endsWithSlashes is a type behind which /n stands where the line should end.
var endsWithSlashes = pattern.Lazy(`^[\w.+-]+/[\w.+-]+?(?:/r)?(?:/n)+(?:/|<|$)`)

// slashEscape reports whether a Content-Type has a slash for the backslash of \n.
func slashEscape(line string) bool {
	name, value, ok := splitField([]byte(line))
	return ok && strings.EqualFold(name, "Content-Type") && endsWithSlashes().MatchString(value)
}
