package listen

import (
	"io"
	"sync"
	"sync/atomic"
	"time"

	"vitrina/server/internal/http1"
)

// Conn is a connection that reports its traffic to a Recorder. Its reader gets only complete,
// valid request heads and the content that belongs to them. In place of a request with an
// invalid head it gets a substitute, for the handler to reject (Rejected). Where content is
// invalid it gets an error. Nothing follows either.
//
// Locks are taken in this order: writing, reading, and then one of the others.
type Conn struct {
	*stallConn
	recorder Recorder
	limit    *connLimit
	slot     slot // of the limit

	readClosed atomic.Bool // nothing more is read; see StopReading

	reading  sync.Mutex // guards the following
	requests http1.Framer
	valid    []byte    // what was read for the reader,
	offset   int       // and how much of it the reader has
	readErr  error     // what the reader gets behind it, if not nil
	begun    time.Time // when the head being read began, or the content behind one; zero before the first byte
	reserved int64     // what the head being read takes of the budget
	headNext bool      // the reader has nothing yet of the head that valid begins with
	closed   bool

	writing      sync.Mutex // guards the following
	responses    http1.Framer
	reasonPhrase string // of the next final head, where not empty

	deadline  deadline
	halfClose halfClose

	mu        sync.Mutex  // guards the following, and the rejection of each
	open      []*exchange // those without a complete response, oldest first
	receiving *exchange   // the newest: its content is arriving
}

// exchange is a request and its response on this connection.
type exchange struct {
	method    string
	recording Exchange // nil where nothing is recorded
	// last is true if the client announces no other request after this one.
	last      bool
	rejection *http1.Rejection
	reserved  int64 // what the request's head takes of the budget
}

func newConn(c stream, recorder Recorder, limit *connLimit) *Conn {
	conn := &Conn{
		stallConn: &stallConn{c, limit.timeouts.stall}, recorder: recorder, limit: limit,
		halfClose: halfClose{wakeup: make(chan struct{}, 1)},
	}
	conn.requests = http1.Framer{
		SkipEmptyLines: true, MaxHead: http1.MaxHead,
		OnHead: conn.beginRequest, OnContent: conn.requestContent, OnEnd: conn.requestEnd,
		OnChunk: conn.requestChunk, OnTrailer: conn.requestTrailer,
		OnValid: func(p []byte) { conn.valid = append(conn.valid, p...) }, OnError: conn.requestError,
	}
	conn.responses = http1.Framer{
		MaxHead: http1.MaxResponseHead,
		OnHead:  conn.responseHead, OnContent: conn.responseContent, OnEnd: conn.responseEnd,
		OnChunk: conn.responseChunk, OnTrailer: conn.responseTrailer,
		OnValid: func([]byte) {}, OnError: func(http1.Code, []byte) {},
	}
	return conn
}

// Current is the recording of the oldest request without a complete response. net/http
// answers the requests of a connection one after another, so within a handler that is the
// handler's own. It is nil where nothing is recorded.
func (c *Conn) Current() Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) == 0 {
		return nil
	}
	return c.open[0].recording
}

// Close closes the connection and ends the exchanges that were under way. A response
// without a length is complete by that (RFC 9112, section 6.3, rule 8).
func (c *Conn) Close() error {
	c.reading.Lock()
	rejected := c.readErr != nil
	reserved := c.reserved
	c.reserved, c.closed = 0, true
	c.reading.Unlock()
	if rejected || c.readClosed.Load() {
		c.linger()
	}
	err := c.stallConn.Close()
	c.limit.remove(c)
	c.writing.Lock()
	if head := c.responses.Head; c.responses.Phase == http1.InHead && len(head) > 0 {
		c.responseHead(head) // it has no end: as much of it as there is
	}
	complete := c.responses.Phase == http1.InContentUntilClose || c.responses.Phase == http1.Upgraded
	c.responses.Phase = http1.Upgraded
	c.writing.Unlock()
	c.mu.Lock()
	open := c.open
	c.open = nil // but not receiving: a read that goes on may end its content
	c.mu.Unlock()
	for i, each := range open {
		reserved += each.reserved
		if each.recording != nil {
			each.recording.End(time.Now(), complete && i == 0)
		}
	}
	c.limit.heads.release(reserved)
	return err
}

// maxLinger is how many bytes are read at most while a connection lingers: 4 MiB.
const maxLinger = 4 << 20

// linger gives the client a moment to read the response to a request that was not read to
// its end. If a connection is closed with unread bytes, the system resets it, and the reset
// may overtake the response (RFC 9112, section 9.6). net/http does the same.
func (c *Conn) linger() {
	_ = c.CloseWrite() // the client may be gone; then there is nobody to wait for
	if c.stallConn.SetReadDeadline(time.Now().Add(c.limit.timeouts.linger)) == nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(c.stallConn, maxLinger))
	}
}
