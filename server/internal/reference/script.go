package reference

import (
	"bytes"

	"vitrina/server/internal/pattern"
)

// literal is a text in quotes that can be an address: in one line, with nothing to be put in.
var literal = pattern.Lazy("\"([^\"'`\\\\$\n]+)\"|'([^\"'`\\\\$\n]+)'|`([^\"'`\\\\$\n]+)`")

// inScript are the texts in a script that may be addresses. Those in a comment that has its
// line for itself are none.
func inScript(text []byte) []named {
	names := []named{}
	for _, found := range literal().FindAllSubmatchIndex(text, -1) {
		line := bytes.TrimLeft(text[1+bytes.LastIndexByte(text[:found[0]], '\n'):], " \t")
		if bytes.HasPrefix(line, []byte("//")) || bytes.HasPrefix(line, []byte("*")) || bytes.HasPrefix(line, []byte("/*")) {
			continue
		}
		for group := 2; group < len(found); group += 2 {
			if found[group] >= 0 {
				names = append(names, named{offset: found[group], address: string(text[found[group]:found[group+1]]), guessed: true})
			}
		}
	}
	return names
}
