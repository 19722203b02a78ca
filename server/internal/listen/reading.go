package listen

import (
	"errors"
	"io"
	"os"
	"time"
)

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
		if c.endsIdle() {
			return 0, io.EOF
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
			if !c.unfinished() && !c.cutShort() && !c.awaited() {
				return 0, io.EOF
			}
		case n == 0 && c.wokenIdle(err): // the next round decides
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
		if cap(c.sound) > readAhead && (c.headNext || !c.requests.contentComes()) {
			c.sound = nil // it was large for a large head, or content
		}
		c.headNext = false
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
	if c.requests.phase != inHead {
		return
	}
	switch head := c.requests.head; {
	case beginsTLS(head):
		c.requests.breakOff(TLS, head) // it waits for an answer: its head never ends
	case !c.hold(len(head)):
		c.requests.breakOff(NoRoom, head)
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

// cutShort tells whether the last of what was sent is content that stops short of its end,
// and has it refused. Chunks and lengths say where that is (RFC 9112, section 8).
func (c *Conn) cutShort() bool {
	c.reading.Lock()
	defer c.reading.Unlock()
	if !c.requests.contentComes() {
		return false
	}
	c.requests.phase = brokenOff
	c.breakContent(malformed(CutShort, nil))
	return true
}

// hold takes room for as much of a head as is there, and tells whether there is such.
func (c *Conn) hold(length int) bool {
	more := max(0, int64(length)-smallHead) - c.held
	if more <= 0 || c.closed {
		return true
	}
	if !c.room.heads.take(more) {
		c.room.reached(Limit{Name: LimitHeads, Value: mostHeads >> 20})
		return false
	}
	c.held += more
	return true
}

// beginRequest begins the exchange of a request whose head has been read.
func (c *Conn) beginRequest(head []byte) framing {
	request, wrong := check(head)
	if wrong == nil && !c.hold(len(head)) {
		wrong = malformed(NoRoom, nil)
	}
	if wrong != nil {
		c.refuse(head, wrong)
		return framing{kind: inDoubt}
	}
	c.begin(Request{Head: head, Method: request.method, Target: request.target}, &pending{last: request.last})
	return request.framing
}

// begin begins the exchange of a request. Where its head has been read, reading is held; in
// sayFull nobody else has the connection.
func (c *Conn) begin(r Request, p *pending) {
	r.Begun, r.HeadRead, r.Remote = c.begun, time.Now(), c.RemoteAddr()
	p.method, p.exchange = r.Method, c.recorder.Begin(r)
	p.held, c.held, c.headNext = c.held, 0, true
	c.begun = r.HeadRead // for a request that follows in the same packet
	c.mu.Lock()
	c.open = append(c.open, p)
	c.receive = p
	c.mu.Unlock()
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

// requestBroken is told of a head that has no end, and of content.
func (c *Conn) requestBroken(reason Reason, p []byte) {
	if reason != BadChunk && reason != BadTrailer {
		c.refuse(p, malformed(reason, nil))
		return
	}
	c.breakContent(malformed(reason, p))
}

// breakContent has the reader learn that the rest of a content is not to be had.
func (c *Conn) breakContent(why *Malformed) {
	c.dead = errMalformed
	c.mu.Lock()
	c.receive.malformed = why
	c.mu.Unlock()
}
