package http1

import (
	"sync"
	"time"
)

// halfClose is what is known of a client that has sent its last byte (FIN). It may be gone,
// or may have closed its sending half only and wait for the answer, as nc does at the end of
// its input. Only an answer tells the two apart: a client that is gone resets the connection
// then. So:
//
//   - If the client said that it would send no other request (HTTP/1.0, Connection: close),
//     the end of what it sends means nothing.
//   - Otherwise it counts as gone once timeouts.halfClose is over with nothing sent to it
//     since. Browsers that go away look like this: they keep connections for more requests.
//   - A reset always means that it is gone.
type halfClose struct {
	mu      sync.Mutex
	since   time.Time // when it was noticed, or when an answer began after that; zero before
	writes  int       // under way
	written bool      // whether anything was sent since then
}

// beginWrite reports whether the end of what the client sends was noticed before: only what
// is written after that brings a reset about.
func (h *halfClose) beginWrite() (noticed bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.writes++
	return !h.since.IsZero()
}

// endWrite records that n bytes were written. The argument noticed is what beginWrite returned.
func (h *halfClose) endWrite(n int, noticed bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.writes--
	switch {
	case n == 0 || h.since.IsZero():
	case noticed:
		h.written = true
	default: // the client may have had it before it left, or have waited for it
		h.since = time.Now()
	}
}

// stillWaiting reports whether the client counts as waiting for its answer: one is on its
// way, or the grace is not over.
func (h *halfClose) stillWaiting(grace time.Duration) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.since.IsZero() {
		h.since = time.Now()
	}
	return h.writes > 0 || h.written || time.Since(h.since) < grace
}

// clientGone reports whether the client waits for no answer any more. The argument ended is
// true if the end of what it sends was read.
func (c *conn) clientGone(ended bool) bool {
	finished, reset := c.peerState()
	if reset || !finished && !ended {
		return reset
	}
	return !c.last.Load() && !c.halfClose.stillWaiting(c.server.Timeouts.HalfClose)
}

// peerState asks the system about the client: whether it sends nothing any more, behind
// bytes that are still unread, and whether the connection was reset.
func (c *conn) peerState() (finished, reset bool) {
	raw, err := c.stream.SyscallConn()
	if err != nil {
		return true, true // it is closed on our side
	}
	if err := raw.Control(func(fd uintptr) { finished, reset = peerStateOf(fd) }); err != nil {
		return true, true
	}
	return finished, reset
}
