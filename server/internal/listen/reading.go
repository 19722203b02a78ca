package listen

import (
	"errors"
	"io"
	"os"
	"time"

	"vitrina/server/internal/http1"
)

// readAhead is how much of a head is read at a time, in bytes.
const readAhead = 4 << 10

// Read reads from the network, reports what it read, and passes on what is valid.
func (c *Conn) Read(p []byte) (int, error) {
	for buffer := p; ; {
		if c.readClosed.Load() {
			return 0, io.EOF
		}
		if n, err := c.passOn(p); n > 0 || err != nil {
			return n, err
		}
		if c.endsIdle() {
			return 0, io.EOF
		}
		armed := c.armReadDeadline()
		n, err := c.stallConn.Read(buffer)
		if c.readClosed.Load() { // set meanwhile, which woke this reader
			return 0, io.EOF
		}
		c.take(buffer[:n])
		if armed {
			c.restoreReadDeadline()
		}
		switch {
		case err == io.EOF && n == 0:
			if !c.rejectUnfinishedHead() && !c.rejectCutContent() && !c.stillWaiting() {
				return 0, io.EOF
			}
		case n == 0 && c.wokenIdle(err): // the next round decides
		case err != nil && n == 0:
			if !errors.Is(err, os.ErrDeadlineExceeded) || !c.rejectLateHead() {
				return 0, err
			}
		case len(buffer) < readAhead: // net/http waits for a single byte while it answers
			buffer = make([]byte, readAhead)
		}
	}
}

// passOn gives the reader what is valid.
func (c *Conn) passOn(p []byte) (int, error) {
	c.reading.Lock()
	defer c.reading.Unlock()
	n := copy(p, c.valid[c.offset:])
	if c.offset += n; c.offset == len(c.valid) {
		c.valid, c.offset = c.valid[:0], 0
		if cap(c.valid) > readAhead && (c.headNext || !c.requests.ExpectsContent()) {
			c.valid = nil // it grew for a large head, or for content
		}
		c.headNext = false
	}
	if n > 0 || c.readErr == nil {
		return n, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) > 0 && c.open[0].rejection == nil {
		return 0, nil // earlier requests are still being answered
	}
	return 0, c.readErr
}

// take reports what was read.
func (c *Conn) take(p []byte) {
	if len(p) == 0 {
		return
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.requests.Phase == http1.InHead && len(c.requests.Head) == 0 {
		c.begun = time.Now()
		c.limit.markBusy(c)
	}
	c.requests.Write(p)
	if c.requests.Phase != http1.InHead {
		return
	}
	switch head := c.requests.Head; {
	case http1.BeginsTLS(head):
		c.requests.Stop(http1.TLS, head) // the client waits for an answer: its head never ends
	case !c.reserve(len(head)):
		c.requests.Stop(http1.NoRoom, head)
	}
}

// rejectUnfinishedHead rejects the head that the client left unfinished, once all requests
// before it are answered, and reports whether there is one.
func (c *Conn) rejectUnfinishedHead() bool {
	if _, ok := c.headBegun(); !ok {
		return false
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	head := c.requests.Head
	code := http1.Unfinished
	if wrong := http1.CheckLineEnds(string(head)); wrong != nil && wrong.Code == http1.BareLF {
		code = http1.BareLF // the client may have taken it for the end of the head
	}
	c.requests.Stop(code, head)
	return true
}

// rejectCutContent rejects the content that the client left unfinished, and reports whether
// there is such. Chunks and lengths tell where content ends (RFC 9112, section 8).
func (c *Conn) rejectCutContent() bool {
	c.reading.Lock()
	defer c.reading.Unlock()
	if !c.requests.ExpectsContent() {
		return false
	}
	c.requests.Phase = http1.Stopped
	c.rejectContent(http1.NewRejection(http1.CutShort, ""))
	return true
}

// reserve takes from the budget for heads what the head so far needs, and reports whether
// that much was left.
func (c *Conn) reserve(length int) bool {
	more := max(0, int64(length)-smallHead) - c.reserved
	if more <= 0 || c.closed {
		return true
	}
	if !c.limit.heads.take(more) {
		c.limit.report(Limit{Name: LimitHeads, Value: headBudget >> 20})
		return false
	}
	c.reserved += more
	return true
}

// beginRequest begins the exchange of a request whose head has been read.
func (c *Conn) beginRequest(head []byte) http1.Framing {
	request, wrong := http1.ParseHead(head)
	if wrong == nil && !c.reserve(len(head)) {
		wrong = http1.NewRejection(http1.NoRoom, "")
	}
	if wrong != nil {
		c.reject(head, wrong)
		return http1.Framing{Kind: http1.Ambiguous}
	}
	c.begin(Request{Head: head, Method: request.Method, Target: request.Target}, &exchange{last: request.Last})
	return request.Framing
}

// begin begins an exchange. Its callers hold reading, or are the only ones with the
// connection (rejectBusy).
func (c *Conn) begin(r Request, e *exchange) {
	r.Begun, r.HeadRead, r.Remote = c.begun, time.Now(), c.RemoteAddr()
	e.method, e.recording = r.Method, c.recorder.Begin(r)
	e.reserved, c.reserved, c.headNext = c.reserved, 0, true
	c.begun = r.HeadRead // for a request that follows in the same packet
	c.mu.Lock()
	c.open = append(c.open, e)
	c.receiving = e
	c.mu.Unlock()
}

// receivingRecording is the recording of the request whose content is arriving; nil where
// nothing is recorded.
func (c *Conn) receivingRecording() Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.receiving.recording
}

func (c *Conn) requestContent(p []byte) {
	if recording := c.receivingRecording(); recording != nil {
		recording.RequestContent(p)
	}
}

func (c *Conn) requestChunk(line []byte) {
	if recording := c.receivingRecording(); recording != nil {
		recording.RequestChunk(line, time.Now())
	}
}

func (c *Conn) requestTrailer(line []byte) {
	if recording := c.receivingRecording(); recording != nil {
		recording.RequestTrailer(line)
	}
}

// requestEnd stops reading behind a request that the client announced as its last: a server
// must not process another one (RFC 9112, section 9.6).
func (c *Conn) requestEnd() {
	if recording := c.receivingRecording(); recording != nil {
		recording.RequestEnd(time.Now())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.receiving.last {
		c.requests.Phase = http1.Stopped
	}
}

// requestError rejects a head that has no end, or content.
func (c *Conn) requestError(code http1.Code, p []byte) {
	if code != http1.BadChunk && code != http1.BadTrailer {
		c.reject(p, http1.NewRejection(code, ""))
		return
	}
	c.rejectContent(http1.NewRejection(code, string(p)))
}
