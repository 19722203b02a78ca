package record

import (
	"strings"

	"vitrina/server/internal/protocol"
)

// Sent is a response as far as it was sent.
type Sent struct {
	// Kind is what answered. Vitrina's error page has none that could be wrong; the site's own
	// page for what is missing comes from a file.
	Kind     protocol.Kind
	FromFile bool
	// File is its path below the root.
	File            string
	Method          string
	Status          int
	RequestHeaders  []protocol.Header
	ResponseHeaders []protocol.Header
	// TypeBy is who set Content-Type.
	TypeBy protocol.SetBy
	// Content is the start of the content. It is the store's own: read it, and keep none of it.
	Content []byte
	// Whole is true where Content is all that was sent.
	Whole bool
}

// Sent is the response until now. Content that the store had no room for is missing.
func (x *Exchange) Sent() Sent {
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	s := Sent{
		Kind: x.kind, FromFile: x.file != nil, Method: x.method, Status: x.response.status,
		RequestHeaders: parseHead(x.request.head), ResponseHeaders: parseHead(x.response.head),
		TypeBy:  x.otherOrigin.SetBy,
		Content: x.response.body, Whole: int64(len(x.response.body)) == x.response.bytes,
	}
	if x.file != nil {
		s.File = x.file.Path
	}
	for _, header := range s.ResponseHeaders {
		if strings.EqualFold(header.Name, "Content-Type") {
			if origins := x.originsOf(header.Name); len(origins) > 0 {
				s.TypeBy = origins[0].SetBy
			}
		}
	}
	return s
}
