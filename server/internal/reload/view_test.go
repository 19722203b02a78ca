package reload

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

func TestALiveViewTellsWhereItIs(t *testing.T) {
	t.Parallel()
	observed := make(chan Observed, 10)
	s := newSite(t, Options{OnObserved: func(o Observed) { observed <- o }})
	for _, name := range []string{"index.html", "about.html", "old.html"} {
		s.write(name, "1")
	}
	s.serve("/old.html", "iframe", "")
	view := s.open("page=/&view=live")
	plain := s.open("page=/about.html")
	if !s.hub.framed("/") || s.hub.framed("/about.html") {
		t.Error("the framed page is not the view's")
	}
	// Nonsense is not answered, and ends nothing.
	view.say("not JSON")
	view.say(`{"type":"page","page":"javascript:alert(1)"}`)
	view.say(`{"type":"observed","page":"/x","contentType":"` + strings.Repeat("x", 300) + `"}`)
	// A page in a tab tells of itself only.
	plain.say(`{"type":"observed","page":"/spoof","contentType":"text/html"}`)
	plain.say(`{"type":"observed","page":"/about.html","contentType":"text/html"}`)
	if got := <-observed; got.Page != "/about.html" || time.Since(got.Began) > longWait {
		t.Errorf("observed %+v", got)
	}
	view.say(`{"type":"page","page":"/old.html","age":60000,"took":60000}`)
	view.say(`{"type":"observed","page":"/old.html","contentType":"text/html","compatMode":"CSS1Compat","characterSet":"UTF-8"}`)
	select {
	case got := <-observed:
		want := Observed{Page: "/old.html", Began: got.Began, ContentType: "text/html", CompatMode: "CSS1Compat", CharacterSet: "UTF-8"}
		if got != want {
			t.Errorf("observed %+v", got)
		}
	case <-time.After(longWait):
		t.Fatal("nothing observed")
	}
	if !s.hub.framed("/old.html") || !s.hub.framed("/") {
		t.Error("what the view shows and has shown is not framed")
	}
	s.save("old.html", "2")
	view.expect(serverMessage{Type: "reload", Paths: []string{"old.html"}})

	// The frame has what it was sent before the save, by its own word for when; or by the
	// browser's own copy of it.
	s.save("old.html", "3")
	view.expect(serverMessage{Type: "reload", Paths: []string{"old.html"}})
	view.say(`{"type":"page","page":"/old.html","age":60000,"took":60000}`)
	view.expect(serverMessage{Type: "reload", Paths: []string{"old.html"}})
	view.say(`{"type":"page","page":"/old.html","age":1,"took":0,"cached":true}`)
	view.expect(serverMessage{Type: "reload", Paths: []string{"old.html"}})
	view.say(`{"type":"page","page":"/about.html","age":1,"took":0,"cached":true}`) // it was never sent
	view.expect(serverMessage{Type: "reload", Paths: []string{"about.html"}})
}

// A form that was sent in a live view is not sent again.
func TestALiveViewThatAnswersAForm(t *testing.T) {
	t.Parallel()
	observed := make(chan Observed, 1)
	s := newSite(t, Options{OnObserved: func(o Observed) { observed <- o }})
	s.write("cgi-bin/order.py", "1")
	view := s.open("page=/form.html&view=live")
	s.hub.Served(Response{Target: "/cgi-bin/order.py", Method: "POST", Destination: "iframe", State: s.stateOf("/cgi-bin/order.py")})
	view.say(`{"type":"page","page":"/cgi-bin/order.py","showing":2,"age":60000,"took":60000}`)
	view.say(`{"type":"observed","page":"/cgi-bin/order.py"}`)
	<-observed // and with it the message before
	view.expect(serverMessage{Type: "method", Method: "POST", Showing: 2})
	s.save("cgi-bin/order.py", "2")
	view.expect(serverMessage{Type: "changed", Paths: []string{"cgi-bin/order.py"}, Showing: 2})

	// A server that was started again knows the method by the view's word.
	again := newSite(t, Options{})
	again.write("cgi-bin/order.py", "1")
	view = again.open("page=/form.html&view=live")
	view.say(`{"type":"page","page":"/cgi-bin/order.py","age":0,"took":0,"method":"POST"}`)
	view.expect(serverMessage{Type: "method", Method: "POST"})
	again.writeAt("cgi-bin/order.py", "2", time.Now().Add(time.Second))
	again.hub.Changed([]string{"cgi-bin/order.py"}, protocol.ReloadCauseWatch)
	view.expect(serverMessage{Type: "changed", Paths: []string{"cgi-bin/order.py"}})
}

func TestRequestsOfTheFrame(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	s.open("page=/framed.html&view=live&base=")
	s.open("page=/proxied.html&view=live&base=/proxy/8000")
	s.hub.Served(Response{Target: "/inner.html", Method: "GET", Referer: "/framed.html", Destination: "iframe", State: s.stateOf("/inner.html")})
	s.hub.Served(Response{Target: "/tab.html", Method: "GET", Destination: "document", State: s.stateOf("/tab.html"), Follows: true})
	tests := []struct {
		destination, referer string
		want                 bool
	}{
		{"iframe", "/_vitrina/live?path=/x", true},
		{"iframe", "/proxy/8000/_vitrina/live", true},
		{"frame", "/framed.html", true},
		{"iframe", "/inner.html", true},
		{"iframe", "/proxy/8000/inner.html", true},
		{"iframe", "/tab.html", false},
		{"frame", "/other.html", false},
		{"iframe", "/framed.html", true},
		{"iframe", "/proxy/8000/proxied.html", true},
		{"iframe", "/proxy/9000/proxied.html", false},
		{"iframe", "/other.html", false},
		{"iframe", "", true}, // it may be the frame's: a page need not say where a link of it stands
		{"iframe", "/", true},
		{"document", "/_vitrina/live?path=/x", false},
		{"document", "/framed.html", false},
	}
	for _, test := range tests {
		if got := s.hub.InLiveView(test.destination, test.referer); got != test.want {
			t.Errorf("InLiveView(%q, %q) = %v", test.destination, test.referer, got)
		}
	}
	without := newSite(t, Options{})
	without.hub.Served(Response{Target: "/inner.html", Method: "GET", Destination: "iframe", State: s.stateOf("/inner.html")})
	if without.hub.InLiveView("iframe", "") || without.hub.InLiveView("iframe", "/inner.html") {
		t.Error("a frame is a live view's, though none is open")
	}
}

// shortestDelay is the delay of the fastest message so far, by the one clock of this machine.
func (s *site) shortestDelay() time.Duration {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	if known, ok := s.hub.clocks.hosts["127.0.0.1"]; ok {
		return known.least
	}
	return longWait
}

// enter has a view tell of a document that was asked for a while ago, and waits until the server knows.
func (s *site) enter(view *page, showing uint64) {
	s.t.Helper()
	view.say(fmt.Sprintf(`{"type":"page","page":"/","showing":%d,"age":1000,"took":1000}`, showing))
	s.await("the document", func(c *client) bool { return c.showing == showing })
}

// What the frame of a view says of its load may come late, when others were sent something newer.
func TestAFrameWhoseWordComesLate(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	s.write("index.html", "1")
	view := s.open("page=/&view=live")
	clock := func(at time.Time) string { return fmt.Sprintf(`"clock":%d.5`, at.UnixMilli()) }
	for s.shortestDelay() >= fetchGrain { // until one has come at once
		view.say(`{"type":"uses","uses":[],` + clock(time.Now()) + `}`)
		time.Sleep(time.Millisecond)
	}
	s.serve("/", "iframe", "")
	loaded := time.Now()
	for time.Since(loaded) < 4*fetchGrain { // by so much moments may differ
		time.Sleep(time.Millisecond)
	}
	s.write("index.html", "2")
	s.serve("/", "iframe", "")
	view.say(`{"type":"page","page":"/","age":1,"took":1,` + clock(loaded) + `}`)
	view.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
}

// The field that forbids a frame may be known a moment after the browser has refused it.
func TestAFrameThatIsForbidden(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	s := newSite(t, Options{Forbids: func(target string, nested bool) string {
		if target != "/secret.html" || nested || asked.Add(1) < 3 {
			return ""
		}
		return "X-Frame-Options: DENY"
	}})
	view := s.open("page=/secret.html&view=live&lang=en")
	view.say(`{"type":"unreadable","page":"/secret.html"}`)
	if got := view.next(); got.Type != "forbidden" || got.Page != "/secret.html" || !strings.Contains(got.Text, "X-Frame-Options: DENY") {
		t.Errorf("%+v", got)
	}
}

// The word of a view for another document in its frame may be on its way when the view is told what to do, which it
// passes over: it is told again, if that is so for the other document.
func TestAFrameWhoseWordIsOnItsWay(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	s.write("index.html", "1")
	s.write("x.css", "1")
	view := s.open("page=/&view=live")
	s.serve("/", "iframe", "/_vitrina/live")
	s.serve("/x.css", "style", "/")
	swap := serverMessage{Type: "style", Paths: []string{"x.css"}, Resources: []string{"/x.css"}}
	s.enter(view, 1)
	s.save("x.css", "2")
	swap.Showing = 1
	view.expect(swap)
	s.enter(view, 2)
	swap.Showing = 2
	view.expect(swap)
	s.save("index.html", "2")
	view.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}, Showing: 2})
}

// What a page in a frame was seen to ask for is swapped there, before the page around it has told how it is used.
func TestWhatAPageInAFrameAsksFor(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		destination string
		want        serverMessage
	}{
		"a sheet": {"style", serverMessage{Type: "style", Resources: []string{"/x"}}},
		"data":    {"empty", serverMessage{Type: "frame", Resources: []string{"/inner.html"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, Options{})
			for _, file := range []string{"index.html", "inner.html", "x"} {
				s.write(file, "1")
			}
			view := s.open("page=/&view=live")
			s.serve("/", "iframe", "/_vitrina/live")
			s.serve("/inner.html", "iframe", "/")
			s.serve("/x", test.destination, "/inner.html")
			s.enter(view, 1)
			s.save("x", "2")
			test.want.Paths, test.want.Showing = []string{"x"}, 1
			view.expect(test.want)
			s.save("inner.html", "2")
			view.expect(serverMessage{Type: "frame", Paths: []string{"inner.html"}, Resources: []string{"/inner.html"}, Showing: 1})
		})
	}
}
