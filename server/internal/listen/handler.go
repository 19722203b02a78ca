package listen

import (
	"context"
	"net"
	"time"
)

type connKey struct{}

// WithConn is for http.Server.ConnContext: it lets a handler find its exchange.
func WithConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// Current is the exchange of the request that a handler's context belongs to, or
// nil where it is not recorded.
func Current(ctx context.Context) Exchange {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		return c.Current()
	}
	return nil
}

// Refused tells why a handler must refuse its request, or nil. To be asked before the
// request is looked at, and again where its content cannot be read: what is malformed in
// that shows later. No request is read behind such a one.
func Refused(ctx context.Context) *Malformed { return Refusal(ctx)() }

// Refusal gives what Refused tells of the request that a handler answers now, also for
// when that is answered.
func Refusal(ctx context.Context) func() *Malformed {
	c, ok := ctx.Value(connKey{}).(*Conn)
	if !ok {
		return func() *Malformed { return nil }
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) == 0 {
		return func() *Malformed { return nil }
	}
	current := c.open[0]
	return func() *Malformed {
		c.mu.Lock()
		defer c.mu.Unlock()
		return current.malformed
	}
}

// SetReason gives the response of a handler's context a reason phrase of its own (RFC
// 9112, section 4), which http.ResponseWriter cannot. It is to be called before the
// head is written, and the phrase must be a valid field value.
func SetReason(ctx context.Context, reason string) {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		c.writing.Lock()
		defer c.writing.Unlock()
		c.reason = reason
	}
}

// StopReading ends the reading of a handler's connection: the response goes out whole,
// what the client still sends is not taken for another request, and the connection is
// closed after the response.
func StopReading(ctx context.Context) {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		c.deaf.Store(true)
		_ = c.SetReadDeadline(time.Unix(1, 0)) // whoever reads wakes up; a closed connection needs no waking
	}
}
