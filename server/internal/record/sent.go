package record

import (
	"net/http"
	"slices"
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
	Target          string
	Status          int
	RequestHeaders  []protocol.Header
	ResponseHeaders []protocol.Header
	// TypeBy is who set Content-Type.
	TypeBy protocol.SetBy
	// Content is the start of the content. It is the store's own: read it, and keep none of it.
	Content []byte
	// Inserted is what live reload put into it; nil where that is nothing.
	Inserted *protocol.Insertion
	// Bytes is the length of the content.
	Bytes int64
	// Decoded is as in protocol.Message.
	Decoded bool
	// Whole is true where Content is all that was sent.
	Whole bool
	// Observed is what a browser made of it, where one told.
	Observed *protocol.Observed
}

// Own is the start of the content, without what live reload put in.
func (s Sent) Own() []byte {
	if s.Inserted == nil {
		return s.Content
	}
	kept := int64(len(s.Content))
	return slices.Concat(s.Content[:min(kept, s.Inserted.Offset)], s.Content[min(kept, s.Inserted.Offset+s.Inserted.Bytes):])
}

// Sent is the response until now. Content that the store had no room for is missing.
func (x *Exchange) Sent() Sent {
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	return x.sent()
}

func (x *Exchange) sent() Sent {
	s := Sent{
		Kind: x.kind, FromFile: x.file != nil, Method: x.method, Target: x.target, Status: x.response.status,
		RequestHeaders: parseHead(x.request.head), ResponseHeaders: parseHead(x.response.head),
		TypeBy:  x.otherOrigin.SetBy,
		Content: x.response.body, Bytes: x.response.bytes, Decoded: x.response.decoded, Observed: x.observed, Inserted: x.inserted,
		Whole: int64(len(x.response.body)) == x.response.bytes,
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

// Sent is the response of a kept exchange until now; false if the exchange is not kept.
func (s *Store) Sent(id string) (Sent, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.find(id)
	if x == nil {
		return Sent{}, false
	}
	return x.sent(), true
}

// Earlier is the newest whole response for a target before another exchange of the same site: one
// that had content of its own to give, neither a part of it nor the word that it did not change.
// False if there is none.
func (s *Store) Earlier(id, target string) (Sent, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	later := s.find(id)
	if later == nil {
		return Sent{}, false
	}
	for _, x := range slices.Backward(s.kept) {
		if x.id >= later.id || x.siteID != later.siteID || x.target != target || x.method != http.MethodGet {
			continue
		}
		if status := x.response.status; status >= 200 && status != http.StatusNotModified && status != http.StatusPartialContent {
			return x.sent(), true
		}
	}
	return Sent{}, false
}
