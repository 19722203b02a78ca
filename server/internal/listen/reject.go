package listen

import (
	"errors"
	"io"

	"golang.org/x/net/http/httpguts"
	"vitrina/server/internal/http1"
)

// errInvalidContent is what the reader of invalid content gets.
var errInvalidContent = errors.New("listen: the request's content is invalid")

// reject begins the exchange of a request with an invalid head, and gives the reader a
// substitute.
func (c *Conn) reject(head []byte, why *http1.Rejection) {
	c.readErr = io.EOF
	method, target := http1.RequestLine(head)
	c.begin(Request{Head: head, Method: method, Target: target}, &exchange{rejection: why})
	c.valid = append(c.valid, substitute(method, head)...)
}

// rejectContent makes the next read of content fail.
func (c *Conn) rejectContent(why *http1.Rejection) {
	c.readErr = errInvalidContent
	c.mu.Lock()
	c.receiving.rejection = why
	c.mu.Unlock()
}

// substitute is a valid head in place of an invalid one. It asks for nothing, and keeps only
// the fields that decide on the form and language of the answer.
func substitute(method string, head []byte) []byte {
	if method != "HEAD" { // whose response has no content
		method = "GET"
	}
	valid := method + " / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
	for _, name := range []string{"Accept", "Accept-Language"} {
		if values := http1.FieldValues(head, name); len(values) > 0 && httpguts.ValidHeaderFieldValue(values[0]) {
			valid += name + ": " + values[0] + "\r\n"
		}
	}
	return []byte(valid + "\r\n")
}
