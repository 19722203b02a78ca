package http1

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// raw is a response that the handler writes with its head, or whatever follows a switch of
// protocols. It goes out as it is. What it is, is read off it.
type raw struct {
	exchange *Exchange
	framer   framer
	check    rawCheck
}

// Raw returns what the whole response is written to, head and all, as it is to go out. The
// connection is closed behind it. It fails once the response has begun.
func (x *Exchange) Raw() (io.Writer, error) {
	if x.status != 0 || x.raw != nil {
		return nil, http.ErrHijacked
	}
	x.begun = true
	x.conn.writing.Lock()
	x.headSent = true
	x.conn.writing.Unlock()
	x.raw = x.newRaw(inHead)
	return x.raw, nil
}

func (x *Exchange) newRaw(phase phase) *raw {
	r := &raw{exchange: x}
	r.framer = framer{
		phase:  phase,
		onHead: r.head, onContent: r.content, onChunk: r.chunk, onTrailer: r.trailer,
		onEnd: r.end, onError: r.broke,
	}
	return r
}

// Write sends bytes, and records what they are.
func (r *raw) Write(p []byte) (int, error) {
	x := r.exchange
	x.conn.writing.Lock()
	n, err := x.conn.write(p)
	switch {
	case n <= 0 || x.recording == nil:
	case x.ended:
		r.framer.rest += int64(n)
	default:
		r.framer.write(p[:n])
	}
	x.conn.writing.Unlock()
	if err != nil {
		x.leave(err)
	}
	return n, err
}

func (r *raw) head(head []byte) framing {
	r.exchange.recording.ResponseHead(head, time.Now())
	how := responseFraming(string(head), r.exchange.request.Method)
	r.check.head(head, how)
	return how
}

func (r *raw) content(p []byte) {
	r.check.sent += int64(len(p))
	r.exchange.recording.ResponseContent(p)
}

func (r *raw) broke(_ Code, line []byte) {
	r.check.add(RawFault{Code: RawBadChunk, Printed: strings.TrimRight(string(line), "\r\n")})
}

func (r *raw) chunk(line []byte) { r.exchange.recording.ResponseChunk(line, time.Now()) }

func (r *raw) trailer(line []byte) { r.exchange.recording.ResponseTrailer(line) }

func (r *raw) end() {
	r.exchange.endRecording(time.Now(), true)
	r.framer.phase = stopped
}

// close records a head without an end, as much of it as there is, and reports whether the end of
// the connection is that of the response.
func (r *raw) close(at time.Time) (complete bool) {
	if head := r.framer.head; r.framer.phase == inHead && len(head) > 0 && r.exchange.recording != nil && !r.exchange.ended {
		r.exchange.recording.ResponseHead(head, at)
	}
	return r.framer.phase == inContentUntilClose || r.framer.phase == upgraded
}

// Hijack hands the connection over, with what was read of it already, once what was written has
// been sent: 101 Switching Protocols. Whoever has it closes it.
func (x *Exchange) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if x.raw != nil {
		return nil, nil, http.ErrHijacked
	}
	x.begun = true
	x.stopWatching()
	phase := inHead
	if x.status != 0 {
		if phase = upgraded; x.FlushError() != nil {
			x.closes = true
			return nil, nil, x.failed
		}
	}
	x.hijacked = true
	c := x.conn
	x.raw = x.newRaw(phase)
	c.server.limit.markHijacked(c)
	_ = c.stream.SetReadDeadline(time.Time{}) // a closed connection needs none
	ahead := bytes.Clone(c.in.bytes())
	c.in.take(len(ahead))
	conn := &hijackedConn{conn: c, raw: x.raw}
	reader := bufio.NewReaderSize(io.MultiReader(bytes.NewReader(ahead), conn), max(readAhead, len(ahead)))
	_, _ = reader.Peek(len(ahead)) // so that they count as read
	return conn, bufio.NewReadWriter(reader, bufio.NewWriter(conn)), nil
}

// hijackedConn is a connection that was handed over.
type hijackedConn struct {
	conn *conn
	raw  *raw
	once sync.Once
}

// Read reads what the client sends.
func (h *hijackedConn) Read(p []byte) (int, error) { return h.conn.stream.Read(p) }

// Write sends bytes as they are.
func (h *hijackedConn) Write(p []byte) (int, error) { return h.raw.Write(p) }

// Close closes the connection.
func (h *hijackedConn) Close() error {
	h.once.Do(h.conn.end)
	return nil
}

// LocalAddr is the address that the connection arrived at.
func (h *hijackedConn) LocalAddr() net.Addr { return h.conn.stream.LocalAddr() }

// RemoteAddr is the client's.
func (h *hijackedConn) RemoteAddr() net.Addr { return h.conn.stream.RemoteAddr() }

// SetDeadline sets that of reads: writes have one of their own.
func (h *hijackedConn) SetDeadline(t time.Time) error { return h.conn.stream.SetReadDeadline(t) }

// SetReadDeadline sets the deadline of reads.
func (h *hijackedConn) SetReadDeadline(t time.Time) error { return h.conn.stream.SetReadDeadline(t) }

// SetWriteDeadline does nothing: writes have a deadline of their own.
func (h *hijackedConn) SetWriteDeadline(time.Time) error { return nil }
