package listen

import (
	"sync"
	"time"

	"vitrina/server/internal/http1"
)

// deadline is the deadline of reads that was asked for. The connection sets others while it
// reads a head or content.
type deadline struct {
	mu       sync.Mutex
	asked    time.Time
	idleEnds bool // see endIdle
}

// SetReadDeadline sets the deadline of reads, also of one that goes on.
func (c *Conn) SetReadDeadline(t time.Time) error {
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	c.deadline.asked = t
	err := c.stallConn.SetReadDeadline(t)
	c.halfClose.wake()
	return err
}

// armReadDeadline gives the next read the deadline of the head that has begun, or of the
// content that is to come, and reports whether it did. net/http would give a head its
// deadline at the first byte, but gets none before the last is there.
func (c *Conn) armReadDeadline() bool {
	begun, inHead := c.headBegun()
	end := begun.Add(c.limit.timeouts.head)
	if !inHead {
		c.reading.Lock()
		inContent := c.requests.ExpectsContent()
		c.reading.Unlock()
		if !inContent {
			return false
		}
		end = time.Now().Add(c.limit.timeouts.stall)
	}
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	if c.deadline.interrupts(begun) {
		return false
	}
	_ = c.stallConn.SetReadDeadline(end) // if it fails, so does the read
	return true
}

// restoreReadDeadline sets the deadline again that was asked for.
func (c *Conn) restoreReadDeadline() {
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	_ = c.stallConn.SetReadDeadline(c.deadline.asked) // a closed connection needs none
}

// interrupts reports whether the deadline that was asked for is to end a read at once, as
// net/http and StopReading do. Such a deadline was over before what is being read began. Any
// other deadline was for the wait before that, and no longer counts.
func (d *deadline) interrupts(begun time.Time) bool {
	return !d.asked.IsZero() && d.asked.Before(begun)
}

// headBegun returns when the head that is being read began, and false if none is being read.
// While a request is answered, the next one has no deadline.
func (c *Conn) headBegun() (time.Time, bool) {
	c.mu.Lock()
	answering := len(c.open) > 0
	c.mu.Unlock()
	c.reading.Lock()
	defer c.reading.Unlock()
	return c.begun, !answering && c.requests.Phase == http1.InHead && len(c.requests.Head) > 0
}

// rejectLateHead rejects the head whose read took too long, if it was a head, and reports
// whether it did.
func (c *Conn) rejectLateHead() bool {
	begun, inHead := c.headBegun()
	c.deadline.mu.Lock()
	interrupted := c.deadline.interrupts(begun)
	c.deadline.mu.Unlock()
	if !inHead || interrupted {
		return false
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	c.requests.Stop(http1.TooSlow, c.requests.Head)
	return true
}
