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
	// maxConnections is how many connections may be open at once: more than the tabs of a
	// class need. At about 25 KiB each they take a third of the memory that the server allows
	// itself.
	maxConnections = 2000
	// smallHead is the size of a head, in bytes, that takes nothing of the budget for heads:
	// enough for what browsers send.
	smallHead = 4 << 10
	// headBudget is how many bytes all heads together may have beyond that. While a request is
	// answered, its head is in memory four times: as it came, and as net/http, a script and
	// the record have it.
	headBudget = 12 << 20
	// maxRejecting is how many connections are answered 503 at the same time.
	maxRejecting = 16
)

// connLimit counts the connections of a site, and knows which of them are idle: without a
// request under way.
type connLimit struct {
	max       int
	timeouts  timeouts      // of each connection
	onLimit   func(Limit)   // set before the first connection is accepted
	rejecting chan struct{} // has a buffer of maxRejecting
	heads     budget

	mu          sync.Mutex
	open        int
	idle        *list.List // of *Conn, the one that is idle longest at the front
	closingIdle bool       // see CloseIdle
}

// newConnLimit leaves half of the descriptors to files, scripts and folders that are watched.
func newConnLimit() *connLimit {
	most := maxConnections
	if limit, known := oslimit.MaxDescriptors(); known {
		most = min(most, limit/2)
	}
	return &connLimit{
		max: most, timeouts: defaultTimeouts, idle: list.New(),
		rejecting: make(chan struct{}, maxRejecting), heads: budget{max: headBudget},
	}
}

// slot is a connection's part of the limit, guarded by the limit's mutex.
type slot struct {
	idle  *list.Element // nil while a request is under way
	taken bool          // until the connection is closed, or gives way to another one
}

// admit lets a connection in, if there is room. The connection that is idle longest gives
// way, as RFC 9112, section 9.5, allows.
func (l *connLimit) admit(c *Conn) bool {
	l.mu.Lock()
	var oldest *Conn
	if l.open >= l.max {
		oldest = l.takeOldestIdle()
	}
	full, closingIdle := l.open >= l.max, l.closingIdle
	if !full {
		l.open++
		c.slot = slot{idle: l.idle.PushBack(c), taken: true}
	}
	l.mu.Unlock()
	if oldest != nil {
		_ = oldest.Close() // its client asks again on another one
	}
	if closingIdle {
		c.endIdle()
	}
	if full {
		l.report(Limit{Name: LimitConnections, Value: l.max})
	}
	return !full
}

// closeOldestIdle closes the connection that is idle longest, and reports whether there was one.
func (l *connLimit) closeOldestIdle() bool {
	l.mu.Lock()
	c := l.takeOldestIdle()
	l.mu.Unlock()
	if c == nil {
		return false
	}
	_ = c.Close() // its client asks again on another one
	return true
}

// takeOldestIdle takes the slot of the connection that is idle longest. The caller closes
// the connection. l.mu is held.
func (l *connLimit) takeOldestIdle() *Conn {
	first := l.idle.Front()
	if first == nil {
		return nil
	}
	c := l.idle.Remove(first).(*Conn)
	c.slot = slot{}
	l.open--
	return c
}

// markBusy records that a connection has begun to send a request.
func (l *connLimit) markBusy(c *Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.removeIdle(c)
}

// removeIdle takes a connection from the idle ones. l.mu is held.
func (l *connLimit) removeIdle(c *Conn) {
	if c.slot.idle != nil {
		l.idle.Remove(c.slot.idle)
		c.slot.idle = nil
	}
}

// markIdle records that a connection waits for its next request.
func (l *connLimit) markIdle(c *Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c.slot.taken && c.slot.idle == nil {
		c.slot.idle = l.idle.PushBack(c)
	}
}

// remove records that a connection is closed.
func (l *connLimit) remove(c *Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.removeIdle(c)
	if c.slot.taken {
		l.open--
		c.slot.taken = false
	}
}

// reject answers a connection 503 without waiting for its client. If many are being
// answered it just closes the connection.
func (l *connLimit) reject(c *Conn) {
	select {
	case l.rejecting <- struct{}{}:
		go func() {
			defer func() { <-l.rejecting }()
			rejectBusy(c)
		}()
	default:
		_ = c.Close() // nothing was sent on it
	}
}

// rejectBusy answers a connection 503, without reading its request, and closes it.
func rejectBusy(c *Conn) {
	c.begun = time.Now()
	c.begin(Request{Unread: true}, &exchange{})
	text := l10n.Text(l10n.English, "limit.full", nil) + "\n" + l10n.Text(l10n.Spanish, "limit.full", nil) + "\n"
	_, _ = fmt.Fprintf(c, "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(text), text) // a client that is gone needs none
	c.readClosed.Store(true) // so that Close lets the client read it
	_ = c.Close()
}

// report reports a limit that was reached.
func (l *connLimit) report(limit Limit) {
	if l.onLimit != nil {
		l.onLimit(limit)
	}
}
