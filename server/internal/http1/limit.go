package http1

import (
	"math"
	"sync"
	"sync/atomic"

	"vitrina/server/internal/oslimit"
)

// Limit is a limit that was reached: one of the system's, or of a server's own. The text
// "limit.NAME" says what to do.
type Limit = oslimit.Limit

// Names of a server's own limits.
const (
	LimitConnections = "connections"
	LimitHeads       = "heads" // of all connections together, in MiB
)

const (
	// maxConnections is how many connections may be open at once: far more than the tabs of a class
	// need. An idle one takes some 10 KiB.
	maxConnections = 12_000
	// maxBusy is how many of them may have a request under way: one that sends a large file to a slow
	// client holds a piece of 256 KiB.
	maxBusy = 2000
	// smallHead is the size of a head, in bytes, that takes nothing of the budget for heads:
	// enough for what browsers send.
	smallHead = 4 << 10
	// headBudget is how many bytes all heads together may have beyond that. While a request is
	// answered, its head is in memory three times: as it came, as its request and the record have
	// it, and as a script has it.
	headBudget = 12 << 20
	// maxRejecting is how many connections are answered 503 at the same time.
	maxRejecting = 16
)

// connLimit counts the connections of a server, and knows which of them are idle: without a
// request under way.
type connLimit struct {
	max     int
	maxBusy int
	onLimit func(Limit)
	closing atomic.Bool // idle connections end
	idled   atomic.Int64
	busy    atomic.Int64

	mu      sync.Mutex
	open    map[*conn]struct{}
	drained chan struct{} // closed once none is open; nil unless somebody waits for that
}

// A connection's use is one of these, or, while it is idle, the number of its turn: the lower, the
// longer it has been idle.
const (
	busy     = -1
	gaveWay  = -2
	hijacked = -3
	rejected = -4
	closed   = -5
)

// newConnLimit leaves half of the descriptors to files, scripts and folders that are watched.
func newConnLimit(onLimit func(Limit)) *connLimit {
	most := maxConnections
	if limit, known := oslimit.MaxDescriptors(); known {
		most = min(most, limit/2)
	}
	return &connLimit{max: most, maxBusy: min(maxBusy, most), onLimit: onLimit, open: map[*conn]struct{}{}}
}

// admit lets a connection in, if there is room. The connection that is idle longest gives
// way, as RFC 9112, section 9.5, allows.
func (l *connLimit) admit(c *conn) bool {
	l.mu.Lock()
	var oldest *conn
	if len(l.open) >= l.max {
		oldest = l.takeOldestIdle()
	}
	full := len(l.open) >= l.max
	if !full {
		l.open[c] = struct{}{}
		c.use.Store(l.idled.Add(1))
	}
	l.mu.Unlock()
	if oldest != nil {
		_ = oldest.stream.Close() // its client asks again on another one
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
	_ = c.stream.Close() // its client asks again on another one
	return true
}

// takeOldestIdle takes the place of the connection that is idle longest. The caller closes it. l.mu
// is held.
func (l *connLimit) takeOldestIdle() *conn {
	for {
		var oldest *conn
		turn := int64(math.MaxInt64)
		for c := range l.open {
			if use := c.use.Load(); use >= 0 && use < turn {
				oldest, turn = c, use
			}
		}
		if oldest == nil {
			return nil
		}
		if oldest.use.CompareAndSwap(turn, gaveWay) {
			delete(l.open, oldest)
			return oldest
		}
	}
}

// markBusy records that a connection has begun to send a request. It is not kept where it has given
// way to another one, and there may be no room for the request.
func (l *connLimit) markBusy(c *conn) (kept, room bool) {
	use := c.use.Load()
	if use < 0 {
		return use != gaveWay, true
	}
	if !c.use.CompareAndSwap(use, busy) {
		return false, false
	}
	if l.busy.Add(1) <= int64(l.maxBusy) {
		return true, true
	}
	l.leaveBusy(c, rejected)
	l.report(Limit{Name: LimitConnections, Value: l.maxBusy})
	return true, false
}

// leaveBusy gives a connection another use.
func (l *connLimit) leaveBusy(c *conn, use int64) {
	if c.use.Swap(use) == busy {
		l.busy.Add(-1)
	}
}

// markIdle records that a connection waits for its next request.
func (l *connLimit) markIdle(c *conn) { l.leaveBusy(c, l.idled.Add(1)) }

// endsIdle reports whether idle connections end.
func (l *connLimit) endsIdle() bool { return l.closing.Load() }

// closeIdle ends every connection on which no byte of a request has come, now and from now on:
// browsers open sockets ahead of need. A request that has begun goes on, also one whose first byte
// comes at this moment: the connection's reader decides, since only it knows what it has read.
func (l *connLimit) closeIdle() {
	l.closing.Store(true)
	for _, c := range l.all() {
		c.interrupt()
	}
}

func (l *connLimit) all() []*conn {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make([]*conn, 0, len(l.open))
	for c := range l.open {
		if c.use.Load() != hijacked {
			all = append(all, c)
		}
	}
	return all
}

// markHijacked records that a connection is not the server's any more.
func (l *connLimit) markHijacked(c *conn) {
	l.leaveBusy(c, hijacked)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tellDrained()
}

// remove records that a connection is closed.
func (l *connLimit) remove(c *conn) {
	l.leaveBusy(c, closed)
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, c)
	l.tellDrained()
}

// drain is closed once all connections are closed, but for those that are not the server's any
// more.
func (l *connLimit) drain() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.drained == nil {
		l.drained = make(chan struct{})
	}
	l.tellDrained()
	return l.drained
}

// tellDrained closes drained if that is so. l.mu is held.
func (l *connLimit) tellDrained() {
	if l.drained == nil {
		return
	}
	for c := range l.open {
		if c.use.Load() != hijacked {
			return
		}
	}
	select {
	case <-l.drained:
	default:
		close(l.drained)
	}
}

// report reports a limit that was reached.
func (l *connLimit) report(limit Limit) {
	if l.onLimit != nil {
		l.onLimit(limit)
	}
}
