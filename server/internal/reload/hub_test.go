package reload

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

func TestPagesAreToldWhatConcernsThem(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	index := s.open("page=/&state=" + s.index())
	s.write("cgi-bin/index.py", "1")
	script := s.open("page=/cgi-bin/index.py%3Fa%3D1&state=" + s.serve("/cgi-bin/index.py?a=1", "document", ""))

	for _, test := range []struct {
		file      string
		to        *page
		message   string
		resources []string
		kind      protocol.ReloadKind
		reason    string
	}{
		{"css/site.css", index, "style", []string{"/css/site.css?v=1"}, protocol.ReloadStyle, "reload.style"},
		{"css/base.css", index, "style", []string{"/css/base.css"}, protocol.ReloadStyle, "reload.style"},
		{"css/back.png", index, "reload", nil, protocol.ReloadPage, "reload.used"},
		{"logo.png", index, "image", []string{"/logo.png"}, protocol.ReloadImage, "reload.image"},
		{"data.json", index, "reload", nil, protocol.ReloadPage, "reload.used"},
		{"index.html", index, "reload", nil, protocol.ReloadPage, "reload.page"},
		{"cgi-bin/index.py", script, "reload", nil, protocol.ReloadPage, "reload.script"},
		{"cgi-bin/data", script, "reload", nil, protocol.ReloadPage, "reload.scriptPart"},
	} {
		s.save(test.file, "2")
		test.to.expect(serverMessage{Type: test.message, Paths: []string{test.file}, Resources: test.resources})
		sent := s.toldOf(test.file)
		if sent.Kind != test.kind || sent.Reason.Key != test.reason || sent.Cause != protocol.ReloadCauseWatch || len(sent.Pages) != 1 || sent.ID == "" {
			t.Errorf("%s is told as %+v", test.file, sent)
		}
	}
	for file, reason := range map[string]string{"notes.txt": "reload.unused", "index.html": "reload.same"} {
		s.save(file, "2")
		if sent := s.toldOf(file); sent.Kind != protocol.ReloadNone || sent.Reason.Key != reason || len(sent.Pages) != 0 || sent.Pages == nil {
			t.Errorf("%s is told as %+v", file, sent)
		}
	}
}

func TestFilesThatAreSavedTogetherAreOneMessage(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	index := s.open("page=/&state=" + s.index())
	for _, file := range []string{"css/site.css", "css/base.css", "index.html"} {
		s.writeAt(file, "2", time.Now())
	}
	s.hub.Changed([]string{"css/site.css", "css/base.css"}, protocol.ReloadCauseWatch) // the page is not complete yet
	index.expect(serverMessage{Type: "style", Paths: []string{"css/base.css", "css/site.css"}, Resources: []string{"/css/base.css", "/css/site.css?v=1"}})
	index.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}}) // nobody tells: it has stood for a while
}

func TestALookNeedsNoFile(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	index := s.open("page=/&state=" + s.index())
	s.write("index.html", "2")
	s.hub.Look()
	index.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
}

func TestOtherMachinesAreToldNoNamesOfFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{Remote: func(r *http.Request) bool { return r.URL.Query().Has("remote") }})
	page := s.open("page=/&remote&state=" + s.index())
	s.save("css/site.css", "2")
	page.expect(serverMessage{Type: "style", Resources: []string{"/css/site.css?v=1"}})
	s.write("index.html", "2")
	s.open("page=/&remote&state=old").expect(serverMessage{Type: "reload"})
}

func TestWithoutPagesNothingIsSent(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	s.save("index.html", "1")
	if sent := s.toldOf("index.html"); sent.Reason.Key != "reload.noPage" || sent.Kind != protocol.ReloadNone {
		t.Errorf("told %+v", sent)
	}
}

// What was saved between the response and the connection is told, however long that took, and
// also by a server that was started again and remembers nothing.
func TestAPageThatIsStaleWhenItConnects(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	token := s.index()
	s.save("index.html", "2")
	s.toldOf("index.html")
	s.open("page=/&state=" + token).expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
	s.save("css/site.css", "2")
	s.toldOf("css/site.css")
	s.open("page=/&state=" + s.stateOf("/").Token()).expect(serverMessage{Type: "style", Paths: []string{"css/site.css"}, Resources: []string{"/css/site.css?v=1"}})

	again := newSite(t, Options{})
	again.write("index.html", "1")
	current := again.open("page=/&state=" + again.stateOf("/").Token())
	again.open("page=/&state=" + token + "x").expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
	again.save("index.html", "3")
	current.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
}

// A save that comes back to what the page has, before anybody looked, is none.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	p := s.open("page=/&state=" + s.index())
	s.writeAt("index.html", "2", time.Now()) // half of a checkout
	s.save("index.html", "1")
	if sent := s.toldOf("index.html"); sent.Reason.Key != "reload.same" {
		t.Errorf("told %+v", sent)
	}
	s.save("index.html", "3")
	p.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
}

// A page that answers a form is never told to load again.
func TestAPageThatAnswersAForm(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	token := s.index()
	p := s.open("page=/&method=POST&state=" + token)
	s.save("css/site.css", "2")
	p.expect(serverMessage{Type: "style", Paths: []string{"css/site.css"}, Resources: []string{"/css/site.css?v=1"}, Ask: true})
	for _, file := range []string{"index.html", "data.json"} {
		s.save(file, "2")
		p.expect(serverMessage{Type: "changed", Paths: []string{file}})
		if sent := s.toldOf(file); sent.Kind != protocol.ReloadNone || sent.Reason.Key != "reload.changed" || len(sent.Pages) != 1 {
			t.Errorf("told %+v", sent)
		}
	}
}

// What a script writes each time that it runs reloads once; a save does so each time.
func TestAScriptThatWritesWhatItsPageShows(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	const target = "/cgi-bin/index.py"
	s.write("cgi-bin/index.py", "1")
	s.write("cgi-bin/data", "0")
	runs := 0
	load := func() *page {
		token := s.serve(target, "document", "")
		run := s.hub.RunBegan("cgi-bin/index.py", target, false)
		runs++
		s.save("cgi-bin/data", fmt.Sprint(runs))
		run.Ended(true)
		return s.open("page=" + url.QueryEscape(target) + "&state=" + token)
	}
	load().expect(serverMessage{Type: "reload", Paths: []string{"cgi-bin/data"}})
	p := load()
	for { // two saves may have been told before
		sent := s.toldOf("cgi-bin/data")
		if sent.Reason.Key == "reload.output" {
			break
		}
	}
	s.save("cgi-bin/data", "mine") // by a person, not within a run
	p.expect(serverMessage{Type: "reload", Paths: []string{"cgi-bin/data"}})

	// Also within a run, where an editor says that it was the one.
	p = load()
	for s.toldOf("cgi-bin/data").Reason.Key != "reload.output" {
	}
	s.hub.Edited("cgi-bin/data")
	p.expect(serverMessage{Type: "reload", Paths: []string{"cgi-bin/data"}})
}

// How long a change took is told when all pages have answered.
func TestWhenThePagesHaveIt(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	token := s.index()
	one, two := s.open("page=/&state="+token), s.open("page=/&state="+token)
	s.save("css/site.css", "2")
	sent := s.toldOf("css/site.css")
	if sent.Done != 0 || sent.SaveToMessage <= 0 || sent.SaveToMessage > longWait {
		t.Errorf("told %+v", sent)
	}
	for _, p := range []*page{one, two} {
		message := p.next()
		if message.ID != sent.ID {
			t.Errorf("the message %+v", message)
		}
		p.say(`{"type":"done","id":"` + message.ID + `","kind":"style","ms":3}`)
	}
	if again := s.toldOf("css/site.css"); again.ID != sent.ID || again.Done < sent.SaveToMessage {
		t.Errorf("told again %+v", again)
	}
	// Pages that load again say so by connecting.
	s.save("index.html", "2")
	sent = s.toldOf("index.html")
	now := "page=/&state=" + s.stateOf("/").Token()
	s.open(now)
	s.open(now)
	if again := s.toldOf("index.html"); again.ID != sent.ID || again.Done == 0 {
		t.Errorf("told again %+v", again)
	}
}

// A page that cannot swap all of a file is loaded again, and that is told: by a live view, which says
// so, and by a tab, which connects anew.
func TestASwapThatBecomesAReloadIsToldAsOne(t *testing.T) {
	t.Parallel()
	for how, answer := range map[string]func(s *site, p *page, id, token string){
		"view": func(_ *site, p *page, id, _ string) {
			p.say(`{"type":"done","id":"` + id + `","kind":"reload","ms":3}`)
		},
		"tab": func(s *site, _ *page, _, token string) {
			s.serve("/", "document", "")
			s.serve("/css/site.css?v=1", "style", "/")
			s.open("page=/&state=" + token)
		},
	} {
		t.Run(how, func(t *testing.T) {
			s := newSite(t, Options{})
			token := s.index()
			swaps, reloads := s.open("page=/&state="+token), s.open("page=/&state="+token)
			s.save("css/site.css", how)
			sent := s.toldOf("css/site.css")
			swaps.say(`{"type":"done","id":"` + swaps.next().ID + `","kind":"style","ms":3}`)
			answer(s, reloads, reloads.next().ID, token)
			again := s.toldOf("css/site.css")
			if sent.Kind != protocol.ReloadStyle || again.Kind != protocol.ReloadPage || again.ID != sent.ID || again.Done == 0 {
				t.Errorf("told again %+v", again)
			}
		})
	}
}

// A browser that reads nothing holds up nobody, and gets one message for all that it missed.
func TestASlowBrowserHoldsUpNobody(t *testing.T) {
	t.Parallel()
	slow := newSlot()
	for i := range 1000 {
		slow.put(because(swapStyles, "reload.style", fmt.Sprint(i, ".css")))
	}
	if merged := slow.take(); merged.kind != swapStyles || len(merged.paths) != maxNamed {
		t.Errorf("merged into %v, %d paths", merged.kind, len(merged.paths))
	}
}

// A disk that does not answer holds up the page whose file is looked for, and nobody else.
func TestADiskThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	asked, answer := make(chan struct{}, 10), make(chan struct{})
	var s *site
	s = newSite(t, Options{StateOf: func(target string) State {
		if target == "/stuck.txt" {
			asked <- struct{}{}
			<-answer
		}
		return s.stateOf(target)
	}})
	known := s.open("page=/&state=" + s.index())
	s.write("stuck.txt", "1")
	stuck := s.open("page=/stuck.txt&state=" + s.serve("/stuck.txt", "document", ""))
	within(t, asked)
	for i := range 3 {
		s.save("index.html", fmt.Sprint("again ", i))
		known.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
	}
	s.save("stuck.txt", "2")
	close(answer)
	stuck.expect(serverMessage{Type: "reload", Paths: []string{"stuck.txt"}})
}

func TestForeignPagesGetNoSocket(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{OriginAllowed: func(r *http.Request, origin string) bool {
		return origin == "http://"+r.Host || origin == "https://allowed.example"
	}})
	tests := map[string]bool{
		s.url:                     true,
		"":                        true,
		"https://allowed.example": true,
		"http://evil.example":     false,
		"null":                    false,
		strings.Replace(s.url, "127.0.0.1", "localhost", 1): false,
	}
	for origin, want := range tests {
		header := http.Header{}
		if origin != "" {
			header.Set("Origin", origin)
		}
		socket, response, err := s.dial("page=/", header)
		if (err == nil) != want {
			t.Errorf("origin %q: %v", origin, err)
		}
		if err == nil {
			socket.CloseNow()
		} else if response.StatusCode != http.StatusForbidden {
			t.Errorf("origin %q: status %d", origin, response.StatusCode)
		}
	}
}

func TestAPageMustBeAPath(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	for _, query := range []string{"", "page=", "page=index.html", "page=http://x/", "page=/%0a", "page=/" + strings.Repeat("x", maxTarget)} {
		if _, response, err := s.dial(query, nil); err == nil || response.StatusCode != http.StatusBadRequest {
			t.Errorf("%.40q is accepted: %v", query, err)
		}
	}
}

func TestCloseEndsAllSockets(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	pages := []*page{s.open("page=/"), s.open("page=/&view=live")}
	s.hub.Close()
	for _, p := range pages {
		ctx, cancel := context.WithTimeout(t.Context(), longWait)
		if _, _, err := p.socket.Read(ctx); err == nil || ctx.Err() != nil {
			t.Errorf("the socket is still open: %v", err)
		}
		cancel()
	}
	if s.hub.framed("/") {
		t.Error("a client is still known")
	}
	if _, response, err := s.dial("page=/", nil); err == nil || response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a socket after Close: %v", err)
	}
	s.hub.Close()
}

// A link that is pointed elsewhere is not told as unused where pages were told before what it leads to now.
func TestALinkIsNotToldAfterWhatItLeadsTo(t *testing.T) {
	t.Parallel()
	at := atomic.Pointer[Part]{}
	at.Store(&Part{Path: "alias/p.html", Real: "one/p.html", Tag: "1", Changed: long})
	state := func(string) State { return NewState(*at.Load()) }
	s := newSite(t, Options{StateOf: state, LeadsTo: func(name string) string {
		if name == "chain" {
			return "two"
		}
		return ""
	}})
	s.hub.Served(Response{Target: "/p", Method: "GET", Destination: "document", State: state(""), Follows: true})
	p := s.open("page=/p&state=" + state("").Token())
	at.Store(&Part{Path: "alias/p.html", Real: "two/p.html", Tag: "2", Changed: long})
	s.hub.Look() // before the watcher tells
	p.expect(serverMessage{Type: "reload", Paths: []string{"two/p.html"}})
	s.hub.Changed([]string{"chain"}, protocol.ReloadCauseWatch)
	s.hub.Changed([]string{"other"}, protocol.ReloadCauseWatch)
	for told := range s.told {
		if slices.Contains(told.Paths, "chain") {
			t.Errorf("told %+v", told)
		}
		if slices.Contains(told.Paths, "other") {
			return
		}
	}
}
