package record

import (
	"encoding/base64"
	"math"
	"slices"
	"strings"
	"time"

	"vitrina/server/internal/protocol"
)

// Restore adds an exchange that was recorded at another time, as the newest, with as much of its
// contents as was kept then. Its id, its verdict and the sentences of its notes count for nothing.
func (s *Store) Restore(siteID string, was protocol.Exchange, request, response []byte) string {
	at := func(ms float64) time.Time {
		if ms <= 0 {
			return time.Time{}
		}
		return was.Time.Add(time.Duration(math.Round(ms * float64(time.Millisecond)))) // as exact as it was told
	}
	x := s.Begin(siteID, was.Method, was.Target, headOf(was.Request.Head, was.Request.HeadBase64), was.Time, at(was.Timing.RequestHeadMs))
	x.RequestContent(request)
	x.ResponseContent(response)
	s.mu.Lock()
	defer s.mu.Unlock()
	x.kind, x.file, x.inserted, x.observed, x.note = was.Kind, was.File, was.Inserted, was.Observed, was.Note
	x.notes = slices.Clone(was.Notes)
	x.override = was.Override
	if was.Replay != nil {
		of := was.Replay.Of
		x.replay = &of
	}
	x.request.restore(was.Request, at)
	x.request.ended = at(max(was.Timing.RequestEndMs, was.Timing.RequestHeadMs))
	x.response.restore(was.Response, at)
	x.response.head, x.response.headSent = headOf(was.Response.Head, was.Response.HeadBase64), at(was.Timing.ResponseHeadMs)
	x.response.contentType = contentTypeOf(x.response.head)
	if x.response.status = min(max(was.Status, 0), 999); len(x.response.head) == 0 {
		x.response.status = 0
	}
	for _, each := range was.Interim[:min(len(was.Interim), maxInterim)] {
		x.response.interim.first = append(x.response.interim.first, interim{headOf(each.Head, each.HeadBase64), at(each.AtMs)})
	}
	if in := x.inserted; in != nil && (in.Offset < 0 || in.Bytes < 0 || in.Offset > x.response.bytes || in.Bytes > x.response.bytes-in.Offset) {
		x.inserted = nil
	}
	x.otherOrigin = Origin{}
	for _, h := range was.Response.Headers {
		if h.SetBy != "" {
			x.addOrigins(h.Name, []Origin{{SetBy: h.SetBy, Where: h.Where, Setting: h.Setting, Key: h.Key}})
		}
	}
	if was.Script != nil {
		of := x.ofScript()
		of.run, of.output.bytes = was.Script, max(was.Script.Printed.Bytes, 0)
		of.times = ScriptTimes{
			Started: at(was.Timing.ScriptStartedMs), Exited: at(was.Timing.ScriptExitMs),
			FirstOutput: at(was.Timing.FirstOutputMs), OutputEnd: at(was.Timing.OutputEndMs),
		}
	}
	if x.response.ended = at(was.Timing.EndMs); x.response.ended.IsZero() {
		x.response.ended = was.Time // it is over, whenever that was
	}
	if x.response.ended.IsZero() {
		x.response.ended = time.Unix(0, 0)
	}
	x.response.complete = true
	if was.Pinned && s.canPin(x) {
		x.pinned = true
	}
	s.charge(x)
	x.complete()
	s.changed(x)
	return x.ID()
}

// restore takes what a message was beside its head and content.
func (m *message) restore(was protocol.Message, at func(float64) time.Time) {
	m.bytes = max(m.bytes, was.Body.Bytes)
	m.decoded = was.Decoded
	if was.Chunked == nil {
		return
	}
	for _, each := range was.Chunked.Chunks {
		m.inChunks().add([]byte(each.Line), at(each.AtMs))
	}
	m.inChunks().count = max(was.Chunked.Count, m.inChunks().count)
	for line := range strings.Lines(was.Chunked.Trailer) {
		m.inChunks().addTrailer([]byte(strings.TrimRight(line, "\r\n")))
	}
}

// headOf are the bytes of a head, as a message has them.
func headOf(text, inBase64 string) string {
	if inBase64 != "" {
		if head, err := base64.StdEncoding.DecodeString(inBase64); err == nil {
			return string(head)
		}
	}
	return text
}
