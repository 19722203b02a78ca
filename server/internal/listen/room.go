package listen

import (
	"container/list"
	"fmt"
	"sync"
	"time"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/oslimit"
)

const (
	// mostConnections is how many connections may be open at once: more than the tabs of a
	// class need, and at about 25 KiB each a third of the memory that the server allows itself.
	mostConnections = 2000
	// smallHead is what a head may have, in bytes, whatever there is of others: enough for
	// what browsers send.
	smallHead = 4 << 10
	// mostHeads is how much all heads may have, in bytes, beyond that. A request's head is in
	// memory four times over while it is answered: as it came, and as net/http, a script and
	// the record have it.
	mostHeads = 12 << 20
)

// room counts the connections of a listener, and knows which of them wait for a request.
type room struct {
	most     int
	headTime time.Duration // see HeadTime
	stall    time.Duration // see stallTime
	onLimit  func(Limit)   // set before the first connection is accepted
	turning  chan struct{} // bounds those that are turned away at the same time
	heads    stock         // what there is for large heads

	mu          sync.Mutex
	open        int
	waiting     *list.List // of *Conn: those without a request, the longest waiting first
	closingIdle bool       // see CloseIdle
}

// newRoom leaves half of the descriptors to files, scripts and folders that are watched.
func newRoom() *room {
	most := mostConnections
	if limit, known := oslimit.MaxDescriptors(); known {
		most = min(most, limit/2)
	}
	return &room{most: most, headTime: HeadTime, stall: stallTime, waiting: list.New(), turning: make(chan struct{}, 16), heads: stock{most: mostHeads}}
}

// place is a connection's part of the room, guarded by the room.
type place struct {
	element *list.Element // where it waits; nil while a request is under way
	taken   bool          // until it is closed, or makes way for another one
}

// enter lets a connection in. One that has waited longest for a request makes way, as
// RFC 9112, section 9.5, allows; where all are busy there is no room.
func (r *room) enter(c *Conn) bool {
	r.mu.Lock()
	var leaving *Conn
	if r.open >= r.most {
		leaving = r.takeLongestWaiting()
	}
	full, closingIdle := r.open >= r.most, r.closingIdle
	if !full {
		r.open++
		c.place = place{element: r.waiting.PushBack(c), taken: true}
	}
	r.mu.Unlock()
	if leaving != nil {
		_ = leaving.Close() // its client asks again on another one
	}
	if closingIdle {
		c.endIdle()
	}
	if full {
		r.reached(Limit{Name: LimitConnections, Value: r.most})
	}
	return !full
}

// closeLongestWaiting closes one connection that has no request under way.
func (r *room) closeLongestWaiting() bool {
	r.mu.Lock()
	c := r.takeLongestWaiting()
	r.mu.Unlock()
	if c == nil {
		return false
	}
	_ = c.Close() // as above
	return true
}

// takeLongestWaiting takes the place of one that has no request under way. It is the
// caller's to close; r.mu is held.
func (r *room) takeLongestWaiting() *Conn {
	first := r.waiting.Front()
	if first == nil {
		return nil
	}
	c := r.waiting.Remove(first).(*Conn)
	c.place = place{}
	r.open--
	return c
}

// busy says that a connection has begun to send a request.
func (r *room) busy(c *Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c.place.element != nil {
		r.waiting.Remove(c.place.element)
		c.place.element = nil
	}
}

// idle says that a connection waits for its next request.
func (r *room) idle(c *Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c.place.taken && c.place.element == nil {
		c.place.element = r.waiting.PushBack(c)
	}
}

// leave says that a connection is closed.
func (r *room) leave(c *Conn) {
	r.busy(c)
	r.mu.Lock()
	defer r.mu.Unlock()
	if c.place.taken {
		r.open--
		c.place.taken = false
	}
}

// turnAway tells a client that there is no room, without waiting for it; where many are
// being told already the connection is just closed.
func (r *room) turnAway(c *Conn) {
	select {
	case r.turning <- struct{}{}:
		go func() {
			defer func() { <-r.turning }()
			sayFull(c)
		}()
	default:
		_ = c.Close() // nothing was sent on it
	}
}

// sayFull answers a connection whose request nobody reads, and closes it.
func sayFull(c *Conn) {
	c.begun = time.Now()
	c.begin(Request{TurnedAway: true}, &pending{})
	text := l10n.Text(l10n.English, "limit.full", nil) + "\n" + l10n.Text(l10n.Spanish, "limit.full", nil) + "\n"
	_, _ = fmt.Fprintf(c, "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(text), text) // a client that is gone needs none
	c.deaf.Store(true) // so that Close lets the client read it
	_ = c.Close()
}

// reached tells of a limit.
func (r *room) reached(limit Limit) {
	if r.onLimit != nil {
		r.onLimit(limit)
	}
}
