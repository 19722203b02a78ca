package listen

import (
	"os"
	"time"
)

// CloseIdle closes every connection on which no byte of a request has come, now and from
// now on. A server that stops calls it first: browsers open sockets ahead of need, and
// net/http's Shutdown waits for each of them (Server.closeIdleConns: a new connection
// counts as busy for five seconds). A request that has begun goes on, also one whose first
// byte comes at this moment.
func (all Listeners) CloseIdle() { all[0].limit.closeIdle() }

// closeIdle ends the connections that wait for their first request, and has admit end those
// that are yet to come.
func (l *connLimit) closeIdle() {
	l.mu.Lock()
	l.closingIdle = true
	var idle []*Conn
	for e := l.idle.Front(); e != nil; e = e.Next() {
		idle = append(idle, e.Value.(*Conn))
	}
	l.mu.Unlock()
	for _, c := range idle {
		c.endIdle()
	}
}

// endIdle asks the connection's reader to end the connection if nothing was sent on it,
// and wakes it. The reader decides: only it knows what it has read.
func (c *Conn) endIdle() {
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	c.deadline.idleEnds = true
	_ = c.stallConn.SetReadDeadline(time.Unix(1, 0)) // a closed connection needs no waking
}

// wokenIdle reports whether a read that failed with err was only woken by endIdle.
func (c *Conn) wokenIdle(err error) bool {
	c.deadline.mu.Lock()
	defer c.deadline.mu.Unlock()
	return c.deadline.idleEnds && os.IsTimeout(err)
}

// endsIdle reports whether the connection ends because endIdle was called before a byte
// came. If one came, reading goes on as if nobody had asked.
func (c *Conn) endsIdle() bool {
	c.deadline.mu.Lock()
	asked := c.deadline.idleEnds
	if asked {
		c.deadline.idleEnds = false
		_ = c.stallConn.SetReadDeadline(c.deadline.asked) // a closed connection needs none
	}
	c.deadline.mu.Unlock()
	if !asked {
		return false
	}
	c.reading.Lock()
	begun := !c.begun.IsZero()
	c.reading.Unlock()
	return !begun && !c.hasUnread()
}

// hasUnread reports whether the system holds bytes of the client that nobody has read.
func (c *Conn) hasUnread() bool {
	raw, err := c.SyscallConn()
	if err != nil {
		return false // it is closed on our side
	}
	unread := false
	return raw.Control(func(fd uintptr) { unread = readable(fd) }) == nil && unread
}
