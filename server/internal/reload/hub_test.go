package reload

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/protocol"
)

// longWait is how long a test waits for what must come; no test passes because of it.
const longWait = 30 * time.Second

// site is a hub behind a real server.
type site struct {
	t   *testing.T
	hub *Hub
	url string
}

func newSite(t *testing.T, options Options) *site {
	t.Helper()
	hub := NewHub(options)
	server := httptest.NewServer(hub)
	t.Cleanup(server.Close)
	t.Cleanup(hub.Close)
	return &site{t: t, hub: hub, url: server.URL}
}

// page is a browser's page that waits.
type page struct {
	t      *testing.T
	socket *websocket.Conn
	hello  serverMessage
}

func (s *site) dial(query string, header http.Header) (*websocket.Conn, *http.Response, error) {
	ctx, cancel := context.WithTimeout(s.t.Context(), longWait)
	defer cancel()
	return websocket.Dial(ctx, s.url+"/_vitrina/reload?"+query, &websocket.DialOptions{HTTPHeader: header})
}

func (s *site) open(query string) *page {
	s.t.Helper()
	socket, _, err := s.dial(query, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { socket.CloseNow() })
	p := &page{t: s.t, socket: socket}
	p.hello = p.next()
	if p.hello.Type != "hello" || p.hello.Instance == "" {
		s.t.Fatalf("the first message is %+v", p.hello)
	}
	return p
}

func (p *page) next() (message serverMessage) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), longWait)
	defer cancel()
	_, data, err := p.socket.Read(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := json.Unmarshal(data, &message); err != nil {
		p.t.Fatal(err)
	}
	return message
}

func (p *page) say(message string) {
	p.t.Helper()
	if err := p.socket.Write(p.t.Context(), websocket.MessageText, []byte(message)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *page) expect(want serverMessage) {
	p.t.Helper()
	if diff := cmp.Diff(want, p.next()); diff != "" {
		p.t.Errorf("another message than expected (-want +got):\n%s", diff)
	}
}

func change(path string) []Change { return []Change{{Path: path}} }

func TestPagesAreToldWhatConcernsThem(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{Dependencies: served(), OwnFile: own})
	index, script := s.open("page=/"), s.open("page=/cgi-bin/index.py%3Fa%3D1")

	sent := s.hub.Notify(change("css/site.css"))
	want := []Sent{{
		Kind: protocol.ReloadStyle, Pages: []string{"/"}, Paths: []string{"css/site.css"},
		Reason: Reason{Key: "reload.style", Args: map[string]string{"path": "css/site.css"}},
	}}
	if diff := cmp.Diff(want, sent); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	index.expect(serverMessage{Type: "style", Seq: 1, Paths: []string{"css/site.css"}, Resources: []string{"/css/site.css?v=1"}})

	s.hub.Notify(change("logo.png"))
	index.expect(serverMessage{Type: "image", Seq: 2, Paths: []string{"logo.png"}, Resources: []string{"/logo.png"}})

	if sent := s.hub.Notify(change("notes.txt")); len(sent) != 1 || sent[0].Kind != protocol.ReloadNone ||
		sent[0].Reason.Key != "reload.unused" || len(sent[0].Pages) != 0 || sent[0].Pages == nil {
		t.Errorf("a file that nobody uses: %+v", sent)
	}
	s.hub.Notify(change("cgi-bin/index.py"))
	script.expect(serverMessage{Type: "reload", Seq: 4, Paths: []string{"cgi-bin/index.py"}})
	s.hub.Notify(change("index.html"))
	index.expect(serverMessage{Type: "reload", Seq: 5, Paths: []string{"index.html"}})
	if sent := s.hub.Notify(nil); sent != nil {
		t.Errorf("no change is told as %+v", sent)
	}
}

func TestOtherMachinesAreToldNoNamesOfFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{Dependencies: served(), OwnFile: own, Remote: func(r *http.Request) bool {
		return r.URL.Query().Has("remote")
	}})
	page, script := s.open("page=/&remote"), s.open("page=/cgi-bin/index.py%3Fa%3D1&remote")

	s.hub.Notify(change("css/site.css"))
	page.expect(serverMessage{Type: "style", Seq: 1, Resources: []string{"/css/site.css?v=1"}})
	s.hub.Notify(change("cgi-bin/private/passwords.py"))
	script.expect(serverMessage{Type: "reload", Seq: 2})
	s.open("page=/&instance=" + s.hub.instance + "&seq=0&remote").expect( // what it missed
		serverMessage{Type: "style", Seq: 2, Resources: []string{"/css/site.css?v=1"}})
}

func TestWithoutPagesNothingIsTold(t *testing.T) {
	t.Parallel()
	hub := NewHub(Options{})
	defer hub.Close()
	sent := hub.Notify(change("index.html"))
	if len(sent) != 1 || sent[0].Reason.Key != "reload.noPage" {
		t.Errorf("told %+v", sent)
	}
}

func TestAPageThatWasAwayCatchesUp(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{Dependencies: served()})
	first := s.open("page=/")
	first.socket.CloseNow()
	s.hub.Notify(change("css/site.css"))
	s.hub.Notify(change("unused.txt"))

	back := s.open("page=/&seq=0&instance=" + first.hello.Instance)
	if back.hello.Seq != 2 {
		t.Errorf("the latest change is told as %d", back.hello.Seq)
	}
	back.expect(serverMessage{Type: "style", Seq: 2, Paths: []string{"css/site.css"}, Resources: []string{"/css/site.css?v=1"}})

	// One that missed nothing hears only of what comes.
	current := s.open("page=/&seq=2&instance=" + first.hello.Instance)
	s.hub.Notify(change("index.html"))
	current.expect(serverMessage{Type: "reload", Seq: 3, Paths: []string{"index.html"}})

	// The server came back: what changed meanwhile is not known.
	s.open("page=/&seq=2&instance=another").expect(serverMessage{Type: "reload", Seq: 3})
	// A number that this server never told, and one that is none.
	s.open("page=/&seq=99&instance=" + first.hello.Instance).expect(serverMessage{Type: "reload", Seq: 3})
	s.open("page=/&seq=x&instance=" + first.hello.Instance).expect(serverMessage{Type: "reload", Seq: 3})
}

func TestAChangeBetweenResponseAndConnectionIsTold(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{Dependencies: served()})
	begun := time.Now()
	s.hub.Notify(change("index.html"))
	age := float64(time.Since(begun)) / float64(time.Millisecond)
	uptime := func() float64 { return float64(time.Since(s.hub.history.started)) / float64(time.Millisecond) }
	// The page was asked for after the hub began and before the change.
	s.hub.mu.Lock()
	s.hub.history.started = begun.Add(-time.Hour)
	s.hub.mu.Unlock()
	s.open(fmt.Sprintf("page=/&age=%f", age+60_000)).expect(serverMessage{Type: "reload", Seq: 1, Paths: []string{"index.html"}})
	// It was asked for before this run of the server.
	s.open(fmt.Sprintf("page=/&age=%f", uptime()+60_000)).expect(serverMessage{Type: "reload", Seq: 1})
	// It is new, or says nonsense.
	for _, age := range []string{"0", "-5", "NaN", "x", ""} {
		p := s.open("page=/&age=" + age)
		seq := s.hub.Notify(change("index.html"))
		if len(seq) == 0 {
			t.Fatal("nothing told")
		}
		if got := p.next(); len(got.Paths) != 1 {
			t.Errorf("age %q: %+v", age, got)
		}
	}
}

func TestHistoryIsBounded(t *testing.T) {
	h := history{started: time.Now()}
	for i := range maxHistory + 10 {
		h.add(change(fmt.Sprint(i)), h.started.Add(time.Duration(i)*time.Second))
	}
	if len(h.saves) != maxHistory {
		t.Errorf("%d are kept", len(h.saves))
	}
	if _, complete := h.after(5); complete {
		t.Error("changes that were forgotten count as known")
	}
	if missed, complete := h.after(10); !complete || len(missed) != maxHistory {
		t.Errorf("%d missed, complete %v", len(missed), complete)
	}
	if _, complete := h.since(h.started.Add(5 * time.Second)); complete {
		t.Error("a moment that was forgotten counts as known")
	}
	if missed, complete := h.since(h.started.Add(264 * time.Second)); !complete || len(missed) != 2 {
		t.Errorf("%d missed, complete %v", len(missed), complete)
	}
}

// A browser that reads nothing holds up nobody, and gets one message for all that it missed.
func TestASlowBrowserHoldsUpNobody(t *testing.T) {
	t.Parallel()
	slow := newSlot()
	for i := range 1000 {
		slow.put(because(swapStyles, "reload.style", fmt.Sprint(i, ".css")), uint64(i))
	}
	merged, seq := slow.take()
	if merged.kind != swapStyles || seq != 999 || len(merged.paths) != maxNamed {
		t.Errorf("merged into %v, number %d, %d paths", merged.kind, seq, len(merged.paths))
	}
	s := newSite(t, Options{Dependencies: served()})
	s.open("page=/") // and is never read from again
	for range 5000 {
		s.hub.Notify(change("index.html"))
	}
	quick := s.open("page=/")
	s.hub.Notify(change("index.html"))
	if got := quick.next(); got.Type != "reload" {
		t.Errorf("the other page is told %+v", got)
	}
}

// A disk that does not answer holds up the page whose file is looked for, and nobody else.
func TestADiskThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	asked, answer := make(chan struct{}, 10), make(chan struct{})
	d := served()
	s := newSite(t, Options{Dependencies: d, OwnFile: func(string) (string, bool) {
		asked <- struct{}{}
		<-answer
		return "unknown.txt", false
	}})
	known, unknown := s.open("page=/"), s.open("page=/unknown.txt")
	s.hub.mu.Lock()
	s.hub.history.started = time.Now().Add(-time.Hour)
	s.hub.mu.Unlock()
	var notifiers sync.WaitGroup
	for seq, file := range []string{"index.html", "css/site.css"} {
		notifiers.Go(func() { s.hub.Notify(change(file)) })
		within(t, asked)
		if got := known.next(); got.Seq != uint64(seq+1) {
			t.Errorf("the known page is told %+v", got)
		}
	}
	response := make(chan struct{})
	go func() {
		defer close(response)
		d.Served(Use{Target: "/about.html", File: "about.html", Destination: "document"})
	}()
	within(t, response)
	s.open("page=/about.html")
	missing := s.open("page=/other.txt&age=60000") // its own file is looked for as well
	within(t, asked)
	close(answer)
	notifiers.Wait()
	for name, p := range map[string]*page{"that waits": unknown, "that connected": missing} {
		if got := p.next(); got.Type != "reload" || got.Seq != 2 && got.Seq != 1 {
			t.Errorf("the page %s is told %+v", name, got)
		}
	}
}

func within(t *testing.T, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(longWait):
		t.Fatal("waited in vain")
	}
}

// A page that connects while a change is being told is told once.
func TestAPageThatConnectsDuringAChange(t *testing.T) {
	t.Parallel()
	asked, answer := make(chan struct{}, 10), make(chan struct{})
	s := newSite(t, Options{OwnFile: func(string) (string, bool) {
		asked <- struct{}{}
		<-answer
		return "", false
	}})
	first := s.open("page=/a.html")
	var notifier sync.WaitGroup
	notifier.Go(func() { s.hub.Notify(change("site.css")) })
	within(t, asked)
	missed := s.open("page=/a.html&seq=0&instance=" + first.hello.Instance)
	within(t, asked)
	current := s.open("page=/a.html&seq=1&instance=" + first.hello.Instance) // it was served behind the change
	close(answer)
	notifier.Wait()
	for _, p := range []*page{first, missed} {
		p.expect(serverMessage{Type: "reload", Seq: 1, Paths: []string{"site.css"}})
	}
	s.hub.Notify(change("next.css"))
	for _, p := range []*page{first, missed, current} {
		p.expect(serverMessage{Type: "reload", Seq: 2, Paths: []string{"next.css"}})
	}
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

func TestALiveViewTellsWhereItIs(t *testing.T) {
	t.Parallel()
	observed := make(chan Observed, 10)
	s := newSite(t, Options{Dependencies: served(), OnObserved: func(o Observed) { observed <- o }})
	view := s.open("page=/&view=live")
	plain := s.open("page=/about.html")
	if !s.hub.framed("/") || s.hub.framed("/about.html") {
		t.Error("the framed page is not the view's")
	}
	// Nonsense is not answered, and ends nothing.
	view.say("not JSON")
	view.say(`{"type":"page","page":"javascript:alert(1)"}`)
	view.say(`{"type":"observed","page":"/x","contentType":"` + strings.Repeat("x", 300) + `"}`)
	// A page that is no live view has no say.
	plain.say(`{"type":"observed","page":"/spoof","contentType":"text/html"}`)
	view.say(`{"type":"page","page":"/old.html"}`)
	view.say(`{"type":"observed","page":"/old.html","contentType":"text/html","compatMode":"CSS1Compat","characterSet":"UTF-8"}`)
	select {
	case got := <-observed:
		want := Observed{Page: "/old.html", ContentType: "text/html", CompatMode: "CSS1Compat", CharacterSet: "UTF-8"}
		if got != want {
			t.Errorf("observed %+v", got)
		}
	case <-time.After(longWait):
		t.Fatal("nothing observed")
	}
	if !s.hub.framed("/old.html") || !s.hub.framed("/") {
		t.Error("what the view shows and has shown is not framed")
	}
	s.hub.Notify(change("old.html"))
	view.expect(serverMessage{Type: "reload", Seq: 1, Paths: []string{"old.html"}})

	// A change since the frame's page was asked for.
	view.say(`{"type":"page","page":"/old.html","age":31536000000}`)
	view.expect(serverMessage{Type: "reload", Seq: 1})
}

func TestRequestsOfTheFrame(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	s.open("page=/framed.html&view=live&base=")
	s.open("page=/proxied.html&view=live&base=/proxy/8000")
	tests := []struct {
		destination, referer string
		want                 bool
	}{
		{"iframe", "/_vitrina/live?path=/x", true},
		{"iframe", "/proxy/8000/_vitrina/live", true},
		{"iframe", "/framed.html", true},
		{"iframe", "/proxy/8000/proxied.html", true},
		{"iframe", "/proxy/9000/proxied.html", false},
		{"iframe", "/other.html", false},
		{"iframe", "", false},
		{"document", "/_vitrina/live?path=/x", false},
		{"document", "/framed.html", false},
	}
	for _, test := range tests {
		if got := s.hub.InLiveView(test.destination, test.referer); got != test.want {
			t.Errorf("InLiveView(%q, %q) = %v", test.destination, test.referer, got)
		}
	}
}

func TestALoopOfItsOwnMakingEnds(t *testing.T) {
	start := time.Now()
	var guard loopGuard
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	for i := range 10 {
		run := at(i * 100)
		if got, want := guard.loops(run, run.Add(50*time.Millisecond)), i >= maxLoops; got != want {
			t.Errorf("round %d: %v", i, got)
		}
	}
	if guard.loops(at(900), at(5000)) {
		t.Error("a change long after the run counts as the script's")
	}
	if guard.loops(at(6000), at(6010)) {
		t.Error("the next change counts with those before")
	}
	if guard.loops(time.Time{}, at(0)) {
		t.Error("a page without a script loops")
	}
}

func TestTheHubEndsALoop(t *testing.T) {
	t.Parallel()
	d := served()
	s := newSite(t, Options{Dependencies: d})
	const target = "/cgi-bin/index.py?a=1"
	s.open("page=" + url.QueryEscape(target))
	run := func() {
		d.Served(Use{Target: target, File: "cgi-bin/index.py", Script: true, Destination: "document"})
		d.Served(Use{Target: "/visits.json", File: "visits.json", Referer: target, Destination: "empty"})
	}
	var last Sent
	for range 1000 {
		run()
		last = s.hub.Notify(change("visits.json"))[0]
		if last.Kind == protocol.ReloadNone {
			break
		}
	}
	if last.Reason.Key != "reload.loop" {
		t.Fatalf("the page loads again for ever: %+v", last)
	}
	// The script itself is told all the same.
	if sent := s.hub.Notify(change("cgi-bin/index.py")); sent[0].Kind != protocol.ReloadPage {
		t.Errorf("the script changed: %+v", sent)
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
