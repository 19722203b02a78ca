package http1

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// maxUnframed is how much content is held back to learn its length: an answer that is not longer
// gets a Content-Length, and a chunk that was not flushed has at least that much.
const maxUnframed = 2 << 10

// ErrField means that a field, or a reason phrase, cannot be sent: it would end a line, or is not a
// token (RFC 9110, sections 5.1 and 5.5). Who could send it could make one response into two.
var ErrField = errors.New("http1: not a valid field")

// contentMode is how the content of a response is sent.
type contentMode int

const (
	unframed   contentMode = iota // not known yet
	bodyless                      // there is none, whatever its length is said to be
	fixed                         // Content-Length
	inChunks                      // Transfer-Encoding: chunked
	untilClose                    // the end of the connection is its end
)

// response is what is sent in answer to a request. Its fields go out in the order in which AddField
// got them, then those of Header, sorted and Content-Type first, then Server, Date and the framing.
// Fields that are ready take the place of both.
type response struct {
	fields     []Field
	header     http.Header
	ready      *Fields // nil for none
	reason     string
	fullDuplex bool
	amend      func(*Head) // nil where nothing changes the head
	dropped    bool        // the content is, since the changed status allows none

	status   int // 0 until the answer begins
	mode     contentMode
	streams  bool  // the head does not say how long the content is, unless Content-Length does
	length   int64 // that was announced, or -1
	written  int64 // of the content
	unframed []byte
	tail     []Field // of the head, behind the fields that the handler gave
	out      *output // nil until the answer begins
	headSent bool    // guarded by the connection's writing
	begun    bool
	failed   error
}

// Header is a second way to give fields, which does not keep their order.
func (x *Exchange) Header() http.Header {
	if x.header == nil {
		x.header = http.Header{}
	}
	return x.header
}

// AddField adds a field to the response, behind those that were added before and in this very
// spelling. Content-Length says how much content follows. The error is ErrField.
func (x *Exchange) AddField(name, value string) error {
	if !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) {
		return ErrField
	}
	x.fields = append(x.fields, Field{name, value})
	return nil
}

// Reset forgets the fields and the reason phrase that were given.
func (x *Exchange) Reset() {
	clear(x.header)
	x.fields, x.ready, x.reason = nil, nil, ""
}

// SetReason sets the reason phrase (RFC 9112, section 4). Without one it is the usual one. The error
// is ErrField.
func (x *Exchange) SetReason(phrase string) error {
	if !httpguts.ValidHeaderFieldValue(phrase) {
		return ErrField
	}
	x.reason = phrase
	return nil
}

// EnableFullDuplex leaves the request's content alone while the response is sent: the handler goes
// on to read it. Otherwise what is little of it is read before the head goes out, since there are
// clients that read nothing before they have sent all.
func (x *Exchange) EnableFullDuplex() error {
	x.fullDuplex = true
	return nil
}

// Begun reports whether the final response has begun. Nothing can take its place then.
func (x *Exchange) Begun() bool { return x.begun }

// WriteHeader begins the response, or sends an interim one. A response with a field that is none is
// not sent: the client gets 500 in its place, and whoever writes the content ErrField.
func (x *Exchange) WriteHeader(status int) {
	if x.status != 0 || x.raw != nil {
		return
	}
	if status >= 100 && status < 200 && status != http.StatusSwitchingProtocols {
		x.sendInterim(status)
		return
	}
	status = x.amended(status)
	x.status = status
	x.begun = true
	if status < 100 || status > 999 || !x.validHeader() {
		x.Reset()
		x.status, x.failed = http.StatusInternalServerError, ErrField
		x.closes = true
	}
	x.writeHead()
}

// Write sends content. What is little is held back until there is more, Flush is called or the
// handler returns.
func (x *Exchange) Write(p []byte) (int, error) {
	if x.raw != nil {
		return 0, http.ErrHijacked
	}
	if x.status == 0 {
		x.WriteHeader(http.StatusOK)
	}
	switch {
	case x.failed != nil:
		return 0, x.failed
	case len(p) == 0:
		return 0, nil
	case x.dropped:
		return len(p), nil
	case !x.allowsContent():
		return 0, http.ErrBodyNotAllowed
	case x.length >= 0 && x.written+int64(len(p)) > x.length:
		return 0, http.ErrContentLength
	}
	x.written += int64(len(p))
	if x.request != nil && x.request.Method == http.MethodHead {
		return len(p), nil
	}
	if x.mode == unframed && x.length >= 0 {
		x.frame(false)
	}
	if (x.mode == unframed || x.mode == inChunks) && len(x.unframed)+len(p) <= maxUnframed {
		x.unframed = append(x.unframed, p...)
		return len(p), nil
	}
	if x.mode == unframed {
		x.frame(false)
	}
	x.content(p)
	if x.failed != nil {
		return 0, x.failed
	}
	return len(p), nil
}

// content sends what was held back, and then p.
func (x *Exchange) content(p []byte) {
	if x.mode == inChunks {
		if size := len(x.unframed) + len(p); size > 0 {
			x.out.buffer = strconv.AppendInt(x.out.buffer, int64(size), 16)
			x.out.mark(chunkPiece)
			x.out.buffer = append(x.out.buffer, "\r\n"...)
			x.out.mark(framingPiece)
			x.put(x.unframed)
			if len(p) > maxOutput {
				x.sendDirectly(p, true)
			} else {
				x.put(p)
				x.out.buffer = append(x.out.buffer, "\r\n"...)
				x.out.mark(framingPiece)
			}
		}
	} else {
		x.put(x.unframed)
		x.put(p)
	}
	x.unframed = x.unframed[:0]
}

// put puts content into what goes out next, or sends it where there is much.
func (x *Exchange) put(p []byte) {
	if x.failed != nil || len(p) == 0 {
		return
	}
	if len(p) > maxOutput {
		x.sendDirectly(p, false)
		return
	}
	if len(x.out.buffer)+len(p) > maxOutput {
		x.send(x.out)
	}
	x.out.buffer = append(x.out.buffer, p...)
	x.out.mark(contentPiece)
}

// Streams has the head say nothing of the content's length, even where the content is over when the
// head goes out.
func (x *Exchange) Streams() { x.streams = true }

// Flush sends what was held back.
func (x *Exchange) Flush() { _ = x.FlushError() }

// FlushError sends what was held back, and returns why it could not.
func (x *Exchange) FlushError() error {
	if x.raw != nil {
		return nil
	}
	if x.status == 0 {
		x.WriteHeader(http.StatusOK)
	}
	if x.mode == unframed {
		x.frame(false)
	}
	if x.mode != bodyless {
		x.content(nil)
	}
	x.send(x.out)
	return x.failed
}

// finish sends what is left of the response.
func (x *Exchange) finish() {
	if x.raw != nil {
		x.closes = true
		return
	}
	if x.status == 0 {
		x.WriteHeader(http.StatusOK)
	}
	if x.mode == unframed {
		x.frame(!x.streams)
	}
	if x.mode != bodyless {
		x.content(nil)
	}
	if x.mode == inChunks {
		x.endChunks()
	}
	failed := x.failed
	if failed == ErrField { // what is sent in place of the response
		x.failed = nil
	}
	sent := x.send(x.out)
	if failed == nil {
		failed = x.failed
	}
	x.failed = failed
	whole := x.mode != fixed || x.written == x.length
	x.closes = x.closes || !whole
	if x.mode != untilClose && whole && (failed == nil || failed == ErrField && x.headSent) {
		x.endRecording(sent, true)
	}
}

// endChunks writes the last chunk, and the trailers.
func (x *Exchange) endChunks() {
	x.out.buffer = append(x.out.buffer, '0')
	x.out.mark(chunkPiece)
	x.out.buffer = append(x.out.buffer, "\r\n"...)
	x.out.mark(framingPiece)
	names := []string{}
	for name := range x.header {
		if strings.HasPrefix(name, http.TrailerPrefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range x.header[name] {
			field := strings.TrimPrefix(name, http.TrailerPrefix)
			if !httpguts.ValidTrailerHeader(field) || !httpguts.ValidHeaderFieldValue(value) {
				continue
			}
			x.out.buffer = append(append(append(x.out.buffer, field...), ": "...), value...)
			x.out.mark(trailerPiece)
			x.out.buffer = append(x.out.buffer, "\r\n"...)
			x.out.mark(framingPiece)
		}
	}
	x.out.buffer = append(x.out.buffer, "\r\n"...)
	x.out.mark(framingPiece)
}

// release gives back what the response took.
func (x *Exchange) release() {
	x.out.free()
	x.out = nil
}
