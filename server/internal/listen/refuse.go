package listen

import (
	"errors"
	"io"

	"golang.org/x/net/http/httpguts"
)

// errMalformed is what the reader of malformed content gets.
var errMalformed = errors.New("listen: the request's content is malformed")

// refuse begins the exchange of a request with a malformed head, and passes on a sound
// one in its place.
func (c *Conn) refuse(head []byte, why *Malformed) {
	c.dead = io.EOF
	method, target := requestLine(head)
	c.begin(Request{Head: head, Method: method, Target: target}, &pending{malformed: why})
	c.sound = append(c.sound, substitute(method, head)...)
}

// substitute is a sound head that stands for a malformed one: it asks for nothing, and
// keeps only what the answer's form and language go by.
func substitute(method string, head []byte) []byte {
	if method != "HEAD" { // whose response has no content
		method = "GET"
	}
	sound := method + " / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
	for _, name := range []string{"Accept", "Accept-Language"} {
		if value, ok := field(head, name); ok && httpguts.ValidHeaderFieldValue(value) {
			sound += name + ": " + value + "\r\n"
		}
	}
	return []byte(sound + "\r\n")
}
