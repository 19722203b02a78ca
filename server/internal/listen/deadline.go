package listen

import (
	"sync"
	"time"
)

// HeadTime is how long a head may take from its first byte to its last. More is answered
// 408 (RFC 9110, section 15.5.9).
const HeadTime = 20 * time.Second

// deadline is that of reads, as it was asked for.
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
	err := c.steady.SetReadDeadline(t)
	c.leaving.wake()
	return err
}

// limit gives a head that has begun, and content that is to come, its time for the next
// read, and tells whether it did. net/http would do so for a head when it sees the first
// bytes; it sees none before the last is there.
func (c *Conn) limit() bool {
	begun, inHead := c.headBegun()
	end := begun.Add(c.room.headTime)
	if !inHead {
		c.reading.Lock()
		inContent := c.requests.contentComes()
		c.reading.Unlock()
		if !inContent {
			return false
		}
		end = time.Now().Add(c.room.stall)
	}
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	if c.deadline.wakes(begun) {
		return false
	}
	_ = c.steady.SetReadDeadline(end) // reading says it where this fails
	return true
}

// unlimit sets the deadline again that was asked for.
func (c *Conn) unlimit() {
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	_ = c.steady.SetReadDeadline(c.deadline.asked) // a closed connection needs none
}

// wakes tells whether what was asked for is to end a read at once: it was over before what
// is being read began, as what net/http and StopReading set is. Anything else was for the
// wait before that, and is no more.
func (d *deadline) wakes(begun time.Time) bool {
	return !d.asked.IsZero() && d.asked.Before(begun)
}

// headBegun tells when the head that is being read began, if one is. While a request is
// answered the next one may take its time.
func (c *Conn) headBegun() (time.Time, bool) {
	c.mu.Lock()
	answering := len(c.open) > 0
	c.mu.Unlock()
	c.reading.Lock()
	defer c.reading.Unlock()
	return c.begun, !answering && c.requests.phase == inHead && len(c.requests.head) > 0
}

// late tells, where a read took too long, whether it was a head that did, and refuses it.
func (c *Conn) late() bool {
	begun, inHead := c.headBegun()
	c.deadline.mu.Lock()
	woken := c.deadline.wakes(begun)
	c.deadline.mu.Unlock()
	if !inHead || woken {
		return false
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	c.requests.breakOff(TooSlow, c.requests.head)
	return true
}
