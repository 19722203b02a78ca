package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// load is what clients do to a server.
type load struct {
	ctx         context.Context // of all of it
	site, panel string
	root        string // the folder that is served
	report      *report
	http        http.Client
}

// client is one of the clients, with chances of its own: the same number does the same.
type client struct {
	*load
	ctx    context.Context
	chance *rand.Rand
}

// actions are what a client may do, with how often.
var actions = []struct {
	name  string
	often int
	do    func(*client) error
}{
	{"small file", 30, (*client).smallFile},
	{"large file", 2, (*client).largeFile},
	{"range", 10, (*client).byteRange},
	{"unsatisfiable range", 2, (*client).badRange},
	{"conditional request", 10, (*client).conditional},
	{"nothing there", 5, (*client).notFound},
	{"folder and listing", 3, (*client).folder},
	{"other methods", 3, (*client).otherMethods},
	{"script in sh", 5, (*client).scriptInShell},
	{"script in Python", 1, (*client).scriptInPython},
	{"script that fails", 2, (*client).scriptFails},
	{"script that hangs", 1, (*client).scriptHangs},
	{"script that streams", 1, (*client).scriptStreams},
	{"upload", 3, (*client).upload},
	{"pipelined requests", 3, (*client).pipelined},
	{"malformed request", 5, (*client).malformed},
	{"client that leaves", 8, (*client).leaves},
	{"slow client", 2, (*client).slow},
	{"client that never reads", 1, (*client).neverReads},
	{"page that reloads", 1, (*client).reloads},
	{"panel", 2, (*client).looksAtPanel},
}

// warmUp does what opens something that stays open.
func (l *load) warmUp() {
	// The server may close a connection that has been idle for long just when it is used again,
	// and a POST is not sent twice (RFC 9110, section 9.2.2): so the clients are the first.
	l.http.Transport = &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: 30 * time.Second, DisableCompression: true}
	l.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	ctx, cancel := context.WithTimeout(l.ctx, patience)
	defer cancel()
	c := &client{l, ctx, rand.New(rand.NewPCG(0, 0))}
	l.report.add("script in Python", c.scriptInPython())
	l.http.CloseIdleConnections()
}

// client does one thing after the other till the time is over. What had begun is finished.
func (l *load) client(until time.Time, number uint64) {
	all := 0
	for _, each := range actions {
		all += each.often
	}
	chance := rand.New(rand.NewPCG(number, 1))
	for first := true; l.ctx.Err() == nil && (first || time.Now().Before(until)); first = false {
		n := chance.IntN(all)
		for _, each := range actions {
			if n -= each.often; n < 0 {
				acting, cancel := context.WithTimeout(l.ctx, patience)
				l.report.add(each.name, each.do(&client{l, acting, chance}))
				cancel()
				break
			}
		}
	}
}

// editing is the pause between two edits of the page.
const editing = 200 * time.Millisecond

func page(edition int) []byte {
	return fmt.Appendf(nil, "<!doctype html><title>Page</title><p>Edition %d</p>%s", edition, strings.Repeat(" ", 100))
}

// edit edits the page that others look at: in its place, and by another file that takes it.
func (l *load) edit(ctx context.Context) {
	name := filepath.Join(l.root, "page.html")
	for edition := 1; ctx.Err() == nil; edition++ {
		target := name
		if edition%2 == 0 {
			target += ".tmp"
		}
		err := os.WriteFile(target, page(edition), 0o644)
		if err == nil && target != name {
			err = os.Rename(target, name)
		}
		l.report.add("edit", err)
		time.Sleep(editing)
	}
}
