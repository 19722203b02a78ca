package listen

import (
	"net"
	"os"
	"time"

	"vitrina/server/internal/oslimit"
)

// pause is how long a listener waits that can neither take a connection nor turn one away.
const pause = 20 * time.Millisecond

// Accept waits for the next connection that there is room for. It turns others away, and
// where the system gives no more descriptors goes on as soon as it does. One goroutine at a
// time may call it.
func (l *Listener) Accept() (net.Conn, error) {
	for {
		if l.spare == nil {
			l.spare, _ = os.Open(os.DevNull) // without one, connections wait until there is
		}
		c, err := l.AcceptTCP()
		if err == nil {
			conn := newConn(c, l.recorder, l.room)
			if l.room.enter(conn) {
				return conn, nil
			}
			l.room.turnAway(conn)
			continue
		}
		limit, reached := oslimit.Of(err)
		if !reached {
			l.giveUpSpare()
			return nil, err
		}
		l.room.reached(limit)
		if conn := l.acceptBySpare(); conn != nil {
			return conn, nil
		}
	}
}

// acceptBySpare takes a connection with the descriptor that is kept for it, so that clients
// learn why nothing comes. It is let in where one that waits for a request makes way. Else it
// is turned away, and that is awaited: there is no second descriptor to spare.
func (l *Listener) acceptBySpare() net.Conn {
	l.giveUpSpare()
	// Without a descriptor accepting fails even where nobody wants in (accept(2)); with this
	// one it blocks then, but not for long, since others may become free.
	if l.SetDeadline(time.Now().Add(pause)) != nil {
		return nil // it is closed, and the next Accept says so
	}
	c, err := l.AcceptTCP()
	_ = l.SetDeadline(time.Time{}) // as above
	if err != nil {
		if _, reached := oslimit.Of(err); reached { // somebody else took the descriptor
			time.Sleep(pause)
		}
		return nil
	}
	conn := newConn(c, l.recorder, l.room)
	if l.room.closeLongestWaiting() && l.room.enter(conn) {
		return conn
	}
	sayFull(conn)
	return nil
}

func (l *Listener) giveUpSpare() {
	if l.spare != nil {
		_ = l.spare.Close() // nothing was read from it
		l.spare = nil
	}
}
