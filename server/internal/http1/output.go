package http1

import (
	"sync"
	"time"
)

// maxOutput is how many bytes go out at a time, where they were put together.
const maxOutput = 64 << 10

// output is what goes out next, and what its parts are.
type output struct {
	buffer []byte
	pieces []piece
}

type piece struct {
	kind pieceKind
	end  int // in the buffer
}

type pieceKind int

const (
	headPiece pieceKind = iota
	contentPiece
	chunkPiece   // the line before a chunk, without CR LF
	trailerPiece // likewise
	framingPiece // what is told of nowhere
)

var outputs = sync.Pool{New: func() any { return &output{buffer: make([]byte, 0, readAhead)} }}

func newOutput() *output { return outputs.Get().(*output) }

// free gives an output back. Nobody may have kept a part of it.
func (o *output) free() {
	if o == nil || cap(o.buffer) > 2*maxOutput {
		return
	}
	o.buffer, o.pieces = o.buffer[:0], o.pieces[:0]
	outputs.Put(o)
}

// mark says what the bytes since the last mark are.
func (o *output) mark(kind pieceKind) {
	if n := len(o.pieces); n > 0 && o.pieces[n-1].kind == kind && (kind == contentPiece || kind == framingPiece) {
		o.pieces[n-1].end = len(o.buffer)
		return
	}
	o.pieces = append(o.pieces, piece{kind, len(o.buffer)})
}

// send sends all that was put together, and records what was sent. It returns when that was.
func (x *Exchange) send(o *output) (at time.Time) {
	if o == nil || len(o.buffer) == 0 || x.failed != nil {
		return time.Now()
	}
	c := x.conn
	c.writing.Lock()
	x.headSent = x.headSent || o == x.out
	n, err := c.write(o.buffer)
	at = time.Now()
	from := 0
	for _, each := range o.pieces {
		if x.recording != nil && n > from {
			x.record(each.kind, o.buffer[from:min(n, each.end)], n >= each.end, at)
		}
		from = each.end
	}
	c.writing.Unlock()
	o.buffer, o.pieces = o.buffer[:0], o.pieces[:0]
	x.fail(err)
	return at
}

// record records a part of what was sent; whole is false where less of it was.
func (x *Exchange) record(kind pieceKind, p []byte, whole bool, at time.Time) {
	switch kind {
	case headPiece:
		x.recording.ResponseHead(p, at)
	case contentPiece:
		x.recording.ResponseContent(p)
	case chunkPiece:
		if whole {
			x.recording.ResponseChunk(p, at)
		}
	case trailerPiece:
		if whole {
			x.recording.ResponseTrailer(p)
		}
	case framingPiece:
	}
}

// sendDirectly sends content that is not worth being copied.
func (x *Exchange) sendDirectly(p []byte) {
	if x.failed != nil {
		return
	}
	x.conn.writing.Lock()
	n, err := x.conn.write(p)
	if n > 0 && x.recording != nil {
		x.recording.ResponseContent(p[:n])
	}
	x.conn.writing.Unlock()
	x.fail(err)
}

// fail ends the request where the client takes no more.
func (x *Exchange) fail(err error) {
	if err != nil && x.failed == nil {
		x.failed = err
		x.leave(err)
	}
}
