//go:build linux

package test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// visit asks for a page as a tab does, and returns the state that it carries.
func visit(t *testing.T, site, target string) string {
	t.Helper()
	got := get(t, site, target, "Sec-Fetch-Dest: document")
	found := stateInLine.FindStringSubmatch(got.body)
	if found == nil {
		t.Fatalf("%s has no line for reload:\n%s%s", target, got.head, got.body)
	}
	return "&state=" + found[1]
}

// shownFrame plays a live view and what its frame does: it loads its page again when it is told to.
type shownFrame struct {
	*page
	site, target string
	loads        atomic.Int64
}

// load asks for the page, and tells when.
func (f *shownFrame) load(method string) {
	began := time.Now()
	ask(f.t, f.site, method, f.target, "", "Sec-Fetch-Dest: iframe")
	f.loads.Add(1)
	age := float64(time.Since(began)) / float64(time.Millisecond)
	f.say(map[string]any{"type": "page", "page": f.target, "age": age, "took": age})
}

func (p *page) say(message any) {
	p.t.Helper()
	data, err := json.Marshal(message)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.socket.Write(p.ctx, websocket.MessageText, data); err != nil {
		p.t.Fatal(err)
	}
}

func view(t *testing.T, site, target, method string) *shownFrame {
	t.Helper()
	f := &shownFrame{page: open(t, site, target, "&view=live"), site: site, target: target}
	f.load(method)
	if method != "GET" { // then the server says which it was, once it knows what the frame shows: what is asked for from then on is the page's
		if data := f.read(); !strings.Contains(string(data), `"method"`) {
			t.Fatalf("%s", data)
		}
	}
	return f
}

// follow loads the page again for each message, until the test ends. A load that has begun then ends before the server does.
func (f *shownFrame) follow() {
	reading, stop := context.WithCancel(f.ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			_, data, err := f.socket.Read(reading)
			if err != nil {
				return
			}
			if strings.Contains(string(data), `"reload"`) {
				f.load("GET")
			}
		}
	}()
	f.t.Cleanup(func() {
		stop()
		<-ended
	})
}

// quiet is how long nothing must happen where a test says that nothing more does.
const quiet = 3 * time.Second

// settled waits until a number stands still.
func settled(t *testing.T, count func() int64) int64 {
	t.Helper()
	last, since := count(), time.Now()
	eventually(t, func() bool {
		if now := count(); now != last {
			last, since = now, time.Now()
		}
		return time.Since(since) > quiet
	}, func() string { return fmt.Sprint("still counting: ", last) })
	return last
}
