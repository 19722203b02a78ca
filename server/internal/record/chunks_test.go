package record

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/protocol"
)

func TestChunksAndTrailersAreKept(t *testing.T) {
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/x")
	line := []byte("00a;x=y")
	r.RequestChunk(line, start.Add(time.Millisecond))
	copy(line, "not kept") // it was only lent
	r.RequestChunk([]byte("0;\xf1"), start.Add(2*time.Millisecond))
	r.RequestTrailer([]byte("X-A:  1"))
	r.RequestTrailer([]byte("x-a:"))
	r.RequestEnd(start.Add(3 * time.Millisecond))
	got, _ := s.Get(r.ID())
	want := &protocol.Chunked{
		Count:    1,
		Chunks:   []protocol.Chunk{{Line: "00a;x=y", Bytes: 10, AtMs: 1}, {Line: "0;ñ", Bytes: 0, AtMs: 2}},
		Trailer:  "X-A:  1\r\nx-a:\r\n",
		Trailers: []protocol.Header{{Name: "X-A", Value: "1"}, {Name: "x-a", Value: ""}},
	}
	if diff := cmp.Diff(want, got.Request.Chunked); diff != "" {
		t.Error(diff)
	}
	if got.Response.Chunked != nil || got.Timing.RequestEndMs != 3 {
		t.Errorf("%+v %+v", got.Response.Chunked, got.Timing)
	}
}

// Whatever is sent in chunks, what is kept of it is bounded, and counts as what heads take.
func TestChunksAreBounded(t *testing.T) {
	for name, c := range map[string]struct {
		line string
		kept int
	}{
		"many":       {"1", maxChunks},
		"long lines": {"1;" + strings.Repeat("x", 998), maxChunkLines / 1000},
	} {
		s := NewStore(DefaultLimits())
		r := begin(s, "s1", "/x")
		const many = 5000
		for range many {
			r.ResponseChunk([]byte(c.line), start)
		}
		got, _ := s.Get(r.ID())
		if n := len(got.Response.Chunked.Chunks); n != c.kept || got.Response.Chunked.Count != many {
			t.Errorf("%s: %d kept of %d", name, n, got.Response.Chunked.Count)
		}
		if s.heads < int64(c.kept*len(c.line)) {
			t.Errorf("%s: they count as %d bytes", name, s.heads)
		}
		if s.Clear(""); s.heads != 0 {
			t.Errorf("%s: %d bytes are left", name, s.heads)
		}
	}
}

func TestInterimResponsesAreKeptAndSaid(t *testing.T) {
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/x")
	r.ResponseHead([]byte("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nX: \xf1\r\n\r\n"), start.Add(time.Millisecond))
	for i := range maxInterim + 2 {
		r.ResponseHead(fmt.Appendf(nil, "HTTP/1.1 102 Processing\r\nX: %d\r\n\r\n", i), start)
	}
	finish(r, "HTTP/1.1 204 No Content\r\n\r\n", "")
	got, _ := s.Get(r.ID())
	first := got.Interim[0]
	if first.AtMs != 1 || first.HeadBase64 == "" || len(first.Headers) != 2 || first.Headers[1].Value != "ñ" || len(got.Interim) != maxInterim {
		t.Errorf("%d, the first is %+v", len(got.Interim), first)
	}
	if said := got.Notes[0].Args["head"]; said != "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nX: ñ" {
		t.Errorf("the note says %q", said)
	}
	last := got.Notes[len(got.Notes)-1]
	if last.Code != "moreInterimResponses" || last.Args["count"] != "3" || len(got.Notes) != maxInterim+1 {
		t.Errorf("%d notes, the last is %+v", len(got.Notes), last)
	}
	if got.Status != 204 {
		t.Errorf("status %d", got.Status)
	}
}

// Of scripts that hand a request on, the last one's times count, also where an earlier one
// exits later.
func TestTheLastScriptIsTimed(t *testing.T) {
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/x")
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	r.TimeScript(0, func(times *ScriptTimes) { times.Started, times.FirstOutput = at(1), at(2) })
	r.TimeScript(1, func(times *ScriptTimes) { times.Started = at(3) })
	r.TimeScript(0, func(times *ScriptTimes) { times.Exited = at(4) })
	got, _ := s.Get(r.ID())
	if want := (protocol.Timing{ScriptStartedMs: 3}); got.Timing != want {
		t.Errorf("%+v", got.Timing)
	}
}

// What chunks take is counted as they come, as it is when it is counted anew.
func TestChunksAreChargedAsTheyCome(t *testing.T) {
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/x")
	for i := range maxChunks + 10 {
		r.RequestChunk(fmt.Appendf(nil, "%x;a=b", i+1), start)
		r.ResponseChunk(fmt.Appendf(nil, "%x", i+1), start)
	}
	r.RequestTrailer([]byte("A: b"))
	r.ResponseTrailer([]byte("C: d"))
	if r.charged != r.size() || s.heads != r.size() {
		t.Errorf("%d are charged, %d counted, %d taken", r.charged, s.heads, r.size())
	}
}
