package http1

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/net/http/httpguts"

	"vitrina/server/internal/reason"
)

// validHeader reports whether the fields of the header can be sent. AddField has seen the others.
func (x *Exchange) validHeader() bool {
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
	phrase := x.reason
	if phrase == "" || status < 200 && status != http.StatusSwitchingProtocols {
		phrase = reason.Phrase(status)
	}
	if phrase == "" {
		phrase = "status code " + strconv.Itoa(status)
	}
	head = append(head, "HTTP/1."...)
	head = append(head, '0'+min(x.minor, 1), ' ')
	head = strconv.AppendInt(head, int64(status), 10)
	head = append(head, ' ')
	head = append(head, phrase...)
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
	if x.minor == 0 || !x.validHeader() { // HTTP/1.0 knows none (RFC 9110, section 15.2)
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
	if len(x.header) == 0 {
		return nil
	}
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
	return x.indexOf(name) >= 0
}

// writeHead writes the head but for its framing, which is known only later.
func (x *Exchange) writeHead() {
	x.out = newOutput()
	head := x.statusLine(x.out.buffer, x.status)
	for _, f := range x.fields {
		if x.sends(f.Name, f.Value) {
			head = appendField(head, f.Name, f.Value)
		}
	}
	if x.ready != nil {
		head = append(head, x.ready.lines...)
		x.length, x.tail = x.ready.length, x.ready.tail
	}
	head = x.appendHeader(head)
	if !x.given("Server") {
		if values := x.header["Server"]; len(values) > 0 {
			head = appendField(head, "Server", values[0])
		} else if x.conn.server.Product != "" {
			head = appendField(head, "Server", x.conn.server.Product)
		}
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

// appendHeader writes the fields of the header, but for those that come later.
func (x *Exchange) appendHeader(head []byte) []byte {
	for _, name := range x.sorted() {
		values := x.header[name]
		switch name {
		case "Server", "Date":
			continue
		case "Content-Length":
			if len(values) > 0 && x.length < 0 && x.sends(name, values[0]) {
				x.tail = append(x.tail, Field{name, values[0]})
			}
			continue
		}
		for _, value := range values {
			if x.sends(name, value) {
				head = appendField(head, spelled(name), value)
			}
		}
	}
	return head
}

// spellings are the names of fields whose registered spelling (RFC 9110, section 18.4) is not the
// canonical one of net/http, which a Header has.
var spellings = map[string]string{
	"Dnt": "DNT", "Etag": "ETag", "Nel": "NEL", "Sec-Websocket-Accept": "Sec-WebSocket-Accept", "Sec-Websocket-Extensions": "Sec-WebSocket-Extensions",
	"Sec-Websocket-Protocol": "Sec-WebSocket-Protocol", "Sourcemap": "SourceMap", "Www-Authenticate": "WWW-Authenticate",
	"X-Ua-Compatible": "X-UA-Compatible", "X-Xss-Protection": "X-XSS-Protection",
}

// spelled is a field's name as its specification writes it. Names are the same in any letter case
// (RFC 9110, section 5.1), and tools show them as they come.
func spelled(name string) string {
	if known, ok := spellings[name]; ok {
		return known
	}
	return name
}

// sends reports whether a field goes out where it stands. Those about the connection are the
// server's to decide, and no length is announced that is none.
func (x *Exchange) sends(name, value string) bool {
	switch len(name) {
	case len("Connection"), len("Content-Length"), len("Transfer-Encoding"), len("Content-Type"):
	default:
		return true
	}
	switch http.CanonicalHeaderKey(name) {
	case "Connection":
		x.closes = x.closes || httpguts.HeaderValuesContainsToken([]string{value}, "close")
		return x.status == http.StatusSwitchingProtocols
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

// hasTrailers reports whether the header has fields that go behind the content.
func (x *Exchange) hasTrailers() bool {
	for name := range x.header {
		if strings.HasPrefix(name, http.TrailerPrefix) {
			return true
		}
	}
	return false
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
