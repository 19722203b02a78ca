package http1

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Exchange is a request and its response, in the hands of the handler that answers. As an
// http.ResponseWriter it sends what it is given and nothing else but Date, how the content is
// framed, and whether the connection ends. One goroutine at a time may write.
type Exchange struct {
	conn      *conn
	recording Recording // nil where nothing is recorded
	request   *http.Request
	reserved  int64 // what the request's head takes of the budget
	minor     byte  // of the request's version
	last      bool  // the client announces no other request after this one
	rejection atomic.Pointer[Rejection]
	body      body

	response
	closes   bool // the connection is closed behind the response
	aborted  bool // the handler gave the response up
	hijacked bool // the connection is not the server's any more
	raw      *raw // what the handler writes is a head of its own, and what follows; else nil
	ended    bool // the recording has

	mu      sync.Mutex // guards the following
	ctx     context.Context
	cancel  context.CancelCauseFunc
	done    bool // the handler is
	watcher *watcher
}

// Recording is what records the exchange; nil where nothing does.
func (x *Exchange) Recording() Recording { return x.recording }

// Rejected returns why a handler must reject the request, or nil. A handler asks before it looks
// at the request, and again if it cannot read the content: what is wrong there shows later. No
// request is read behind a rejected one.
func (x *Exchange) Rejected() *Rejection { return x.rejection.Load() }

// ClientGone reports whether the client is gone. The request's context ends by then, or a moment
// later.
func (x *Exchange) ClientGone() bool { return x.conn.clientGone(false) }

// Drain reads content that the handler does not want, if it is little and the client does not wait
// to be asked for it. Rejected knows then whether it is well-formed.
func (x *Exchange) Drain() { x.body.drain() }

// StopReading ends the reading of the connection. The response goes out whole, what the client
// still sends is not taken for another request, and the connection is closed after the response.
func (x *Exchange) StopReading() {
	x.body.stopped.Store(true)
	x.conn.interrupt()
}

// answer has the handler answer, and sends what is left of the response.
func (x *Exchange) answer() {
	defer x.release()
	defer x.stopWatching()
	x.aborted = true // unless it returns
	func() {
		defer func() { x.conn.server.panicked(x, recover()) }()
		x.conn.server.Handler(x, x.request)
		x.aborted = false
	}()
	if x.hijacked {
		x.leave(context.Canceled)
		return
	}
	if x.aborted {
		x.closes = true
	} else {
		x.finish()
	}
	x.leave(context.Canceled)
	x.stopWatching()
	if !x.closes {
		x.body.drain()
	}
	x.closes = x.closes || x.failed != nil || x.unclean()
	x.body.end()
	x.conn.rearm()
}

// unclean reports whether something of the request was not read: it must not be taken for another
// request.
func (x *Exchange) unclean() bool {
	return x.Rejected() != nil || x.body.stopped.Load() || !x.body.over.Load()
}

// over ends the recording, if it has not ended, when the connection is closed.
func (x *Exchange) over(at time.Time) {
	complete := x.headSent && x.mode == untilClose && x.failed == nil // RFC 9112, section 6.3, rule 8
	if x.raw != nil {
		complete = x.raw.close(at)
	}
	x.endRecording(at, complete)
	x.conn.server.budget.release(x.reserved)
	x.reserved = 0
}

func (x *Exchange) endRecording(at time.Time, complete bool) {
	if x.ended {
		return
	}
	x.ended = true
	x.conn.server.budget.release(x.reserved)
	x.reserved = 0
	if x.recording != nil {
		x.recording.End(at, complete)
	}
}
