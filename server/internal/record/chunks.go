package record

import (
	"bytes"
	"slices"
	"strconv"
	"time"

	"vitrina/server/internal/protocol"
)

// Bounds of the chunk framing that is kept of a message.
const (
	maxChunks     = 1000
	maxChunkLines = 64 << 10 // bytes
)

// chunking is how content was cut into chunks (RFC 9112, section 7.1).
type chunking struct {
	count     int64   // of chunks with content
	chunks    []chunk // the first ones, the last chunk among them
	lineBytes int     // of chunks
	trailer   []byte  // field lines, each with its CR LF; the connection bounds them
}

// inChunks is where to keep how a message is cut.
func (m *message) inChunks() *chunking {
	if m.chunking == nil {
		m.chunking = &chunking{}
	}
	return m.chunking
}

type chunk struct {
	line []byte
	size int64
	at   time.Time
}

// chunkBytes is about how much memory a chunk takes beside its line, in bytes.
const chunkBytes = 56

// size is about how much memory it takes, in bytes.
func (f *chunking) size() int {
	if f == nil {
		return 0
	}
	return len(f.chunks)*chunkBytes + f.lineBytes + len(f.trailer)
}

// add keeps a chunk by the line before it, as far as there is room. It returns how much memory
// that takes.
func (f *chunking) add(line []byte, at time.Time) (taken int) {
	digits, _, _ := bytes.Cut(line, []byte(";"))
	size, err := strconv.ParseInt(string(bytes.TrimRight(digits, " \t")), 16, 64)
	if err != nil { // the connection takes no such line
		return 0
	}
	if size > 0 {
		f.count++
	}
	if len(f.chunks) < maxChunks && f.lineBytes+len(line) <= maxChunkLines {
		f.chunks = append(f.chunks, chunk{slices.Clone(line), size, at})
		f.lineBytes += len(line)
		taken = chunkBytes + len(line)
	}
	return taken
}

func (f *chunking) addTrailer(line []byte) (taken int) {
	before := len(f.trailer)
	f.trailer = append(append(f.trailer, line...), "\r\n"...)
	return len(f.trailer) - before
}

// RequestChunk keeps the line before a chunk of the request.
func (x *Exchange) RequestChunk(line []byte, at time.Time) {
	x.update(func() { x.store.chargeMore(x, x.request.inChunks().add(line, at)) })
}

// RequestTrailer keeps a field line behind the last chunk of the request.
func (x *Exchange) RequestTrailer(line []byte) {
	x.update(func() { x.store.chargeMore(x, x.request.inChunks().addTrailer(line)) })
}

// ResponseChunk keeps the line before a chunk of the response.
func (x *Exchange) ResponseChunk(line []byte, at time.Time) {
	x.update(func() { x.store.chargeMore(x, x.response.inChunks().add(line, at)) })
}

// ResponseTrailer keeps a field line behind the last chunk of the response.
func (x *Exchange) ResponseTrailer(line []byte) {
	x.update(func() { x.store.chargeMore(x, x.response.inChunks().addTrailer(line)) })
}

// chunked is the chunk framing of one of the exchange's messages, nil where it has none. setBy
// is who set its trailer fields.
func (x *Exchange) chunked(m *message, setBy protocol.SetBy) *protocol.Chunked {
	c := m.chunking
	if c == nil || len(c.chunks) == 0 {
		return nil
	}
	result := &protocol.Chunked{Count: c.count, Chunks: make([]protocol.Chunk, len(c.chunks)), Trailer: Text(string(c.trailer))}
	for i, each := range c.chunks {
		result.Chunks[i] = protocol.Chunk{Line: Text(string(each.line)), Bytes: each.size, AtMs: x.since(each.at)}
	}
	result.Trailers = parseHead("\r\n" + string(c.trailer)) // behind an empty start line
	for i := range result.Trailers {
		result.Trailers[i].SetBy = setBy
	}
	return result
}
