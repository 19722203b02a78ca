package listen

import (
	"net"
	"os"
	"time"

	"vitrina/server/internal/oslimit"
)

// acceptPause is how long a listener waits that can neither take a connection nor reject it.
const acceptPause = 20 * time.Millisecond

// Accept waits for the next connection that the limit admits, and rejects others. While the
// system gives no descriptors it waits for one. One goroutine at a time may call it.
func (l *Listener) Accept() (net.Conn, error) {
	for {
		if l.spare == nil {
			l.spare, _ = os.Open(os.DevNull) // without one, connections wait until there is
		}
		c, err := l.AcceptTCP()
		if err == nil {
			conn := newConn(c, l.recorder, l.limit)
			if l.limit.admit(conn) {
				return conn, nil
			}
			l.limit.reject(conn)
			continue
		}
		limit, reached := oslimit.Of(err)
		if !reached {
			l.closeSpare()
			return nil, err
		}
		l.limit.report(limit)
		if conn := l.acceptBySpare(); conn != nil {
			return conn, nil
		}
	}
}

// acceptBySpare takes a connection with the spare descriptor, so that its client learns why
// nothing comes. The limit admits it if an idle one can be closed. Otherwise it is rejected
// before this returns: there is no second spare descriptor.
func (l *Listener) acceptBySpare() net.Conn {
	l.closeSpare()
	// Without a free descriptor accept(2) fails even if no client waits. With this one it
	// blocks then, but not for long, since others may become free.
	if l.SetDeadline(time.Now().Add(acceptPause)) != nil {
		return nil // it is closed, and the next Accept returns that error
	}
	c, err := l.AcceptTCP()
	_ = l.SetDeadline(time.Time{}) // as above
	if err != nil {
		if _, reached := oslimit.Of(err); reached { // something else took the descriptor
			time.Sleep(acceptPause)
		}
		return nil
	}
	conn := newConn(c, l.recorder, l.limit)
	if l.limit.closeOldestIdle() && l.limit.admit(conn) {
		return conn
	}
	rejectBusy(conn)
	return nil
}

func (l *Listener) closeSpare() {
	if l.spare != nil {
		_ = l.spare.Close() // nothing was read from it
		l.spare = nil
	}
}
