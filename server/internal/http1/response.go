package http1

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpguts"
)

// maxUnframed is how much content is held back to learn its length: an answer that is no longer
// gets a Content-Length, and a chunk that was not flushed is no shorter.
const maxUnframed = 2 << 10

// ErrField means that a field, or a reason phrase, cannot be sent: it would end a line, or is no
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
type response struct {
	fields     []Field
	header     http.Header
	reason     string
	fullDuplex bool

	status   int // 0 until the answer begins
	mode     contentMode
	length   int64 // that was announced, or -1
	written  int64 // of the content
	unframed []byte
	tail     []Field // of the head, behind the fields that the handler gave
	out      *output // nil until the answer begins
	headSent bool    // guarded by the connection's writing
	begun    atomic.Bool
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
	x.fields, x.reason = nil, ""
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
func (x *Exchange) Begun() bool { return x.begun.Load() }

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
	x.status = status
	x.begun.Store(true)
	if status < 100 || status > 999 || !x.sound() {
		x.Reset()
		x.status, x.failed = http.StatusInternalServerError, ErrField
		x.closes = true
	}
	x.writeHead()
}

// sound reports whether the fields of the header can be sent. AddField has seen the others.
func (x *Exchange) sound() bool {
	for name, values := range x.header {
		if !httpguts.ValidHeaderFieldName(strings.TrimPrefix(name, http.TrailerPrefix)) {
			return false
		}
		for _, value := range values {
			if !httpguts.ValidHeaderFieldValue(value) {
				return false
			}
		}
	}
	return true
}

// statusLine begins a head.
func (x *Exchange) statusLine(head []byte, status int) []byte {
	reason := x.reason
	if reason == "" || status < 200 && status != http.StatusSwitchingProtocols {
		reason = http.StatusText(status)
	}
	if reason == "" {
		reason = "status code " + strconv.Itoa(status)
	}
	head = append(head, "HTTP/1."...)
	head = append(head, '0'+min(x.minor, 1), ' ')
	head = strconv.AppendInt(head, int64(status), 10)
	head = append(head, ' ')
	head = append(head, reason...)
	return append(head, "\r\n"...)
}

func appendField(head []byte, name, value string) []byte {
	head = append(head, name...)
	head = append(head, ": "...)
	head = append(head, value...)
	return append(head, "\r\n"...)
}

// sendInterim sends an interim response with the fields of Header.
func (x *Exchange) sendInterim(status int) {
	if x.minor == 0 || !x.sound() { // HTTP/1.0 knows none (RFC 9110, section 15.2)
		return
	}
	out := newOutput()
	defer out.free()
	out.buffer = x.statusLine(out.buffer, status)
	for _, name := range x.sorted() {
		for _, value := range x.header[name] {
			out.buffer = appendField(out.buffer, name, value)
		}
	}
	out.buffer = append(out.buffer, "\r\n"...)
	out.mark(headPiece)
	x.send(out)
}

// sendContinue asks the client for content that waits to be asked (RFC 9110, section 10.1.1).
func (x *Exchange) sendContinue() {
	x.conn.writing.Lock()
	defer x.conn.writing.Unlock()
	if x.headSent {
		return
	}
	const head = "HTTP/1.1 100 Continue\r\n\r\n"
	if n, _ := x.conn.write([]byte(head)); n == len(head) && x.recording != nil { // if it fails, so does the read
		x.recording.ResponseHead([]byte(head), time.Now())
	}
}

// sorted are the names of the header's fields that go out as they are, Content-Type first.
func (x *Exchange) sorted() []string {
	names := make([]string, 0, len(x.header))
	for name := range x.header {
		if !strings.HasPrefix(name, http.TrailerPrefix) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		switch {
		case a == "Content-Type":
			return -1
		case b == "Content-Type":
			return 1
		}
		return strings.Compare(a, b)
	})
	return names
}

// allowsContent reports whether a response with the status has content (RFC 9112, section 6.3).
func (x *Exchange) allowsContent() bool {
	return x.status >= 200 && x.status != http.StatusNoContent && x.status != http.StatusNotModified
}

// given reports whether AddField got a field.
func (x *Exchange) given(name string) bool {
	return slices.ContainsFunc(x.fields, func(f Field) bool { return strings.EqualFold(f.Name, name) })
}

// writeHead writes the head but for its framing, which is known only later.
func (x *Exchange) writeHead() {
	x.out = newOutput()
	head := x.statusLine(x.out.buffer, x.status)
	switching := x.status == http.StatusSwitchingProtocols
	for _, f := range x.fields {
		if x.sends(f.Name, f.Value, switching) {
			head = appendField(head, f.Name, f.Value)
		}
	}
	for _, name := range x.sorted() {
		values := x.header[name]
		switch name {
		case "Server", "Date":
			continue // they come later
		case "Content-Length":
			if len(values) > 0 && x.length < 0 && x.sends(name, values[0], switching) {
				x.tail = append(x.tail, Field{name, values[0]})
			}
			continue
		}
		for _, value := range values {
			if x.sends(name, value, switching) {
				head = appendField(head, name, value)
			}
		}
	}
	if values := x.header["Server"]; len(values) > 0 && !x.given("Server") {
		head = appendField(head, "Server", values[0])
	}
	if values, set := x.header["Date"]; !x.given("Date") {
		switch {
		case len(values) > 0:
			head = appendField(head, "Date", values[0])
		case !set:
			head = appendField(head, "Date", date(time.Now()))
		}
	}
	x.out.buffer = head
}

// sends reports whether a field goes out where it stands. Those about the connection are the
// server's to decide, and no length is announced that is none.
func (x *Exchange) sends(name, value string, switching bool) bool {
	switch len(name) {
	case len("Connection"), len("Content-Length"), len("Transfer-Encoding"), len("Content-Type"):
	default:
		return true
	}
	switch http.CanonicalHeaderKey(name) {
	case "Connection":
		x.closes = x.closes || httpguts.HeaderValuesContainsToken([]string{value}, "close")
		return switching
	case "Transfer-Encoding":
		return false
	case "Content-Length":
		length, ok := contentLength(value)
		if !ok || x.length >= 0 || x.status < 200 || x.status == http.StatusNoContent || x.status == http.StatusNotModified {
			return false
		}
		x.length = length
	case "Content-Type":
		return x.status != http.StatusNotModified // a cache keeps its own (RFC 9110, section 15.4.5)
	}
	return true
}

// frame decides how the content is sent, and ends the head. done is true where all of the content
// is known.
func (x *Exchange) frame(done bool) {
	head := x.out.buffer
	if x.status == http.StatusSwitchingProtocols {
		x.mode = bodyless
		x.endHead(head)
		return
	}
	isHEAD := x.request != nil && x.request.Method == http.MethodHead
	known := int64(len(x.unframed))
	if isHEAD {
		known = x.written
	}
	if done && x.length < 0 && x.allowsContent() && (!isHEAD || known > 0 && known <= maxUnframed) && !x.hasTrailers() {
		x.length = known
		x.tail = append(x.tail, Field{"Content-Length", strconv.FormatInt(known, 10)})
	}
	switch {
	case isHEAD || !x.allowsContent():
		x.mode = bodyless
	case x.length >= 0:
		x.mode = fixed
	case x.minor > 0:
		x.mode = inChunks
		x.tail = append(x.tail, Field{"Transfer-Encoding", "chunked"})
	default:
		x.mode = untilClose
	}
	x.closes = x.closes || x.last || x.mode == untilClose || x.Rejected() != nil || x.body.stopped.Load() || x.conn.server.limit.endsIdle()
	if !x.body.over.Load() && !x.closes && !x.fullDuplex {
		x.body.drain()
		x.closes = !x.body.over.Load()
	}
	switch {
	case x.closes && x.minor > 0:
		x.tail = append(x.tail, Field{"Connection", "close"})
	case !x.closes && x.minor == 0:
		x.tail = append(x.tail, Field{"Connection", "keep-alive"})
	}
	for _, f := range x.tail {
		head = appendField(head, f.Name, f.Value)
	}
	x.endHead(head)
}

func (x *Exchange) endHead(head []byte) {
	x.out.buffer = append(head, "\r\n"...)
	x.out.mark(headPiece)
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
			x.put(p)
			x.out.buffer = append(x.out.buffer, "\r\n"...)
			x.out.mark(framingPiece)
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
	if len(x.out.buffer)+len(p) > maxOutput {
		x.send(x.out)
	}
	if len(p) > maxOutput {
		x.sendDirectly(p)
		return
	}
	x.out.buffer = append(x.out.buffer, p...)
	x.out.mark(contentPiece)
}

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

// hasTrailers reports whether the header has fields that go behind the content.
func (x *Exchange) hasTrailers() bool {
	for name := range x.header {
		if strings.HasPrefix(name, http.TrailerPrefix) {
			return true
		}
	}
	return false
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
		x.frame(true)
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
	x.send(x.out)
	if failed == nil {
		failed = x.failed
	}
	x.failed = failed
	whole := x.mode != fixed || x.written == x.length
	x.closes = x.closes || !whole
	if x.mode != untilClose && whole && (failed == nil || failed == ErrField && x.headSent) {
		x.endRecording(time.Now(), true)
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

// second is a moment in the form of Date.
type second struct {
	unix int64
	text string
}

var now atomic.Pointer[second]

// date is a time as Date has it (RFC 9110, section 6.6.1).
func date(at time.Time) string {
	if s := now.Load(); s != nil && s.unix == at.Unix() {
		return s.text
	}
	s := &second{at.Unix(), at.UTC().Format(http.TimeFormat)}
	now.Store(s)
	return s.text
}
