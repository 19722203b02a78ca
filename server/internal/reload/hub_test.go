package reload

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"vitrina/server/internal/protocol"
)

// longWait is how long a test waits for what must come; no test passes because of it.
const longWait = 2 * time.Minute

// site is a hub behind a real server, over files in memory: a target is the file of its path.
type site struct {
	t    *testing.T
	hub  *Hub
	url  string
	told chan Sent

	mu    sync.Mutex
	files map[string]Part
}

func newSite(t *testing.T, options Options) *site {
	t.Helper()
	s := &site{t: t, told: make(chan Sent, 1000), files: map[string]Part{}}
	if options.StateOf == nil {
		options.StateOf = s.stateOf
	}
	options.OnSent = func(sent Sent) { s.told <- sent }
	s.hub = NewHub(options)
	server := httptest.NewServer(s.hub)
	t.Cleanup(server.Close)
	t.Cleanup(s.hub.Close)
	s.url = server.URL
	return s
}

// long is before every test.
var long = time.Now().Add(-time.Hour)

// write puts a file there as it was long ago.
func (s *site) write(name, content string) { s.writeAt(name, content, long) }

func (s *site) writeAt(name, content string, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	role := File
	if strings.HasPrefix(name, "cgi-bin/") {
		role = Script
	}
	s.files[name] = Part{Path: name, Tag: content, Changed: at, Role: role}
}

// save writes a file now, and says so, as the watcher does.
func (s *site) save(name, content string) {
	s.writeAt(name, content, time.Now())
	s.hub.Changed([]string{name}, protocol.ReloadCauseWatch)
}

func (s *site) stateOf(target string) State {
	s.mu.Lock()
	defer s.mu.Unlock()
	name, _, _ := strings.Cut(strings.TrimPrefix(target, "/"), "?")
	if name == "" {
		name = "index.html"
	}
	part, there := s.files[name]
	if !there {
		part = Part{Path: name, Tag: Absent}
	}
	if strings.HasPrefix(name, "cgi-bin/") { // it reads the data beside it
		return NewState(part, Part{Path: "cgi-bin/data", Tag: s.files["cgi-bin/data"].Tag, Changed: s.files["cgi-bin/data"].Changed, Role: ScriptPart})
	}
	return NewState(part)
}

// serve sends what is there now, and returns its token.
func (s *site) serve(target, destination, referer string) string {
	state := s.stateOf(target)
	s.hub.Served(Response{Target: target, Method: "GET", Referer: referer, Destination: destination, State: state, Follows: destination == "document"})
	return state.Token()
}

// index serves a page with a style sheet that imports another and has an image, a picture and
// data that it fetches. It returns the page's token.
func (s *site) index() string {
	for _, name := range []string{"index.html", "css/site.css", "css/base.css", "css/back.png", "logo.png", "data.json"} {
		s.write(name, "1")
	}
	token := s.serve("/", "document", "")
	s.serve("/css/site.css?v=1", "style", "/")
	s.serve("/css/base.css", "style", "/css/site.css?v=1")
	s.serve("/css/back.png", "image", "/css/base.css")
	s.serve("/logo.png", "image", "/")
	s.serve("/data.json", "empty", "/")
	return token
}

// page is a browser's page that waits.
type page struct {
	t      *testing.T
	socket *websocket.Conn
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
	if hello := p.next(); hello.Type != "hello" {
		s.t.Fatalf("the first message is %+v", hello)
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

// expect compares the next message, but for its id.
func (p *page) expect(want serverMessage) {
	p.t.Helper()
	if diff := cmp.Diff(want, p.next(), cmpopts.IgnoreFields(serverMessage{}, "ID")); diff != "" {
		p.t.Errorf("another message than expected (-want +got):\n%s", diff)
	}
}

// toldOf waits until a file is told.
func (s *site) toldOf(path string) Sent {
	s.t.Helper()
	for {
		select {
		case sent := <-s.told:
			if len(sent.Paths) == 1 && sent.Paths[0] == path {
				return sent
			}
		case <-time.After(longWait):
			s.t.Fatalf("nothing is told of %s", path)
		}
	}
}

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

func within(t *testing.T, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(longWait):
		t.Fatal("waited in vain")
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
