package reload

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
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

func within(t *testing.T, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(longWait):
		t.Fatal("waited in vain")
	}
}
