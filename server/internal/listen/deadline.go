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
	mu    sync.Mutex
	asked time.Time
}

// SetReadDeadline sets the deadline of reads, also of one that goes on.
func (c *Conn) SetReadDeadline(t time.Time) error {
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	c.deadline.asked = t
	err := c.Conn.SetReadDeadline(t)
	c.leaving.wake()
	return err
}

// limitHead gives a head that has begun its time. net/http would do so when it sees the
// first bytes; it sees none before the last is there.
func (c *Conn) limitHead() bool {
	begun, ok := c.headBegun()
	if !ok {
		return false
	}
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	if end := begun.Add(HeadTime); c.deadline.asked.IsZero() || end.Before(c.deadline.asked) {
		_ = c.Conn.SetReadDeadline(end) // reading says it where this fails
	}
	return true
}

// headOver takes that time back when the head is there.
func (c *Conn) headOver() {
	if _, ok := c.headBegun(); !ok {
		c.deadline.mu.Lock()
		defer c.deadline.mu.Unlock()
		_ = c.Conn.SetReadDeadline(c.deadline.asked) // as above
	}
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
// net/http also ends reads by a deadline, long past, when an answer is over.
func (c *Conn) late() bool {
	begun, ok := c.headBegun()
	c.deadline.mu.Lock()
	ended := !c.deadline.asked.IsZero() && c.deadline.asked.Before(begun)
	c.deadline.mu.Unlock()
	if !ok || ended {
		return false
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	c.requests.breakOff(TooSlow, c.requests.head)
	return true
}
