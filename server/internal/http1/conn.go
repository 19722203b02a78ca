package http1

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// stream is what is used of a *net.TCPConn.
type stream interface {
	net.Conn
	syscall.Conn
	CloseWrite() error
}

// conn is a connection. Its goroutine runs serve.
type conn struct {
	server *Server
	stream stream
	remote string
	use    atomic.Int64 // see connLimit

	in       input
	begun    time.Time   // when the head that the input begins with began
	received time.Time   // when the newest bytes of the input had come
	reserved int64       // what that head takes of the budget
	current  *Exchange   // the one that is being answered, or was answered last
	ahead    *Exchange   // the next one, where a watch has read its head
	last     atomic.Bool // the client announces no request after the newest

	reading  sync.Mutex // guards the following
	deadline deadline

	writing       sync.Mutex // one writes at a time: 100 Continue goes out for whoever reads
	writeDeadline time.Time
	halfClose     halfClose
}

func (s *Server) newConn(stream stream) *conn {
	return &conn{server: s, stream: stream, remote: stream.RemoteAddr().String()}
}

// serve answers the requests of the connection, one after another, and closes it.
func (c *conn) serve() {
	defer func() { c.server.panicked(c.current, recover()) }() // the recorder's, as it is told of the end
	if !c.answerAll() {
		c.close()
	}
}

// answerAll answers the requests, and reports whether somebody else has the connection now, who
// closes it.
func (c *conn) answerAll() (handedOver bool) {
	var x *Exchange
	defer func() { c.server.panicked(x, recover()) }()
	for first := true; ; first = false {
		if x = c.next(first); x == nil {
			return false
		}
		c.current = x
		if x.answer(); x.hijacked {
			return true
		}
		if x.closes {
			return false
		}
		c.current = nil
		if c.ahead == nil && c.in.empty() {
			c.server.limit.markIdle(c)
		}
	}
}

// close ends the connection, and the exchanges that have not ended.
func (c *conn) close() {
	if x := c.current; x != nil && (x.unclean() || c.hasUnread()) {
		c.linger()
	}
	c.end()
}

// end closes the connection at once.
func (c *conn) end() {
	_ = c.stream.Close() // nothing more is sent on it
	c.server.limit.remove(c)
	c.server.budget.release(c.reserved)
	c.reserved = 0
	for _, x := range []*Exchange{c.current, c.ahead} {
		if x != nil {
			x.over(time.Now())
		}
	}
}

// maxLinger is how many bytes are read at most while a connection lingers: 4 MiB.
const maxLinger = 4 << 20

// linger gives the client a moment to read the response to a request that was not read to
// its end. If a connection is closed with unread bytes, the system resets it, and the reset
// may overtake the response (RFC 9112, section 9.6). net/http does the same.
func (c *conn) linger() {
	_ = c.stream.CloseWrite() // the client may be gone; then there is nobody to wait for
	if c.stream.SetReadDeadline(time.Now().Add(c.server.Timeouts.Linger)) == nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(c.stream, maxLinger))
	}
}

// next reads the next request, or what stands in its place. It returns nil where none comes.
func (c *conn) next(first bool) *Exchange {
	if x := c.ahead; x != nil {
		c.ahead = nil
		return x
	}
	silence := c.server.Timeouts.Idle
	if first {
		silence = c.server.Timeouts.Head
	}
	for until := c.soon(silence); ; {
		if x := c.takeRequest(); x != nil {
			return x
		}
		if begun := !c.in.empty(); begun {
			until = c.begun.Add(c.server.Timeouts.Head)
		} else if !c.waits() {
			return nil
		}
		err := c.fill(until, c.waits)
		switch {
		case err == nil:
			switch kept, room := c.server.limit.markBusy(c); {
			case !kept:
				return nil
			case !room:
				c.server.rejectBusy(c)
				return nil
			}
		case c.in.empty():
			return nil
		case errors.Is(err, io.EOF):
			return c.refuseUnfinished()
		case errors.Is(err, os.ErrDeadlineExceeded):
			return c.refuse(len(c.in.bytes()), rejection(TooSlow, ""))
		default:
			return nil
		}
	}
}

// waits reports whether the connection is kept though it is interrupted: where a server stops, only
// one on which a request has begun is.
func (c *conn) waits() bool {
	return !c.in.empty() || !c.server.limit.endsIdle() || c.hasUnread()
}

// takeRequest takes a request off the input; nil where its head has not come.
func (c *conn) takeRequest() *Exchange {
	c.in.skipEmptyLines()
	if c.in.empty() {
		c.begun = time.Time{}
		return nil
	}
	if c.begun.IsZero() {
		c.begun = c.received
	}
	head, length := c.in.bytes(), c.in.head()
	switch {
	case length == 0 && beginsTLS(string(head[:1])): // the client waits for an answer: its head never ends
		return c.refuse(len(head), rejection(TLS, ""))
	case length == 0 && len(head) > maxHead, length > maxHead:
		return c.refuse(maxHead, rejection(tooLong(head[:maxHead]), ""))
	case length == 0 && !c.reserve(len(head)):
		return c.refuse(len(head), rejection(NoRoom, ""))
	case length == 0:
		return nil
	}
	text := string(head[:length]) // what is parsed, what the request has, and what is recorded
	parsed, wrong := parseHead(text)
	if wrong == nil && !c.reserve(length) {
		wrong = rejection(NoRoom, "")
	}
	if wrong != nil {
		return c.refuse(length, wrong)
	}
	c.in.take(length)
	x := c.begin(Request{Head: text, Method: parsed.method, Target: parsed.target})
	x.receive(&parsed)
	return x
}

// tooLong is what of a head is too long, by its start: the request line, where that takes more than half of the room, as
// its target then does (RFC 9112, section 3).
func tooLong(start []byte) Code {
	if bytes.IndexByte(start[:maxHead/2], '\n') < 0 {
		return TargetTooLong
	}
	return HeadTooLong
}

// refuseUnfinished takes the head that the client left unfinished.
func (c *conn) refuseUnfinished() *Exchange {
	head := c.in.bytes()
	code := Unfinished
	if wrong := checkLineEnds(string(head)); wrong != nil && wrong.Code == BareLF {
		code = BareLF // the client may have taken it for the end of the head
	}
	return c.refuse(len(head), rejection(code, ""))
}

// refuse takes a malformed head off the input. The handler answers it; nothing is read behind it.
func (c *conn) refuse(length int, why *Rejection) *Exchange {
	c.received = time.Now() // it is read no further
	head := string(c.in.bytes()[:length])
	c.in.take(len(c.in.bytes()))
	method, target := requestLine(head)
	x := c.begin(Request{Head: head, Method: method, Target: target})
	x.rejection.Store(why)
	x.substitute(method, head)
	return x
}

// begin begins an exchange.
func (c *conn) begin(r Request) *Exchange {
	r.Begun, r.HeadRead, r.Remote = c.begun, c.received, c.stream.RemoteAddr()
	if !r.HeadRead.After(r.Begun) { // one read brought all of it; at no time after the beginning, it would not have come
		r.HeadRead = r.Begun.Add(time.Nanosecond)
	}
	x := &Exchange{conn: c, response: response{length: -1}, reserved: c.reserved, recording: c.server.Recorder.Begin(r)}
	c.reserved = 0
	c.begun = r.HeadRead // for a request that follows in the same packet
	return x
}

// reserve takes from the budget for heads what the head so far needs, and reports whether
// that much was left.
func (c *conn) reserve(length int) bool {
	more := max(0, int64(length)-smallHead) - c.reserved
	if more <= 0 {
		return true
	}
	if !c.server.budget.take(more) {
		c.server.limit.report(Limit{Name: LimitHeads, Value: headBudget >> 20})
		return false
	}
	c.reserved += more
	return true
}

// hasUnread reports whether the system holds bytes of the client that nobody has read.
func (c *conn) hasUnread() bool {
	raw, err := c.stream.SyscallConn()
	if err != nil {
		return false // it is closed on our side
	}
	unread := false
	return raw.Control(func(fd uintptr) { unread = readable(fd) }) == nil && unread
}

// write writes all of p, unless the client takes nothing for the time of a stall: without that, a
// client that does not read would hold its answer, and the script that prints it, for ever. The
// caller holds writing.
//
// The bytes were in memory before. What the kernel sends out of a file by itself (sendfile) changes
// with the file, and would be a mixture that nobody has seen.
func (c *conn) write(p []byte) (sent int, err error) {
	return c.writeUntilStall(func() (n int, err error) {
		n, err = c.stream.Write(p)
		p = p[n:]
		return n, err
	})
}

// writePieces writes several pieces as write does one, by one call of the system where that takes them.
func (c *conn) writePieces(pieces ...[]byte) (sent int, err error) {
	rest := net.Buffers(pieces)
	return c.writeUntilStall(func() (int, error) {
		n, err := rest.WriteTo(c.stream)
		return int(n), err
	})
}

// writeUntilStall has something go on writing until all is written or nothing is taken any more.
func (c *conn) writeUntilStall(goOn func() (int, error)) (sent int, err error) {
	noticed := c.halfClose.beginWrite()
	defer func() { c.halfClose.endWrite(sent, noticed) }()
	for {
		stall := c.server.Timeouts.Stall
		if until := time.Now().Add(stall); c.writeDeadline.Add(stall / 4).Before(until) {
			if err := c.stream.SetWriteDeadline(until); err != nil {
				return sent, err
			}
			c.writeDeadline = until
		}
		n, err := goOn()
		sent += n
		if err == nil || !errors.Is(err, os.ErrDeadlineExceeded) {
			return sent, err
		}
		if n == 0 {
			return sent, err
		}
		c.writeDeadline = time.Time{}
	}
}

// context is what the contexts of the connection's requests begin with.
func (c *conn) context() context.Context { return c.server.Base }
