package listen

import (
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// Conn is a connection whose traffic is reported to a Recorder. What it lets through to
// its reader are whole, well-formed request heads and what belongs to them: where a
// request is malformed, the reader gets another one in its place, for the handler to
// refuse (Refused), or an error, where its content is, and nothing more.
type Conn struct {
	*steady
	recorder Recorder
	room     *room
	place    place // in the room

	deaf atomic.Bool // nothing more is read

	reading  sync.Mutex // guards the following
	requests splitter
	sound    []byte    // what was read and is to be passed on,
	passed   int       // but for as much of it, which was
	dead     error     // why nothing follows what is to be passed on
	begun    time.Time // when the head being read began, or the content behind one
	held     int64     // what the head being read takes of the room's
	headNext bool      // a head is the first of what is to be passed on
	closed   bool

	writing   sync.Mutex // guards the following
	responses splitter
	reason    string // what replaces the next final head's reason phrase, if not empty

	deadline deadline
	leaving  leaving

	mu      sync.Mutex // guards the following, and what is malformed of each
	open    []*pending // requests without a complete response, oldest first
	receive *pending   // the newest: whose content is arriving
}

type pending struct {
	method   string
	exchange Exchange // nil where nothing is recorded
	// last is true where the client announces no request after this one.
	last      bool
	malformed *Malformed
	held      int64 // what its head takes of the room's
}

func newConn(c stream, recorder Recorder, room *room) *Conn {
	conn := &Conn{
		steady: &steady{c, room.stall}, recorder: recorder, room: room,
		leaving: leaving{grace: halfClosedGrace, woken: make(chan struct{}, 1)},
	}
	conn.requests = splitter{
		skipEmptyLines: true, maxHead: MaxHead,
		onHead: conn.beginRequest, onContent: conn.requestContent, onEnd: conn.requestEnd,
		onSound: func(p []byte) { conn.sound = append(conn.sound, p...) }, onBroken: conn.requestBroken,
	}
	conn.responses = splitter{
		maxHead: maxResponseHead,
		onHead:  conn.responseHead, onContent: conn.responseContent, onEnd: conn.responseEnd,
		onSound: func([]byte) {}, onBroken: func(Reason, []byte) {},
	}
	return conn
}

// Current is the exchange whose request is the oldest without a complete response.
// net/http serves the requests of a connection one after another, so within a
// handler that is the handler's own. It is nil where nothing is recorded.
func (c *Conn) Current() Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) == 0 {
		return nil
	}
	return c.open[0].exchange
}

// Close closes the connection and ends the exchanges that were under way. One
// whose response has no length is complete by that (RFC 9112, section 6.3, rule 8).
func (c *Conn) Close() error {
	c.reading.Lock()
	refused := c.dead != nil
	held := c.held
	c.held, c.closed = 0, true
	c.reading.Unlock()
	if refused || c.deaf.Load() {
		c.linger()
	}
	err := c.steady.Close()
	c.room.leave(c)
	c.writing.Lock()
	complete := c.responses.phase == inContentUntilClose || c.responses.phase == inForeign
	c.responses.phase = inForeign
	c.writing.Unlock()
	c.mu.Lock()
	open := c.open
	c.open = nil // but not receive: a read that goes on may end its content
	c.mu.Unlock()
	for i, p := range open {
		held += p.held
		if p.exchange != nil {
			p.exchange.End(time.Now(), complete && i == 0)
		}
	}
	c.room.heads.give(held)
	return err
}

// A connection that is closed with unread bytes is reset, and a reset can take the
// response with it before the client has read it (RFC 9112, section 9.6). So, as
// net/http does after an answer to a request that it did not read, the client gets a
// moment to finish.
const (
	lingerTime  = 500 * time.Millisecond
	lingerBytes = 4 << 20
)

func (c *Conn) linger() {
	_ = c.CloseWrite() // the client may be gone; then there is nobody to wait for
	if c.steady.SetReadDeadline(time.Now().Add(lingerTime)) == nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(c.steady, lingerBytes))
	}
}
