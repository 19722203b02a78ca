package record

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// Content that was announced is kept once, for however many exchanges, as long as it is what was sent.
func TestAnnouncedContentIsKeptOnce(t *testing.T) {
	content := []byte("0123456789")
	for name, c := range map[string]struct {
		sent  []string
		kept  string
		bytes int64 // counted of two such exchanges
	}{
		"whole":            {[]string{"0123456789"}, "0123456789", 10},
		"in pieces":        {[]string{"01", "", "23456789"}, "0123456789", 10},
		"as far as it got": {[]string{"012"}, "012", 10},
		"none of it":       {nil, "", 10},
		"other":            {[]string{"abc"}, "abc", 16},
		"other at the end": {[]string{"0123", "4x"}, "01234x", 16},
		"more":             {[]string{"0123456789", "a"}, "0123456789a", 32},
	} {
		t.Run(name, func(t *testing.T) {
			s := NewStore(DefaultLimits())
			for range 2 {
				x := begin(s, "s1", "/")
				x.Answered(Answer{Content: content})
				for _, p := range c.sent {
					x.ResponseContent(slices.Clone([]byte(p)))
				}
				if got, sizes, _ := s.Body(x.ID(), protocol.BodyOfResponse, 0, 100); string(got) != c.kept || sizes.Bytes != int64(len(c.kept)) {
					t.Errorf("%q is kept, %+v", got, sizes)
				}
			}
			if s.bodies != c.bytes {
				t.Errorf("%d bytes are counted, not %d", s.bodies, c.bytes)
			}
			if string(content) != "0123456789" {
				t.Errorf("it is %q now", content)
			}
			if s.Clear(""); s.bodies != 0 || len(s.sharing) != 0 {
				t.Errorf("%d bytes are left, %d shared contents", s.bodies, len(s.sharing))
			}
		})
	}
}

// Whatever is announced and sent, within the bounds: what is kept was sent, and nothing is left in the end.
func TestSharedContentIsBounded(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		s := NewStore(Limits{Exchanges: 6, Body: 16, Bodies: 40, Heads: 1 << 20})
		contents := [][]byte{[]byte("a"), []byte("aaaaaaaaaaaaaaa"), []byte("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), []byte("bbbbbb")}
		for range 60 {
			x, sent := begin(s, "s1", "/"), []byte{}
			x.Answered(Answer{Content: contents[random.IntN(len(contents))]})
			for range random.IntN(3) {
				p := contents[random.IntN(len(contents))]
				x.ResponseContent(p)
				sent = append(sent, p...)
			}
			if body, _, _ := s.Body(x.ID(), protocol.BodyOfResponse, 0, 100); !slices.Equal(body, sent[:min(len(sent), 16)]) {
				t.Errorf("seed %d: %q of %q", seed, body, sent)
			}
			if s.bodies > 40 {
				t.Errorf("seed %d: %d bytes are counted", seed, s.bodies)
			}
		}
		if s.Clear(""); s.bodies != 0 || len(s.sharing) != 0 || s.byChange.newest != nil || s.completed.newest != nil {
			t.Errorf("seed %d: %d bytes are left, %d shared contents", seed, s.bodies, len(s.sharing))
		}
	}
}

// What was kept of a file that is too large to be announced is kept once for all that were sent it.
func TestTheContentOfASourceIsKeptOnce(t *testing.T) {
	source := func(tag string) *Source { return &Source{Path: "large.bin", Tag: tag} }
	for name, c := range map[string]struct {
		tag, sent string
		kept      string
		shared    bool
	}{
		"the same":         {"1", "0123456789abcdef and more", "0123456789abcdef", true},
		"another version":  {"2", "0123456789abcdef and more", "0123456789abcdef", false},
		"other content":    {"1", "0123456789 is not", "0123456789 is no", false},
		"as far as it got": {"1", "0123", "0123", true},
	} {
		t.Run(name, func(t *testing.T) {
			s := NewStore(Limits{Exchanges: 9, Body: 16, Bodies: 100, Heads: 1 << 20})
			first := begin(s, "s1", "/")
			first.Answered(Answer{Source: source("1"), SendsSource: true})
			first.ResponseContent([]byte("0123456789"))
			first.ResponseContent([]byte("abcdef and more"))
			first.End(start, true)
			alone := s.bodies

			x := begin(s, "s1", "/")
			x.Answered(Answer{Source: source(c.tag), SendsSource: true})
			x.ResponseContent([]byte(c.sent))
			x.End(start, true)
			for id, want := range map[string]string{first.ID(): "0123456789abcdef", x.ID(): c.kept} {
				if got, _, _ := s.Body(id, protocol.BodyOfResponse, 0, 100); string(got) != want {
					t.Errorf("%s: %q is kept", id, got)
				}
			}
			if (s.bodies == alone) != c.shared {
				t.Errorf("%d bytes are counted, %d before", s.bodies, alone)
			}
			if c.shared {
				first, x = begin(s, "s1", "/"), begin(s, "s1", "/")
				for _, x := range []*Exchange{first, x} { // at the same time
					x.Answered(Answer{Source: source("3"), SendsSource: true})
				}
				for _, x := range []*Exchange{first, x} {
					x.ResponseContent([]byte(c.sent))
					x.End(start, true)
				}
				if got, _, _ := s.Body(x.ID(), protocol.BodyOfResponse, 0, 100); string(got) != c.kept || s.bodies > 2*alone {
					t.Errorf("at the same time: %q is kept, %d bytes are counted", got, s.bodies)
				}
			}
			if s.Clear(""); s.bodies != 0 || len(s.sharing) != 0 || len(s.versions) != 0 {
				t.Errorf("%d bytes are left, %d shared contents, %d versions", s.bodies, len(s.sharing), len(s.versions))
			}
		})
	}
}

// What a script printed and what was sent of it are kept once, where they are the same.
func TestAScriptsOutputAndItsResponseAreKeptOnce(t *testing.T) {
	const header = "Content-Type: text/plain\n\n"
	long := strings.Repeat("x", 40)
	for name, c := range map[string]struct {
		printed, sent string
		header        int
		bytes         int // counted of both
	}{
		"the same":              {header + "hello", "hello", len(header), len(header) + 5},
		"longer than is kept":   {header + long, long, len(header), len(header) + 32},
		"something put in":      {header + "hello", "hello!", len(header), len(header) + 5 + 6},
		"less than was printed": {header + "hello", "hel", len(header), len(header) + 5},
		"nothing":               {header, "", len(header), len(header)},
		"no header":             {"hello", "hello", 0, 5},
	} {
		t.Run(name, func(t *testing.T) {
			s := NewStore(Limits{Exchanges: 10, Body: 32, Header: int64(len(header)), Bodies: 1000, Heads: 1 << 20})
			x := begin(s, "s1", "/")
			x.ScriptStarted()
			x.Printed(0, []byte(c.printed))
			x.ResponseContent([]byte(c.sent))
			x.End(time.Now(), true)
			at := int64(c.header)
			x.SetScript(0, protocol.ScriptRun{HeaderBytes: &at})
			x.ScriptEnded()
			for what, want := range map[protocol.BodyOf]string{protocol.BodyOfResponse: c.sent[:min(len(c.sent), 32)], protocol.BodyOfOutput: c.printed[:min(len(c.printed), 32)]} {
				if got, _, _ := s.Body(x.ID(), what, 0, 100); string(got) != want {
					t.Errorf("%v: %q, not %q", what, got, want)
				}
			}
			room := len(x.script.output.all()) + len(x.response.body)
			if x.response.known != nil {
				room = len(x.script.output.all())
			}
			if x.response.known != nil && x.bodies() != int64(cap(x.script.output.body)) {
				t.Errorf("%d bytes would be pinned", x.bodies())
			}
			if room != c.bytes {
				t.Errorf("%d bytes are kept, not %d", room, c.bytes)
			}
			if s.Clear(""); s.bodies != 0 || len(s.sharing) != 0 {
				t.Errorf("%d bytes are left, %d shared contents", s.bodies, len(s.sharing))
			}
		})
	}
}
