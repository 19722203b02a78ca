// Package replay makes requests that are sent again, as they were or changed, and says what keeps HTTP from
// sending them.
package replay

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/protocol"
)

// Request is a request that is to be sent, by HTTP/1.1.
type Request struct {
	Method, Target string
	// Fields are in the order and letter case in which they are sent.
	Fields []protocol.HeaderLine
	Body   []byte
}

// New is the request that a head and its content make, both as they came; without a head it is GET / with no
// fields.
func New(head string, headers []protocol.Header, body []byte) Request {
	r := Request{Method: "GET", Target: "/", Body: body}
	line, _, _ := strings.Cut(head, "\n")
	words := strings.Fields(line)
	if len(words) > 1 {
		r.Method, r.Target = words[0], words[1]
	}
	for _, each := range headers {
		r.Fields = append(r.Fields, protocol.HeaderLine{Name: each.Name, Value: each.Value})
	}
	return r
}

// Changed is the request with some of its parts replaced. body is the content in place of the former one, and
// nil where that stays.
func (r Request) Changed(changes protocol.RequestChanges, body *[]byte) Request {
	if changes.Method != "" {
		r.Method = changes.Method
	}
	if changes.Target != "" {
		r.Target = changes.Target
	}
	if changes.Headers != nil {
		r.Fields = changes.Headers
	}
	if body != nil {
		r.Body = *body
	}
	return r
}

// Bytes are the bytes to send. The content has a length and no chunks, so Transfer-Encoding is left out, and
// Content-Length says what is true, at the place where it stood (RFC 9112, section 6).
func (r Request) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString(r.Method + " " + r.Target + " HTTP/1.1\r\n")
	for _, each := range r.framed() {
		b.WriteString(each.Name + ": " + each.Value + "\r\n")
	}
	b.WriteString("\r\n")
	b.Write(r.Body)
	return b.Bytes()
}

// framed are the fields with those that say where the content ends.
func (r Request) framed() []protocol.HeaderLine {
	length := strconv.Itoa(len(r.Body))
	said := false
	fields := slices.DeleteFunc(slices.Clone(r.Fields), func(each protocol.HeaderLine) bool {
		isLength := strings.EqualFold(each.Name, "Content-Length")
		again := isLength && said
		said = said || isLength
		return again || strings.EqualFold(each.Name, "Transfer-Encoding") || strings.EqualFold(each.Name, "Trailer")
	})
	for i := range fields {
		if strings.EqualFold(fields[i].Name, "Content-Length") {
			fields[i].Value = length
		}
	}
	if !said && len(r.Body) > 0 {
		fields = append(fields, protocol.HeaderLine{Name: "Content-Length", Value: length})
	}
	return fields
}
