package listen

import (
	"context"
	"errors"

	"golang.org/x/net/http/httpguts"
)

// errMalformed is what the reader of malformed content gets.
var errMalformed = errors.New("listen: the request's content is malformed")

// Refused tells why a handler must refuse its request, or nil. To be asked before the
// request is looked at, and again where its content cannot be read: what is malformed in
// that shows later. No request is read behind such a one.
func Refused(ctx context.Context) *Malformed {
	c, ok := ctx.Value(connKey{}).(*Conn)
	if !ok {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) == 0 {
		return nil
	}
	return c.open[0].malformed
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
