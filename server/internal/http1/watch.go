package http1

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

// requestContext is the context of an exchange's request. It ends when the handler returns, when
// the client goes, and when the server's base does. Who asks for its end has the client watched: a
// handler that never asks costs no goroutine.
type requestContext Exchange

// Deadline is none.
func (r *requestContext) Deadline() (time.Time, bool) { return time.Time{}, false }

// Done has the client watched.
func (r *requestContext) Done() <-chan struct{} { return (*Exchange)(r).context().Done() }

// Err has the client watched.
func (r *requestContext) Err() error { return (*Exchange)(r).context().Err() }

// Value knows the address that the connection arrived at.
func (r *requestContext) Value(key any) any {
	x := (*Exchange)(r)
	if key == http.LocalAddrContextKey {
		return x.conn.stream.LocalAddr()
	}
	x.mu.Lock()
	ctx := x.ctx
	x.mu.Unlock()
	if ctx == nil {
		ctx = x.conn.context()
	}
	return ctx.Value(key)
}

// context is the one that ends, with a watch.
func (x *Exchange) context() context.Context {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ctx == nil {
		x.ctx, x.cancel = context.WithCancelCause(x.conn.context())
		if x.done {
			x.cancel(context.Canceled)
		} else if !x.hijacked && x.Rejected() == nil {
			w := &watcher{stop: make(chan struct{}), over: make(chan struct{})}
			w.begin = time.AfterFunc(watchAfter, func() { x.watch(w) })
			x.watcher = w
		}
	}
	return x.ctx
}

// leave ends the context.
func (x *Exchange) leave(why error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.done = x.done || why == context.Canceled
	if x.cancel != nil {
		x.cancel(why)
	}
}

// watchAfter is how long a handler runs without a watch: most return sooner, and a client that goes
// meanwhile misses little.
const watchAfter = 10 * time.Millisecond

// watcher is a watch that begins in a moment, or is running.
type watcher struct {
	begin      *time.Timer
	stop, over chan struct{}
}

func (w *watcher) wanted() bool {
	select {
	case <-w.stop:
		return false
	default:
		return true
	}
}

// wait waits a little, and reports whether the watch goes on.
func (w *watcher) wait(most time.Duration) bool {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-w.stop:
		return false
	case <-timer.C:
		return true
	}
}

// stopWatching ends the watch, if there is one, and waits for that.
func (x *Exchange) stopWatching() {
	x.mu.Lock()
	w := x.watcher
	x.done, x.watcher = true, nil
	x.mu.Unlock()
	if w == nil || w.begin.Stop() { // it has not begun
		return
	}
	close(w.stop)
	x.conn.interrupt()
	<-w.over
	x.conn.rearm()
}

// lookInterval is how often the system is asked about a client whose bytes nobody reads: the end of
// a connection comes after all that was sent on it.
const lookInterval = 200 * time.Millisecond

// watch ends the context when the client goes. While content is to come it does not read: whoever
// takes the content does. Then it reads ahead, as far as the end of the next request's head.
func (x *Exchange) watch(w *watcher) {
	defer close(w.over)
	defer func() { x.conn.server.panicked(x, recover()) }() // the recorder's
	c := x.conn
	for !x.body.over.Load() {
		if !w.wait(lookInterval) {
			return
		}
		if c.clientGone(false) {
			x.leave(errClientGone)
			return
		}
	}
	interval, ended := lookInterval, false
	for c.ahead == nil && !ended {
		if !x.last {
			if c.ahead = c.takeRequest(); c.ahead != nil {
				break
			}
		}
		switch err := c.fill(time.Time{}, w.wanted); {
		case err == nil && x.last: // no other request (RFC 9112, section 9.6)
			c.in.take(len(c.in.bytes()))
		case err == nil:
		case errors.Is(err, io.EOF):
			interval, ended = c.server.Timeouts.HalfClosePoll, true
		case errors.Is(err, os.ErrDeadlineExceeded):
			return
		default:
			x.leave(errClientGone)
			return
		}
	}
	for !c.clientGone(ended) {
		if !w.wait(interval) {
			return
		}
	}
	x.leave(errClientGone)
}

var errClientGone = errors.New("http1: the client is gone")
