package listen

import (
	"context"
	"sync"
	"time"
)

// A client that has sent its last byte may be gone, or may only have closed its sending
// half and wait for the answer, as nc does at the end of its input. Nothing but an answer
// tells the two apart: who is gone resets the connection then. So:
//
//   - Where it said that it would send no other request (HTTP/1.0, Connection: close), the
//     end of what it sends means nothing.
//   - Else it is taken to be gone when halfClosedGrace is over and nothing was sent to it
//     since. Browsers, which leave like this, keep their connections for more requests.
//   - A reset says that it is gone, always.
const halfClosedGrace = time.Second

// lookInterval is how often it is looked after a client that sends nothing any more.
const lookInterval = 100 * time.Millisecond

// leaving is what is known of a client that sends nothing any more.
type leaving struct {
	grace time.Duration // see halfClosedGrace
	woken chan struct{} // by whoever wants that the socket is asked again

	mu      sync.Mutex
	since   time.Time // when it was noticed, or it had an answer's beginning; zero before
	writes  int       // under way
	written bool      // since then
}

// beginWrite tells whether the client had left already: only what is written then brings a
// reset about.
func (l *leaving) beginWrite() (left bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writes++
	return !l.since.IsZero()
}

func (l *leaving) endWrite(n int, left bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writes--
	switch {
	case n == 0 || l.since.IsZero():
	case left:
		l.written = true
	default: // the client may have had it before it left, or have waited for it
		l.since = time.Now()
	}
}

// patient tells whether an answer is still to be waited for, or is on its way.
func (l *leaving) patient() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.since.IsZero() {
		l.since = time.Now()
	}
	return l.writes > 0 || l.written || time.Since(l.since) < l.grace
}

func (l *leaving) wake() {
	select {
	case l.woken <- struct{}{}:
	default: // somebody else did
	}
}

// awaited waits a little and tells whether the client, which sends nothing any more, may
// still wait for an answer. While that is so the reader is not told of the end: net/http
// would take it for the client's going away, and end the request.
func (c *Conn) awaited() bool {
	c.reading.Lock()
	whole := c.requests.phase == inHead || c.requests.phase == brokenOff
	c.reading.Unlock()
	c.mu.Lock()
	answered := len(c.open) == 0
	c.mu.Unlock()
	if !whole || answered || c.gone(true) {
		return false
	}
	select {
	case <-c.leaving.woken:
	case <-time.After(lookInterval):
	}
	return true
}

// gone tells whether nobody waits for an answer any more; ended is true where the end of
// what the client sends was read.
func (c *Conn) gone(ended bool) bool {
	finished, reset := c.otherEnd()
	if reset || !finished && !ended {
		return reset
	}
	c.mu.Lock()
	last := len(c.open) > 0 && c.open[len(c.open)-1].last
	c.mu.Unlock()
	return !last && !c.leaving.patient()
}

// otherEnd asks the system about the client: whether it sends nothing any more, behind
// what it sent and is unread, and whether the connection is no more.
func (c *Conn) otherEnd() (finished, reset bool) {
	raw, err := c.SyscallConn()
	if err != nil {
		return true, true // it is closed on our side
	}
	if err := raw.Control(func(fd uintptr) { finished, reset = hungUp(fd) }); err != nil {
		return true, true
	}
	return finished, reset
}

// ClientGone tells whether the client of a handler's connection is gone. It looks past
// bytes that arrived before and are still unread, which net/http's own watch of the
// connection does not begin before.
func ClientGone(ctx context.Context) bool {
	c, ok := ctx.Value(connKey{}).(*Conn)
	return ok && c.gone(false)
}
