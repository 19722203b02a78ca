package http1

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// errInvalidContent is what the reader of malformed content gets, and errStopped that of content
// that is not read any further.
var (
	errInvalidContent = errors.New("http1: the request's content is invalid")
	errStopped        = errors.New("http1: the request's content is not read any further")
)

// maxDrained is how much of the content that no handler reads is read to keep the connection: as
// much as net/http reads (its maxPostHandlerReadBytes).
const maxDrained = 256 << 10

// body is the content of a request. It is read off the connection as it is asked for.
type body struct {
	exchange *Exchange
	over     atomic.Bool // all of it was read
	stopped  atomic.Bool // see Exchange.StopReading

	mu      sync.Mutex // one reads at a time; guards the following
	framer  framer
	asks    bool // the client waits for 100 Continue
	closed  bool // the handler reads no more
	whole   bool // nothing is left
	drained bool
	failure error
}

// begin prepares to read what a head announces.
func (b *body) begin(x *Exchange, h *requestHead) {
	if h.framing.kind == noContent || h.framing.kind == fixedLength && h.framing.length == 0 {
		b.over.Store(true)
		return
	}
	b.exchange, b.asks = x, h.expects
	b.framer = framer{
		onContent: b.content, onChunk: b.chunk, onTrailer: b.trailer, onEnd: b.ended, onError: b.broken,
	}
	b.framer.follow(h.framing)
}

// Read reads content. The first read asks a client for it that waits to be asked.
func (b *body) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, http.ErrBodyReadAfterClose
	}
	return b.read(p)
}

// Close ends the handler's reading. The server goes on to read if that keeps the connection.
func (b *body) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	return nil
}

func (b *body) read(p []byte) (int, error) {
	if b.asks {
		b.asks = false
		b.exchange.sendContinue()
	}
	for f := &b.framer; ; {
		switch {
		case b.over.Load():
			return 0, io.EOF
		case b.failure != nil:
			return 0, b.failure
		case b.stopped.Load():
			return 0, errStopped
		case len(p) == 0:
			return 0, nil
		case f.phase == inContent || f.phase == inChunk:
			n, err := b.receive(p[:min(int64(len(p)), f.left)])
			if n > 0 {
				f.onContent(p[:n])
				f.count(int64(n))
				b.over.Store(b.whole)
				return n, nil
			}
			b.failure = b.failureOf(err)
		default:
			if err := b.receiveLine(); err != nil {
				b.failure = b.failureOf(err)
			}
			b.over.Store(b.whole) // from then on what was read ahead is another's
		}
	}
}

// receive reads content from what was read ahead, or from the network.
func (b *body) receive(p []byte) (int, error) {
	c := b.exchange.conn
	if c.in.empty() && len(p) < readAhead {
		if err := b.fill(); err != nil {
			return 0, err
		}
	}
	if !c.in.empty() {
		n := copy(p, c.in.bytes())
		c.in.take(n)
		return n, nil
	}
	return c.read(p, c.soon(b.patience()), b.wanted)
}

// receiveLine reads a line of the chunk framing, or a part of one.
func (b *body) receiveLine() error {
	c := b.exchange.conn
	if c.in.empty() {
		if err := b.fill(); err != nil {
			return err
		}
	}
	p := c.in.bytes()
	rest := b.framer.chunkLine(p)
	c.in.take(len(p) - len(rest))
	return nil
}

func (b *body) fill() error {
	c := b.exchange.conn
	return c.fill(c.soon(b.patience()), b.wanted)
}

// patience is how long the next bytes may take.
func (b *body) patience() time.Duration {
	timeouts := &b.exchange.conn.server.Timeouts
	if b.drained {
		return timeouts.Unread
	}
	return timeouts.Stall
}

// wanted reports whether a read that was interrupted goes on.
func (b *body) wanted() bool { return !b.stopped.Load() }

// failureOf is what the reader is told of an error of the connection. Chunks and lengths tell where
// content ends (RFC 9112, section 8).
func (b *body) failureOf(err error) error {
	switch {
	case b.stopped.Load():
		return errStopped
	case errors.Is(err, io.EOF):
		b.reject(rejection(CutShort, ""))
		return errInvalidContent
	}
	return err
}

func (b *body) reject(why *Rejection) { b.exchange.rejection.Store(why) }

// drain reads what no handler has read, once, if it is little.
func (b *body) drain() {
	if b.over.Load() {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.drained || b.asks || b.framer.phase == inContent && b.framer.left > maxDrained {
		return
	}
	b.drained = true
	piece := make([]byte, 32<<10)
	for total := 0; total <= maxDrained; {
		n, err := b.read(piece)
		if total += n; err != nil {
			return
		}
	}
}

// end waits until nobody reads.
func (b *body) end() {
	if b.exchange == nil {
		return
	}
	if !b.over.Load() {
		b.exchange.StopReading()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
}

func (b *body) content(p []byte) {
	if r := b.exchange.recording; r != nil {
		r.RequestContent(p)
	}
}

func (b *body) chunk(line []byte) {
	if r := b.exchange.recording; r != nil {
		r.RequestChunk(line, time.Now())
	}
}

func (b *body) trailer(line []byte) {
	if r := b.exchange.recording; r != nil {
		r.RequestTrailer(line)
	}
}

func (b *body) ended() {
	if r := b.exchange.recording; r != nil {
		r.RequestEnd(time.Now())
	}
	b.whole = true
}

func (b *body) broken(code Code, p []byte) {
	b.reject(rejection(code, string(p)))
	b.failure = errInvalidContent
}
