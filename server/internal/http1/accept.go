package http1

import (
	"io"
	"os"
	"strconv"
	"time"

	"vitrina/server/internal/oslimit"
)

// acceptPause is how long a listener waits that can neither take a connection nor reject it.
const acceptPause = 20 * time.Millisecond

// acceptor takes the connections of a listener that the limit admits, and rejects others. While
// the system gives no descriptors it waits for one.
type acceptor struct {
	server   *Server
	listener *closedOnce
	spare    *os.File // a descriptor that is freed to reject a connection
}

// run accepts connections until the listener is closed.
func (a *acceptor) run() error {
	defer a.closeSpare()
	for {
		if a.spare == nil {
			a.spare, _ = os.Open(os.DevNull) // without one, connections wait until there is
		}
		accepted, err := a.listener.Accept()
		if err == nil {
			a.admit(a.server.newConn(accepted.(stream)))
			continue
		}
		limit, reached := oslimit.Of(err)
		if passing, ok := err.(interface{ Temporary() bool }); !reached && ok && passing.Temporary() {
			time.Sleep(acceptPause)
			continue
		}
		if !reached {
			return err
		}
		a.server.limit.report(limit)
		a.acceptBySpare()
	}
}

func (a *acceptor) admit(c *conn) {
	if !a.server.limit.admit(c) {
		a.server.reject(c)
		return
	}
	go c.serve()
}

// acceptBySpare takes a connection with the spare descriptor, so that its client learns why
// nothing comes. The limit admits it if an idle one can be closed. Otherwise it is rejected
// before this returns: there is no second spare descriptor.
func (a *acceptor) acceptBySpare() {
	a.closeSpare()
	// Without a free descriptor accept(2) fails even if no client waits. With this one it
	// blocks then, but not for long, since others may become free.
	timed, ok := a.listener.Listener.(interface{ SetDeadline(time.Time) error })
	if !ok || timed.SetDeadline(time.Now().Add(acceptPause)) != nil {
		time.Sleep(acceptPause)
		return // if it is closed, the next Accept returns that error
	}
	accepted, err := a.listener.Accept()
	_ = timed.SetDeadline(time.Time{}) // as above
	if err != nil {
		if _, reached := oslimit.Of(err); reached { // something else took the descriptor
			time.Sleep(acceptPause)
		}
		return
	}
	c := a.server.newConn(accepted.(stream))
	if a.server.limit.closeOldestIdle() && a.server.limit.admit(c) {
		go c.serve()
		return
	}
	a.server.rejectBusy(c)
}

func (a *acceptor) closeSpare() {
	if a.spare != nil {
		_ = a.spare.Close() // nothing was read from it
		a.spare = nil
	}
}

// reject answers a connection 503 without waiting for its client. If many are being
// answered it just closes the connection.
func (s *Server) reject(c *conn) {
	select {
	case s.rejecting <- struct{}{}:
		go func() {
			defer func() { <-s.rejecting }()
			s.rejectBusy(c)
		}()
	default:
		_ = c.stream.Close() // nothing was sent on it
	}
}

// rejectBusy answers a connection 503, whatever its request is, and closes it.
func (s *Server) rejectBusy(c *conn) {
	defer func() { s.panicked(nil, recover()) }()
	c.received = time.Now()
	c.begun = c.received
	x := c.begin(Request{Unread: true})
	c.current = x
	text := ""
	if s.Full != nil {
		text = s.Full()
	}
	x.minor, x.closes = 1, true
	for _, f := range []Field{
		{"Connection", "close"}, {"Retry-After", "1"}, {"Content-Type", "text/plain; charset=utf-8"}, {"Content-Length", strconv.Itoa(len(text))},
	} {
		x.AddField(f.Name, f.Value)
	}
	x.WriteHeader(503)
	_, _ = io.WriteString(x, text) // a client that is gone needs none
	x.finish()
	c.linger() // so that the client can read it
	c.end()
}
