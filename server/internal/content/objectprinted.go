package content

import (
	"bytes"
	"strconv"

	"golang.org/x/net/html"

	"vitrina/server/internal/pattern"
	"vitrina/server/internal/protocol"
)

// object is how languages show what has no text of its own, where browsers take it for a tag since a letter follows
// its <: Python, as by print(name.upper), Node.js, what it read from a file, and Ruby, an object of a class.
const object = `<(?:(?:function|(?:async_)?generator object|coroutine object|bound method) (?:[\w.]+ (?:at 0x|of )|[\w.]*<\w+>)|` +
	`built-in (?:method|function) \w+|module '[\w.]+'|class '[\w.]+'|[A-Za-z][\w.]* object(?: at 0x[0-9A-Fa-f]+|;)|` +
	`Buffer(?: [0-9a-f]{2})+|[A-Z]\w*(?:::[A-Z]\w*)*:0x[0-9a-f]{8})`

var (
	hasObject = pattern.Lazy(object)
	isObject  = pattern.Lazy(`^` + object)
)

// objectNote says where a script printed such an object into a page, of which people see nothing.
func (r Response) objectNote(kind string) *protocol.Note {
	if kind != "text/html" || r.TypeBy != protocol.SetByScript || !hasObject().Match(r.Content) {
		return nil
	}
	tokenizer := html.NewTokenizer(bytes.NewReader(r.Content)) // in a comment or a script it is no tag
	for line := 1; ; {
		token, raw := tokenizer.Next(), tokenizer.Raw()
		switch {
		case token == html.ErrorToken:
			return nil
		case token == html.StartTagToken && isObject().Match(raw):
			return note("objectPrinted", protocol.SeverityWarning, "line", strconv.Itoa(line), "printed", shortened(string(raw)))
		}
		line += bytes.Count(raw, []byte("\n"))
	}
}
