package har

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"vitrina/server/internal/protocol"
)

// Exchange is what an entry is made of.
type Exchange struct {
	protocol.Exchange
	// Origin is the site's own address, for requests that do not say it.
	Origin string
	// RequestBody and ResponseBody are as much as is kept.
	RequestBody, ResponseBody []byte
}

// EntryOf writes an exchange as an entry.
func EntryOf(x Exchange) Entry {
	e := Entry{
		StartedDateTime: x.Time.Format(time.RFC3339Nano),
		Request:         requestOf(x),
		Response:        responseOf(x),
		Timings:         timingsOf(x.Timing),
		Comment:         commentOf(x.Notes),
		Note:            x.Note,
		Vitrina:         ownOf(x.Exchange),
	}
	e.Time = e.Timings.Send + e.Timings.Wait + e.Timings.Receive
	return e
}

func requestOf(x Exchange) request {
	fields := fieldsOf(x.Request.Headers)
	r := request{
		Method: x.Method, URL: addressOf(x), HTTPVersion: version(x.Request.Head, -1),
		Cookies: cookiesOf((&http.Request{Header: httpHeader(fields)}).Cookies()),
		Headers: fields, QueryString: pairsOf(x.Target), HeadersSize: headSize(x.Request, x.Notes), BodySize: x.Request.Body.Bytes,
	}
	if len(x.RequestBody) > 0 {
		mimeType := valueOf(fields, "content-type")
		r.PostData = &postData{MIMEType: mimeType, Params: []pair{}, Comment: missing(x.Request.Body)}
		r.PostData.Text, r.PostData.Encoding = textOf(x.RequestBody)
	}
	return r
}

func responseOf(x Exchange) response {
	fields := fieldsOf(x.Response.Headers)
	r := response{
		Status: x.Status, StatusText: reason(x.Response.Head), HTTPVersion: version(x.Response.Head, 0),
		Cookies: cookiesOf((&http.Response{Header: httpHeader(fields)}).Cookies()),
		Headers: fields, RedirectURL: valueOf(fields, "location"),
		HeadersSize: headSize(x.Response, x.Notes), BodySize: x.Response.Body.Bytes,
		Content: content{Size: x.Response.Body.Bytes, MIMEType: valueOf(fields, "content-type"), Comment: missing(x.Response.Body)},
	}
	body := x.ResponseBody
	if decoded, ok := Decoded(x.Response, body); ok {
		r.Content.Sent = base64.StdEncoding.EncodeToString(body)
		r.Content.Size, r.Content.Compression = int64(len(decoded)), int64(len(decoded)-len(body))
		body = decoded
	}
	r.Content.Text, r.Content.Encoding = textOf(body)
	return r
}

// addressOf is the whole address that was asked for (RFC 9112, section 3.3).
func addressOf(x Exchange) string {
	target := x.Target
	if strings.Contains(target, "://") && !strings.HasPrefix(target, "/") {
		return target
	}
	origin := strings.TrimSuffix(x.Origin, "/")
	scheme, _, parted := strings.Cut(origin, "://")
	if !parted {
		scheme = "http"
	}
	for _, field := range x.Request.Headers {
		if strings.EqualFold(field.Name, "Host") && field.Value != "" {
			origin = scheme + "://" + field.Value
		}
	}
	if !strings.HasPrefix(target, "/") { // OPTIONS *
		target = "/" + target
	}
	return origin + target
}

// httpHeader is fields as net/http has them, for its reading of cookies.
func httpHeader(fields []pair) http.Header {
	header := http.Header{}
	for _, field := range fields {
		header.Add(field.Name, field.Value)
	}
	return header
}

func cookiesOf(read []*http.Cookie) []cookie {
	all := []cookie{}
	for _, c := range read {
		one := cookie{Name: c.Name, Value: c.Value, Path: c.Path, Domain: c.Domain, HTTPOnly: c.HttpOnly, Secure: c.Secure}
		if !c.Expires.IsZero() {
			one.Expires = c.Expires.Format(time.RFC3339)
		}
		all = append(all, one)
	}
	return all
}

func fieldsOf(headers []protocol.Header) []pair {
	fields := []pair{}
	for _, h := range headers {
		fields = append(fields, pair{Name: h.Name, Value: h.Value})
	}
	return fields
}

func valueOf(fields []pair, name string) string {
	for _, field := range fields {
		if strings.EqualFold(field.Name, name) {
			return field.Value
		}
	}
	return ""
}

// pairsOf are the parameters of a target's query.
func pairsOf(target string) []pair {
	all := []pair{}
	_, query, _ := strings.Cut(target, "?")
	for parameter := range strings.SplitSeq(query, "&") {
		if parameter != "" {
			name, value, _ := strings.Cut(parameter, "=")
			all = append(all, pair{Name: unescaped(name), Value: unescaped(value)})
		}
	}
	return all
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil && utf8.ValidString(plain) {
		return plain
	}
	return text
}

// version is a word of a head's first line, that which names the version; HTTP/1.1 where there is none.
func version(head string, at int) string {
	words := strings.Fields(firstLine(head))
	if at < 0 {
		at = len(words) - 1
	}
	if at >= 0 && at < len(words) && strings.HasPrefix(words[at], "HTTP/") {
		return words[at]
	}
	return "HTTP/1.1"
}

// reason is the reason phrase of a status line (RFC 9112, section 4).
func reason(head string) string {
	words := strings.SplitN(firstLine(head), " ", 3)
	if len(words) < 3 {
		return ""
	}
	return words[2]
}

func firstLine(head string) string {
	line, _, _ := strings.Cut(head, "\n")
	return strings.TrimSuffix(line, "\r")
}

func headSize(m protocol.Message, notes []protocol.Note) int {
	if Rebuilt(notes) {
		return -1
	}
	if m.HeadBase64 != "" {
		return base64.StdEncoding.DecodedLen(len(m.HeadBase64)) - strings.Count(m.HeadBase64, "=")
	}
	return len(m.Head)
}

// textOf is content as JSON can have it.
func textOf(body []byte) (text, encoding string) {
	if utf8.Valid(body) {
		return string(body), ""
	}
	return base64.StdEncoding.EncodeToString(body), "base64"
}

// Decoded is the whole content of a message without its coding; false where it has none, or one that
// cannot be undone.
func Decoded(m protocol.Message, body []byte) (decoded []byte, ok bool) {
	if m.Decoded || m.Body.Kept != m.Body.Bytes {
		return nil, false
	}
	return decode(body, valueOf(fieldsOf(m.Headers), "content-encoding"))
}

// mostDecoded bounds content that was sent compressed.
const mostDecoded = 16 << 20

// decode takes a coding off content (RFC 9110, section 8.4.1).
func decode(body []byte, coding string) (decoded []byte, ok bool) {
	var reader io.Reader
	var err error
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "gzip", "x-gzip":
		reader, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		reader, err = zlib.NewReader(bytes.NewReader(body))
	default:
		return nil, false
	}
	if err != nil {
		return nil, false
	}
	decoded, err = io.ReadAll(io.LimitReader(reader, mostDecoded+1))
	return decoded, err == nil && len(decoded) <= mostDecoded
}

func missing(body protocol.Body) string {
	if body.Kept == body.Bytes {
		return ""
	}
	return fmt.Sprintf("Vitrina kept the first %d of %d bytes.", body.Kept, body.Bytes)
}

// timingsOf parts the time: what the format knows of it follows without a gap.
func timingsOf(t protocol.Timing) timings {
	sent := max(t.RequestHeadMs, t.RequestEndMs)
	answered := max(sent, t.ResponseHeadMs)
	if t.ResponseHeadMs == 0 { // there was no answer
		answered = max(sent, t.EndMs)
	}
	return timings{Send: sent, Wait: answered - sent, Receive: max(answered, t.EndMs) - answered}
}

func commentOf(notes []protocol.Note) string {
	sentences := []string{}
	for _, note := range notes {
		sentences = append(sentences, note.Message)
	}
	return strings.Join(sentences, "\n")
}
