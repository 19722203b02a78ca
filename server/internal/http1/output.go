package http1

import (
	"sync"
	"time"
)

// maxOutput is how many bytes go out at a time, where they were put together: a head, or the line before
// a chunk, and the 64 KiB that are read of a pipe at a time.
const maxOutput = 68 << 10

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
	x.recordAll(o, n, at)
	c.writing.Unlock()
	x.fail(err)
	return at
}

// recordAll records as many bytes of an output as were sent, and empties it.
func (x *Exchange) recordAll(o *output, sent int, at time.Time) {
	from := 0
	for _, each := range o.pieces {
		if x.recording != nil && sent > from {
			x.record(each.kind, o.buffer[from:min(sent, each.end)], sent >= each.end, at)
		}
		from = each.end
	}
	o.buffer, o.pieces = o.buffer[:0], o.pieces[:0]
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

// sendDirectly sends content that is not worth being copied, behind what was put together, and the end
// of its chunk where it is one.
func (x *Exchange) sendDirectly(p []byte, chunk bool) {
	if x.failed != nil {
		return
	}
	o, end := x.out, []byte(nil)
	if len(o.pieces) > 0 && o.pieces[0].kind == headPiece { // when it was sent does not rest on who reads the content how fast
		x.send(o)
	}
	if x.failed != nil {
		return
	}
	if chunk {
		end = []byte("\r\n")
	}
	before := len(o.buffer)
	x.conn.writing.Lock()
	x.headSent = x.headSent || before > 0
	n, err := x.conn.writePieces(o.buffer, p, end)
	x.recordAll(o, n, time.Now())
	if n > before && x.recording != nil {
		x.recording.ResponseContent(p[:min(len(p), n-before)])
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
