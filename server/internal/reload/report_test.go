package reload

import (
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// What a page reports is followed, also where no Referer says that it is the page's.
func TestWhatAPageReportsIsFollowed(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	token := s.index()
	s.write("views/about.html", "1")
	s.write("more.css", "1")
	s.serve("/views/about.html", "empty", "")
	s.serve("/more.css", "style", "")
	p := s.open("page=/&state=" + token)
	p.say(`{"type":"uses","uses":[{"target":"/views/about.html","age":60000,"took":60000,"as":"fetch"},{"target":"/more.css","age":60000,"took":60000,"as":"link"}]}`)
	p.say(`{"type":"uses","uses":[{"target":"nonsense"}]}`)
	p.say(`{"type":"uses","uses":"nonsense"}`)
	s.save("views/about.html", "2")
	p.expect(serverMessage{Type: "reload", Paths: []string{"views/about.html"}})
	s.save("more.css", "2")
	p.expect(serverMessage{Type: "style", Paths: []string{"more.css"}, Resources: []string{"/more.css"}})
	// What it fetched again, it has anew; what was saved since the fetch, it has not.
	s.writeAt("data.json", "2", time.Now())
	s.serve("/data.json", "empty", "/")
	p.say(`{"type":"uses","uses":[{"target":"/data.json","age":0,"took":0,"as":"fetch"}]}`)
	s.hub.Changed([]string{"data.json"}, protocol.ReloadCauseWatch)
	if sent := s.toldOf("data.json"); sent.Reason.Key != "reload.same" && sent.Kind != protocol.ReloadPage {
		t.Errorf("told %+v", sent)
	}
}

// After a restart nobody knows what a page was sent of what it uses: what changed since it
// asked for it, it does not have.
func TestUsesThatNobodyRemembers(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	s.write("index.html", "1")
	s.write("old.css", "1")
	s.write("new.css", "1")
	p := s.open("page=/&state=" + s.stateOf("/").Token())
	s.writeAt("new.css", "2", time.Now().Add(-time.Second))
	p.say(`{"type":"uses","uses":[{"target":"/old.css","age":60000,"took":1,"as":"link"},{"target":"/new.css","age":60000,"took":1,"as":"link"}]}`)
	p.expect(serverMessage{Type: "style", Paths: []string{"new.css"}, Resources: []string{"/new.css"}})
}

// A page says how it uses what it fetched; what it uses in two ways no swap can do.
func TestHowAPageUsesWhatItFetched(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		uses string
		want serverMessage
	}{
		"a sheet":            {`{"as":"link"}`, serverMessage{Type: "style", Resources: []string{"/x.css"}}},
		"an imported sheet":  {`{"as":"css"}`, serverMessage{Type: "style", Resources: []string{"/x.css"}}},
		"a sheet as data":    {`{"as":"link"},{"as":"fetch"}`, serverMessage{Type: "reload"}},
		"data in a frame":    {`{"as":"fetch","inside":"/inner"}`, serverMessage{Type: "frame", Resources: []string{"/inner"}}},
		"a sheet in a frame": {`{"as":"link","inside":"/inner"}`, serverMessage{Type: "style", Resources: []string{"/x.css"}}},
		"a frame":            {`{"as":"iframe"}`, serverMessage{Type: "frame", Resources: []string{"/x.css"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, Options{})
			token := s.index()
			s.write("x.css", "1")
			s.serve("/x.css", "style", "")
			p := s.open("page=/&state=" + token)
			p.say(`{"type":"uses","uses":[` + strings.ReplaceAll(test.uses, `{`, `{"target":"/x.css","age":60000,"took":60000,`) + `]}`)
			s.save("x.css", "2")
			test.want.Paths = []string{"x.css"}
			p.expect(test.want)
		})
	}
}

// A page may report what it had fetched before it got the message to fetch that again, and how
// long the report was on its way nobody knows.
func TestAReportOfWhatWasFetchedBeforeAMessage(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	p := s.open("page=/&state=" + s.index())
	s.save("css/site.css", "2")
	told := p.next()
	if told.Type != "style" {
		t.Fatalf("told %+v", told)
	}
	before := `{"target":"/css/site.css?v=1","age":0,"took":0,"as":"link"}`
	p.say(`{"type":"uses","uses":[` + before + `]}`)
	s.save("logo.png", "2")
	p.expect(serverMessage{Type: "image", Paths: []string{"logo.png"}, Resources: []string{"/logo.png"}})
	// What it fetched afterwards, and still got as it was, it is told of again.
	p.say(`{"type":"uses","uses":[{"target":"/css/site.css?v=1","age":0,"took":0,"as":"link","after":"` + told.ID + `"}]}`)
	p.expect(serverMessage{Type: "style", Paths: []string{"css/site.css"}, Resources: []string{"/css/site.css?v=1"}})
}

// A page may report one use of what it fetched, and the other only after the message to swap: that
// swap was not for both.
func TestAReportOfAnotherUseAfterASwap(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	token := s.index()
	s.write("x.css", "1")
	s.serve("/x.css", "style", "")
	p := s.open("page=/&state=" + token)
	report := func(as string) {
		p.say(`{"type":"uses","uses":[{"target":"/x.css","age":60000,"took":60000,"as":"` + as + `"}]}`)
	}
	report("link")
	s.save("x.css", "2")
	p.expect(serverMessage{Type: "style", Paths: []string{"x.css"}, Resources: []string{"/x.css"}})
	report("link") // says nothing new
	report("fetch")
	p.expect(serverMessage{Type: "reload", Paths: []string{"x.css"}})
}

// The page's own script fetches what it swaps, and the browser then shows that. The two may be too near
// each other to be told apart: it is not a second use.
func TestAReportOfWhatWasFetchedToSwapIt(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	token := s.index()
	s.write("x.css", "1")
	s.hub.history.add(Response{Target: "/x.css", Method: "GET", Destination: "style", State: s.stateOf("/x.css")}, long)
	p := s.open("page=/&state=" + token)
	p.say(`{"type":"uses","uses":[{"target":"/x.css","age":60000,"took":60000,"as":"link"}]}`)
	s.save("x.css", "2")
	told := p.next()
	if told.Type != "style" {
		t.Fatalf("told %+v", told)
	}
	s.serve("/x.css", "empty", "/")
	s.serve("/x.css", "style", "/")
	for _, as := range []string{"link", "css"} {
		p.say(`{"type":"uses","uses":[{"target":"/x.css","age":1,"took":1,"as":"` + as + `","after":"` + told.ID + `"}]}`)
	}
	p.say(`{"type":"uses","uses":[{"target":"/last.json","age":1,"took":1,"as":"fetch"}]}`)
	s.awaitUse("/last.json")
	s.save("x.css", "3")
	p.expect(serverMessage{Type: "style", Paths: []string{"x.css"}, Resources: []string{"/x.css"}})
}

// awaitUse waits until a page has told that it uses something.
func (s *site) awaitUse(target string) {
	s.t.Helper()
	s.await("a page that uses "+target, func(c *client) bool { return c.uses[target] != nil })
}

// await waits until one of the pages is as it has to be.
func (s *site) await(what string, is func(*client) bool) {
	s.t.Helper()
	for began := time.Now(); time.Since(began) < longWait; time.Sleep(time.Millisecond) {
		s.hub.mu.Lock()
		found := false
		for c := range s.hub.clients {
			found = found || is(c)
		}
		s.hub.mu.Unlock()
		if found {
			return
		}
	}
	s.t.Fatalf("not there: %s", what)
}
