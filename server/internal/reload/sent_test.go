package reload

import (
	"strconv"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// What nobody is known to have asked for stays a stray until a page says that it did.
func TestStrays(t *testing.T) {
	t.Parallel()
	begun := time.Now()
	for name, c := range map[string]struct {
		response Response
		strays   bool
	}{
		"a worker without a Referer":        {Response{Destination: "empty", SameOrigin: true}, true},
		"a page at an address it pushed":    {Response{Destination: "style", SameOrigin: true, Referer: "/pushed"}, true},
		"a page that is known":              {Response{Destination: "style", SameOrigin: true, Referer: "/"}, false},
		"a page itself":                     {Response{Destination: "document", SameOrigin: true}, false},
		"a page in a frame":                 {Response{Destination: "frame", SameOrigin: true}, false},
		"a program":                         {Response{}, false},
		"another site":                      {Response{Destination: "empty"}, false},
		"a page that follows by its script": {Response{Destination: "object", SameOrigin: true, Follows: true}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var h history
			h.add(Response{Target: "/", Destination: "document"}, begun)
			c.response.Target, c.response.State = "/d.txt", NewState(Part{Path: "d.txt", Tag: "1"})
			at := begun.Add(time.Second)
			h.add(c.response, at)
			if got := h.straysBetween(begun, at); (len(got) == 1) != c.strays {
				t.Fatalf("%+v", got)
			}
			if got := h.straysBetween(at.Add(1), at.Add(2)); len(got) > 0 {
				t.Errorf("later: %+v", got)
			}
			h.claim("/d.txt", at.Add(1), at.Add(2))
			if got := h.straysBetween(begun, at); (len(got) == 1) != c.strays {
				t.Errorf("another fetch was claimed: %+v", got)
			}
			h.claim("/d.txt", at.Add(-fetchGrain), at.Add(fetchGrain))
			if got := h.straysBetween(begun, at); len(got) > 0 {
				t.Errorf("it was claimed: %+v", got)
			}
		})
	}
}

// A page claims one fetch, and what another page fetched of the same stays.
func TestTwoStraysOfOneTarget(t *testing.T) {
	t.Parallel()
	var h history
	now := time.Now()
	for range 2 {
		h.add(Response{Target: "/d.txt", Destination: "empty", SameOrigin: true}, now)
	}
	h.claim("/d.txt", now, now)
	if got := h.straysBetween(now, now); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestStraysAreForgottenWithTheirTargets(t *testing.T) {
	t.Parallel()
	var h history
	now := time.Now()
	for i := range maxTargets + 10 {
		h.add(Response{Target: "/" + strconv.Itoa(i), Destination: "empty", SameOrigin: true}, now)
	}
	if got := h.straysBetween(now, now); len(got) != maxTargets {
		t.Errorf("%d", len(got))
	}
}

// A worker without a Referer cannot be told from another page's: the page is loaded again that was open.
func TestWhatAWorkerAskedForIsNotToldAsUnused(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	before := s.open("page=/&state=" + s.index())
	s.write("d.txt", "1")
	s.hub.Served(Response{Target: "/d.txt", Method: "GET", Destination: "empty", SameOrigin: true, State: s.stateOf("/d.txt")})
	after := s.open("page=/&state=" + s.serve("/", "document", ""))
	s.save("d.txt", "2") // at once: a page might still say that it was the one
	before.expect(serverMessage{Type: "reload", Paths: []string{"d.txt"}})
	if sent := s.toldOf("d.txt"); sent.Kind != protocol.ReloadPage || sent.Reason.Key != "reload.used" {
		t.Errorf("told %+v", sent)
	}
	s.save("index.html", "2") // the first thing that the other hears of
	after.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
}
