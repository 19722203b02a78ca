package record

import (
	"testing"

	"vitrina/server/internal/protocol"
)

// A list may be asked for often; what it says of an exchange is made once for each state of it.
func TestAnExchangeIsJudgedOnceForEachState(t *testing.T) {
	s := NewStore(DefaultLimits())
	x := begin(s, "s1", "/")
	asked := 0
	gist := func() *protocol.Gist {
		return s.Gist(x.ID(), func() *protocol.Gist {
			asked++
			return &protocol.Gist{Destination: "document"}
		})
	}
	for _, step := range []struct {
		name   string
		change func()
		want   int
	}{
		{"first", func() {}, 1},
		{"again", func() {}, 1},
		{"it ends", func() { finish(x, "HTTP/1.1 200 OK\r\n\r\n", "") }, 2},
		{"another changes", func() { begin(s, "s1", "/x") }, 2},
		{"a browser tells", func() { s.Observe("s1", "/", start, protocol.Observed{ContentType: "text/html"}) }, 3},
	} {
		step.change()
		if made := gist(); made == nil || made.Destination != "document" || asked != step.want {
			t.Errorf("%s: %+v, asked %d times, want %d", step.name, made, asked, step.want)
		}
	}
	if s.Gist("9", func() *protocol.Gist { return &protocol.Gist{} }) != nil {
		t.Error("an exchange that is not kept has a gist")
	}
}
