package record

import (
	"bytes"
	"slices"

	"vitrina/server/internal/protocol"
)

// Received is a request as it came in.
type Received struct {
	SiteID string
	// Head holds the bytes up to and with the empty line, or less where the request ended before.
	Head string
	// Body is the content, without chunk framing, as far as it is kept.
	Body []byte
	// Whole is true where all of the content, and of its chunk framing, is kept.
	Whole bool
	// Ended is false where the client left before the request was complete.
	Ended bool

	chunking chunking
}

// Received returns the request of a kept exchange; false if that is not kept.
func (s *Store) Received(id string) (Received, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.find(id)
	if x == nil {
		return Received{}, false
	}
	m := x.request
	r := Received{
		SiteID: x.siteID, Head: m.head, Body: slices.Clone(m.body), Ended: !m.ended.IsZero(),
		Whole: int64(len(m.body)) == m.bytes,
	}
	if m.chunking != nil {
		r.chunking = *m.chunking
	}
	r.chunking.chunks = slices.Clone(r.chunking.chunks)
	r.chunking.trailer = slices.Clone(r.chunking.trailer)
	var told int64
	for _, each := range r.chunking.chunks {
		told += each.size
	}
	if len(r.chunking.chunks) > 0 && told < m.bytes { // the lines of the others are not kept
		r.Whole = false
	}
	return r, true
}

// Fields are the head's fields, in their order and letter case.
func (r Received) Fields() []protocol.Header { return parseHead(r.Head) }

// Bytes are the bytes that crossed the connection, chunk framing and all (RFC 9112, section 7.1). They
// are those only where the request is Whole.
func (r Received) Bytes() []byte {
	if len(r.chunking.chunks) == 0 {
		return slices.Concat([]byte(r.Head), r.Body)
	}
	var all bytes.Buffer
	all.WriteString(r.Head)
	content := r.Body
	for _, each := range r.chunking.chunks {
		all.Write(each.line)
		all.WriteString("\r\n")
		if each.size == 0 { // the last one
			all.Write(r.chunking.trailer)
			break
		}
		piece := content[:min(each.size, int64(len(content)))]
		content = content[len(piece):]
		all.Write(piece)
		if int64(len(piece)) < each.size { // it was cut short
			return all.Bytes()
		}
		all.WriteString("\r\n")
	}
	if r.Ended {
		all.WriteString("\r\n")
	}
	return all.Bytes()
}

// SetReplay enters that the exchange sends another one again, or (of "") one composed by hand.
func (x *Exchange) SetReplay(of string) {
	x.update(func() { x.replay = &of })
}
