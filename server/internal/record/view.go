package record

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vitrina/server/internal/protocol"
)

func (x *Exchange) summary() protocol.ExchangeSummary {
	s := protocol.ExchangeSummary{
		ID: x.ID(), SiteID: x.siteID, Time: x.begun, Method: x.method, Target: x.targetText(),
		Status: x.response.status, Kind: x.kind, Bytes: x.response.bytes,
		Notes: slices.Clone(x.notes), Complete: !x.response.ended.IsZero(), Pinned: x.pinned, Note: x.note,
	}
	if s.Notes == nil {
		s.Notes = []protocol.Note{}
	}
	if x.kind == protocol.KindError && s.Status >= 300 && s.Status < 400 {
		s.Kind = protocol.KindRedirect
	}
	s.Override = x.override
	if x.replay != nil {
		s.Replay = &protocol.Replay{Of: *x.replay}
	}
	if s.Complete {
		s.DurationMs = x.since(x.response.ended)
	}
	s.ContentType = x.response.contentType
	return s
}

// targetText is the target, read as the head that it stands in.
func (x *Exchange) targetText() string {
	if utf8.ValidString(x.request.head) && utf8.ValidString(x.target) {
		return x.target
	}
	return latin1(x.target)
}

func (x *Exchange) exchange() protocol.Exchange {
	responseHeaders := parseHead(x.response.head)
	lines := map[string]int{}
	for i, header := range responseHeaders {
		origin := x.otherOrigin
		if origins := x.originsOf(header.Name); len(origins) > 0 {
			origin = origins[min(lines[header.Name], len(origins)-1)]
		}
		lines[header.Name]++
		h := &responseHeaders[i]
		h.SetBy, h.Where, h.Setting, h.Key = origin.SetBy, origin.Where, origin.Setting, origin.Key
	}
	request := wire(x.request.head, parseHead(x.request.head), x.request.sizes())
	request.Chunked, request.Decoded = x.chunked(&x.request, ""), x.request.decoded
	response := wire(x.response.head, responseHeaders, x.response.sizes())
	response.Chunked, response.Decoded = x.chunked(&x.response.message, x.otherOrigin.SetBy), x.response.decoded
	return protocol.Exchange{
		ExchangeSummary: x.summary(),
		Request:         request,
		Response:        response,
		Timing:          x.timing(),
		Interim:         x.interimMessages(),
		File:            x.file, Script: x.ran(), Observed: x.observed, Inserted: x.inserted,
	}
}

func wire(head string, headers []protocol.Header, body protocol.Body) protocol.Message {
	m := protocol.Message{Head: Text(head), Headers: headers, Body: body}
	if !utf8.ValidString(head) {
		m.HeadBase64 = base64Of([]byte(head))
	}
	return m
}

// navigation reports whether the request was for a document. One without Sec-Fetch-Dest
// counts as such.
func (x *Exchange) navigation() bool {
	for _, header := range parseHead(x.request.head) {
		if strings.EqualFold(header.Name, "Sec-Fetch-Dest") {
			return header.Value == "document" || header.Value == "iframe" || header.Value == "frame"
		}
	}
	return true
}
