//go:build linux

package test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"vitrina/server/internal/protocol"
)

// page plays a page that waits on its socket.
type page struct {
	t      *testing.T
	socket *websocket.Conn
	ctx    context.Context
}

func open(t *testing.T, site, target, view string) *page {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background()) // each wait has its patience
	t.Cleanup(cancel)
	address := strings.Replace(site, "http://", "ws://", 1) + "_vitrina/reload?page=" + url.QueryEscape(target) + view
	socket, _, err := websocket.Dial(ctx, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.CloseNow() })
	p := &page{t, socket, ctx}
	if hello := p.next(); hello.Type != "hello" {
		t.Fatalf("the first message is %+v", hello)
	}
	return p
}

type pageMessage struct {
	Type  string   `json:"type"`
	Paths []string `json:"paths"`
	Page  string   `json:"page"`
	Text  string   `json:"text"`
}

// read is the next message, as it is.
func (p *page) read() []byte {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	_, data, err := p.socket.Read(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return data
}

func (p *page) next() pageMessage {
	p.t.Helper()
	for {
		var message pageMessage
		if err := json.Unmarshal(p.read(), &message); err != nil {
			p.t.Fatal(err)
		}
		if message.Type != "method" { // how the page was asked for, which tells nothing of files
			return message
		}
	}
}

// awaitWatching saves a file until a change of it is told: the folders are watched
// behind the start of the site.
func awaitWatching(t *testing.T, e *editor, root string) {
	t.Helper()
	rounds, next, saved := 0, 0, ""
	eventually(t, func() bool {
		if rounds%5 == 0 { // now and then: while a folder is being written to, nothing is told yet
			saved = "watched" + strconv.Itoa(rounds) + ".txt" // a new one, so that nothing is told of it later
			write(t, filepath.Join(root, saved), "x")
		}
		rounds++
		_, told := heard(e, &next, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool { return slices.Contains(p.Paths, saved) })
		return told
	}, func() string { return "no change of a file is told" })
}

func TestPagesAreToldOfTheFilesTheyUse(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, lesson+"-- style.css --\np {}\n-- other.css --\np {}\n")
	site := e.start(root)
	awaitWatching(t, e, root)
	get(t, site.URL, "/index-1.html", "Sec-Fetch-Dest: document")
	get(t, site.URL, "/style.css", "Sec-Fetch-Dest: style", "Referer: "+site.URL+"index-1.html")
	get(t, site.URL, "/cgi-bin/index.py", "Sec-Fetch-Dest: iframe")
	html, script := open(t, site.URL, "/index-1.html", ""), open(t, site.URL, "/cgi-bin/index.py", "&view=live")

	write(t, filepath.Join(root, "style.css"), "p { color: red }")
	if m := html.next(); m.Type != "style" || !slices.Equal(m.Paths, []string{"style.css"}) {
		t.Errorf("%+v", m)
	}
	write(t, filepath.Join(root, "index-1.html"), "<h1>Dos</h1>")
	if m := html.next(); m.Type != "reload" {
		t.Errorf("%+v", m)
	}
	write(t, filepath.Join(root, "cgi-bin", "index.py"), "print('Content-type: text/javascript')\nprint()\nprint(1)\n")
	if m := script.next(); m.Type != "reload" || !slices.Equal(m.Paths, []string{"cgi-bin/index.py"}) {
		t.Errorf("%+v", m)
	}
	await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
		return p.Kind == protocol.ReloadPage && slices.Contains(p.Pages, "/cgi-bin/index.py") && p.Reason != "" && p.SiteID == site.ID
	})
	write(t, filepath.Join(root, "other.css"), "p { color: blue }")
	await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
		return p.Kind == protocol.ReloadNone && slices.Contains(p.Paths, "other.css")
	})
}

// What the browser made of a page, as the live view or the page in a tab tells it, is on the exchange.
func TestObservationsAreOnTheExchange(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson))
	for name, c := range map[string]struct{ target, destination, view string }{
		"live view": {"/index.css", "iframe", "&view=live"},
		"tab":       {"/index-1.html", "document", ""},
	} {
		get(t, site.URL, c.target, "Sec-Fetch-Dest: "+c.destination)
		page := open(t, site.URL, c.target, c.view)
		told := `{"type":"observed","page":"` + c.target + `","contentType":"text/css","compatMode":"BackCompat","characterSet":"UTF-8"}`
		if err := page.socket.Write(page.ctx, websocket.MessageText, []byte(told)); err != nil {
			t.Fatal(err)
		}
		want := protocol.Observed{ContentType: "text/css", CompatMode: "BackCompat", CharacterSet: "UTF-8"}
		var observed *protocol.Observed
		eventually(t, func() bool {
			observed = e.exchange(c.target).Observed
			return observed != nil && *observed == want
		}, func() string { return fmt.Sprintf("%s: observed: %+v", name, observed) })
	}
}

func TestWithoutReloadNothingIsInjectedOrTold(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, lesson), "--no-reload")
	if got := get(t, s.url, "/index-1.html", "Sec-Fetch-Dest: document"); strings.Contains(got.body, "_vitrina") {
		t.Errorf("%s", got.body)
	}
}
