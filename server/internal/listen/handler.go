package listen

import (
	"context"
	"net"
	"time"

	"vitrina/server/internal/http1"
)

type connKey struct{}

// WithConn is for http.Server.ConnContext. The functions below find the connection by it.
func WithConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// Current is the recording of a handler's request, or nil if it is not recorded.
func Current(ctx context.Context) Exchange {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		return c.Current()
	}
	return nil
}

// Rejected returns why a handler must reject its request, or nil. A handler asks before it
// looks at the request, and again if it cannot read the content: what is wrong there shows
// later. No request is read behind a rejected one.
func Rejected(ctx context.Context) *http1.Rejection { return RejectionFunc(ctx)() }

// RejectionFunc returns a function that does what Rejected does, for the request that a
// handler answers now, and goes on to do so when that is answered.
func RejectionFunc(ctx context.Context) func() *http1.Rejection {
	c, ok := ctx.Value(connKey{}).(*Conn)
	if !ok {
		return func() *http1.Rejection { return nil }
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) == 0 {
		return func() *http1.Rejection { return nil }
	}
	current := c.open[0]
	return func() *http1.Rejection {
		c.mu.Lock()
		defer c.mu.Unlock()
		return current.rejection
	}
}

// SetReason sets the reason phrase of a handler's response (RFC 9112, section 4), which
// http.ResponseWriter cannot. Call it before the head is written. The phrase must be a
// valid field value.
func SetReason(ctx context.Context, phrase string) {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		c.writing.Lock()
		defer c.writing.Unlock()
		c.reasonPhrase = phrase
	}
}

// StopReading ends the reading of a handler's connection. The response goes out whole, what
// the client still sends is not taken for another request, and the connection is closed
// after the response.
func StopReading(ctx context.Context) {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		c.readClosed.Store(true)
		_ = c.SetReadDeadline(time.Unix(1, 0)) // wakes the reader; a closed connection has none
	}
}
