package listen

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// Request is what is known of a request when its head has crossed the connection.
type Request struct {
	// Head holds the bytes up to and with the empty line. It stops short of that where the
	// head is malformed for being too long or unfinished.
	Head []byte
	// Method and Target are the request line's, empty where there is none.
	Method, Target string
	// Begun is when the first byte arrived, HeadRead when the head was complete.
	Begun, HeadRead time.Time
	Remote          net.Addr
	// TurnedAway is true where nothing was read: there was no room for the connection.
	TurnedAway bool
}

// Exchange is told, in order, what follows a request's head. It may be called
// from two goroutines, one for each direction.
type Exchange interface {
	// RequestContent is given content as it arrives, without chunk framing.
	RequestContent(p []byte)
	// ResponseHead is given each response head: interim ones (1xx) first.
	ResponseHead(head []byte, at time.Time)
	// ResponseContent is given content as it leaves, without chunk framing.
	ResponseContent(p []byte)
	// End is called once: when the response is complete, or with complete false when
	// the connection was closed before that.
	End(at time.Time, complete bool)
}

// Recorder begins the record of an exchange, or returns nil for one that is not
// to be recorded.
type Recorder interface {
	Begin(Request) Exchange
}

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
}

func newConn(c stream, recorder Recorder, room *room) *Conn {
	conn := &Conn{steady: &steady{c, room.stall}, recorder: recorder, room: room, leaving: leaving{woken: make(chan struct{}, 1)}}
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

// readAhead is how much of a head is read at a time, in bytes.
const readAhead = 4 << 10

// Read reads from the network, reports what it read, and passes on what is well-formed.
func (c *Conn) Read(p []byte) (int, error) {
	for buffer := p; ; {
		if c.deaf.Load() {
			return 0, io.EOF
		}
		if n, err := c.passOn(p); n > 0 || err != nil {
			return n, err
		}
		limited := c.limit()
		n, err := c.steady.Read(buffer)
		if c.deaf.Load() { // it was said meanwhile, and woke us up
			return 0, io.EOF
		}
		c.take(buffer[:n])
		if limited {
			c.unlimit()
		}
		switch {
		case err == io.EOF && n == 0:
			if !c.unfinished() && !c.awaited() {
				return 0, io.EOF
			}
		case err != nil && n == 0:
			if !errors.Is(err, os.ErrDeadlineExceeded) || !c.late() {
				return 0, err
			}
		case len(buffer) < readAhead: // net/http waits for a single byte while it answers
			buffer = make([]byte, readAhead)
		}
	}
}

// passOn gives the reader what is well-formed.
func (c *Conn) passOn(p []byte) (int, error) {
	c.reading.Lock()
	defer c.reading.Unlock()
	n := copy(p, c.sound[c.passed:])
	if c.passed += n; c.passed == len(c.sound) {
		c.sound, c.passed = c.sound[:0], 0
		if cap(c.sound) > readAhead && !c.requests.contentComes() {
			c.sound = nil // it was large for a large content
		}
	}
	if n > 0 || c.dead == nil {
		return n, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) > 0 && c.open[0].malformed == nil {
		return 0, nil // the turn of what is malformed has not come, and others are not to suffer
	}
	return 0, c.dead
}

// take reports what was read.
func (c *Conn) take(p []byte) {
	if len(p) == 0 {
		return
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.requests.phase == inHead && len(c.requests.head) == 0 {
		c.begun = time.Now()
		c.room.busy(c)
	}
	c.requests.write(p)
	if head := c.requests.head; c.requests.phase == inHead && beginsTLS(head) {
		c.requests.breakOff(TLS, head) // it waits for an answer: its head never ends
	}
}

// unfinished tells whether the last of what was sent is no whole head, and refuses it when
// all before it is answered.
func (c *Conn) unfinished() bool {
	if _, ok := c.headBegun(); !ok {
		return false
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	head := c.requests.head
	reason := Unfinished
	if wrong := checkLineEnds(head); wrong != nil && wrong.Reason == BareLF {
		reason = BareLF // which the end of the head may have been taken for
	}
	c.requests.breakOff(reason, head)
	return true
}

// Write writes to the network and reports what it wrote. There is no ReadFrom beside it: by
// that the kernel would send parts of a file that it reads when their turn comes (sendfile),
// and a file that changes meanwhile would arrive as a mixture, unseen.
func (c *Conn) Write(p []byte) (int, error) {
	sent := c.withReason(p)
	c.beforeSwitch(sent)
	c.leaving.beginWrite()
	n, err := c.steady.Write(sent)
	c.leaving.endWrite(n)
	if n > 0 {
		c.writing.Lock()
		c.responses.write(sent[:n])
		c.writing.Unlock()
	}
	if err == nil {
		n = len(p) // the caller's bytes, though the head may have had other words
	}
	return min(n, len(p)), err
}

// beforeSwitch gives the client's bytes free before a 101 goes out, not after: the client
// may send what is no HTTP any more as soon as it has that (RFC 9110, section 7.8).
func (c *Conn) beforeSwitch(p []byte) {
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.responses.phase == inHead && len(c.responses.head) == 0 && bytes.HasPrefix(p, []byte("HTTP/1.1 101 ")) {
		c.reading.Lock()
		defer c.reading.Unlock()
		c.requests.becomeForeign()
	}
}

// withReason puts the wanted reason phrase into the status line that p begins with.
func (c *Conn) withReason(p []byte) []byte {
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.reason == "" || c.responses.phase != inHead || len(c.responses.head) > 0 || statusCode(p) < 200 {
		return p
	}
	end := bytes.IndexByte(p, '\r')
	words := bytes.SplitN(p[:max(end, 0)], []byte(" "), 3)
	if len(words) < 3 {
		return p
	}
	line := string(words[0]) + " " + string(words[1]) + " " + c.reason
	c.reason = ""
	return append([]byte(line), p[end:]...)
}

// Close closes the connection and ends the exchanges that were under way. One
// whose response has no length is complete by that (RFC 9112, section 6.3, rule 8).
func (c *Conn) Close() error {
	c.reading.Lock()
	refused := c.dead != nil
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
		if p.exchange != nil {
			p.exchange.End(time.Now(), complete && i == 0)
		}
	}
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

// begin begins the exchange of a request. Where its head has been read, reading is held; in
// sayFull nobody else has the connection.
func (c *Conn) begin(r Request, p *pending) {
	r.Begun, r.HeadRead, r.Remote = c.begun, time.Now(), c.RemoteAddr()
	p.method, p.exchange = r.Method, c.recorder.Begin(r)
	c.begun = r.HeadRead // for a request that follows in the same packet
	c.mu.Lock()
	c.open = append(c.open, p)
	c.receive = p
	c.mu.Unlock()
}

// beginRequest begins the exchange of a request whose head has been read.
func (c *Conn) beginRequest(head []byte) framing {
	request, wrong := check(head)
	if wrong != nil {
		c.refuse(head, wrong)
		return framing{kind: inDoubt}
	}
	c.begin(Request{Head: head, Method: request.method, Target: request.target}, &pending{last: request.last})
	return request.framing
}

// requestBroken is told of a head that has no end, and of content.
func (c *Conn) requestBroken(reason Reason, p []byte) {
	if reason != BadChunk && reason != BadTrailer {
		c.refuse(p, malformed(reason, nil))
		return
	}
	c.dead = errMalformed
	c.mu.Lock()
	c.receive.malformed = malformed(reason, p)
	c.mu.Unlock()
}

// refuse begins the exchange of a request with a malformed head, and passes on a sound
// one in its place.
func (c *Conn) refuse(head []byte, why *Malformed) {
	c.dead = io.EOF
	method, target := requestLine(head)
	c.begin(Request{Head: head, Method: method, Target: target}, &pending{malformed: why})
	c.sound = append(c.sound, substitute(method, head)...)
}

func (c *Conn) requestContent(p []byte) {
	c.mu.Lock()
	receive := c.receive
	c.mu.Unlock()
	if receive.exchange != nil {
		receive.exchange.RequestContent(p)
	}
}

// requestEnd lets nothing through behind a request that was to be the last: the server is
// to process none (RFC 9112, section 9.6).
func (c *Conn) requestEnd() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.receive.last {
		c.requests.phase = brokenOff
	}
}

func (c *Conn) responseHead(head []byte) framing {
	c.mu.Lock()
	current := &pending{} // an answer to nothing
	if len(c.open) > 0 {
		current = c.open[0]
	}
	c.mu.Unlock()
	if current.exchange != nil {
		current.exchange.ResponseHead(head, time.Now())
	}
	f := responseFraming(head, current.method)
	if f.kind == notHTTPAnyMore { // what the client sends from here on are no requests
		c.reading.Lock()
		c.requests.becomeForeign()
		c.reading.Unlock()
	}
	return f
}

func (c *Conn) responseContent(p []byte) {
	if exchange := c.Current(); exchange != nil {
		exchange.ResponseContent(p)
	}
}

func (c *Conn) responseEnd() {
	c.mu.Lock()
	var ended *pending
	if len(c.open) > 0 {
		ended = c.open[0]
		c.open = c.open[1:]
	}
	idle := len(c.open) == 0
	c.mu.Unlock()
	if idle {
		c.rest()
	}
	if ended != nil && ended.exchange != nil {
		ended.exchange.End(time.Now(), true)
	}
}

// rest says that the connection waits for a request, unless the next one has begun.
func (c *Conn) rest() {
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.requests.phase == inHead && len(c.requests.head) == 0 {
		c.room.idle(c)
	}
}

// SetReason gives the response of a handler's context a reason phrase of its own (RFC
// 9112, section 4), which http.ResponseWriter cannot. It is to be called before the
// head is written, and the phrase must be a valid field value.
func SetReason(ctx context.Context, reason string) {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		c.writing.Lock()
		defer c.writing.Unlock()
		c.reason = reason
	}
}

// StopReading ends the reading of a handler's connection: the response goes out whole,
// what the client still sends is not taken for another request, and the connection is
// closed after the response.
func StopReading(ctx context.Context) {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		c.deaf.Store(true)
		_ = c.SetReadDeadline(time.Unix(1, 0)) // whoever reads wakes up; a closed connection needs no waking
	}
}

type connKey struct{}

// WithConn is for http.Server.ConnContext: it lets a handler find its exchange.
func WithConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// Current is the exchange of the request that a handler's context belongs to, or
// nil where it is not recorded.
func Current(ctx context.Context) Exchange {
	if c, ok := ctx.Value(connKey{}).(*Conn); ok {
		return c.Current()
	}
	return nil
}
