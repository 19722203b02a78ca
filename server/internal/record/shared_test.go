package record

import (
	"math/rand/v2"
	"slices"
	"testing"

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
			if s.Clear(""); s.bodies != 0 || len(s.sharers) != 0 {
				t.Errorf("%d bytes are left, %d shared contents", s.bodies, len(s.sharers))
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
		if s.Clear(""); s.bodies != 0 || len(s.sharers) != 0 || s.byChange.newest != nil || s.completed.newest != nil {
			t.Errorf("seed %d: %d bytes are left, %d shared contents", seed, s.bodies, len(s.sharers))
		}
	}
}
