//go:build linux

package test

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"

	"vitrina/server/internal/protocol"
)

// A page of a script follows what the script was seen to read, wherever in the site that is and
// however the source names it.
func TestPagesFollowWhatTheirScriptsRead(t *testing.T) {
	t.Parallel()
	const head = "#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n<p>'\n"
	for name, test := range map[string]struct {
		needs  string // an interpreter
		script string
		files  string
		saved  string
	}{
		"a word without quotes": {"", "p.sh", "-- cgi-bin/p.sh --\n" + head + "cat ../count.txt\n-- count.txt --\n1\n", "count.txt"},
		"what an included file reads": {
			"", "p.sh",
			"-- cgi-bin/p.sh --\n" + head + ". ../inc/head.sh\n-- inc/head.sh --\ncat ../inc/menu.html\n-- inc/menu.html --\n<nav>\n", "inc/menu.html",
		},
		"a path that is put together": {
			"python3", "p.py",
			"-- cgi-bin/p.py --\n#!/usr/bin/env python3\nprint('Content-Type: text/html\\n')\n" +
				"for lang in ['en', 'es']:\n    print(open(f'../texts/{lang}.json').read())\n-- texts/en.json --\n{}\n-- texts/es.json --\n{}\n", "texts/es.json",
		},
		"a module elsewhere, of which Python keeps bytecode": {
			"python3", "p.py",
			"-- cgi-bin/p.py --\n#!/usr/bin/env python3\nimport os.path, sys\nsys.path.append(os.path.join(os.path.dirname(__file__), os.pardir, 'l' + 'ib'))\n" +
				"import menu\nprint('Content-Type: text/html\\n')\nprint(menu.text)\n-- lib/menu.py --\ntext = 1\n", "lib/menu.py",
		},
		"a module without its ending": {
			"node", "p.js",
			"-- cgi-bin/p.js --\n#!/usr/bin/env node\nconst menu = require('../lib/menu')\nconsole.log('Content-Type: text/html\\n\\n' + menu)\n" +
				"-- lib/menu.js --\nmodule.exports = 1\n", "lib/menu.js",
		},
		"a file of Ruby without its ending": {
			"ruby", "p.rb",
			"-- cgi-bin/p.rb --\n#!/usr/bin/env ruby\nrequire_relative '../lib/menu'\nputs \"Content-Type: text/html\\n\\n#{MENU}\"\n" +
				"-- lib/menu.rb --\nMENU = 1\n", "lib/menu.rb",
		},
		"the files in a folder": {"", "p.sh", "-- cgi-bin/p.sh --\n" + head + "echo ../photos/*\n-- photos/one.txt --\n1\n", "photos/two.txt"},
		"what it writes each time": {
			"", "p.sh",
			"-- cgi-bin/p.sh --\n" + head + "date +%s%N > ../count.txt; cat ../count.txt\n-- count.txt --\n1\n", "count.txt",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(test.needs); test.needs != "" && err != nil {
				t.Skip(err)
			}
			e := newEditor(t, true)
			root := folder(t, test.files+"-- other.txt --\n1\n")
			site := e.start(root)
			awaitWatching(t, e, root)
			target := "/cgi-bin/" + test.script
			for range 2 { // the second time much is known, and Python has its bytecode
				if got := get(t, site.URL, target, "Sec-Fetch-Dest: iframe"); got.status != 200 {
					t.Fatalf("%d %s", got.status, got.body)
				}
			}
			page := open(t, site.URL, target, "&view=live")

			write(t, filepath.Join(root, "other.txt"), "2") // which it does not read
			await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
				return p.Kind == protocol.ReloadNone && slices.Contains(p.Paths, "other.txt")
			})
			write(t, filepath.Join(root, test.saved), "# "+strings.Repeat("saved ", 3))
			m := page.next()
			if m.Type != "reload" || !slices.ContainsFunc(m.Paths, func(path string) bool { return strings.HasPrefix(test.saved, path) }) {
				t.Errorf("%+v", m)
			}
		})
	}
}

// What is saved while the script still runs, after it has read it, is not lost.
func TestASaveWhileTheScriptRunsIsNotLost(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	outside := t.TempDir()
	gate, ready := filepath.Join(outside, "gate"), filepath.Join(outside, "ready")
	letGo := fifo(t, gate)
	root := folder(t, "-- a.txt --\n1\n-- cgi-bin/waits.sh --\n#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n<p>'\ncat ../a.txt; touch "+ready+"; read go < "+gate+"\n")
	site := e.start(root)
	awaitWatching(t, e, root)
	answered := make(chan string, 1)
	go func() { answered <- get(t, site.URL, "/cgi-bin/waits.sh", "Sec-Fetch-Dest: iframe").body }()
	eventually(t, func() bool {
		_, err := os.Stat(ready)
		return err == nil
	}, func() string { return "the script does not run" })
	write(t, filepath.Join(root, "a.txt"), "2")
	await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool { return slices.Contains(p.Paths, "a.txt") })
	letGo()
	if body := <-answered; !strings.Contains(body, "1") {
		t.Errorf("%q", body)
	}
	page := open(t, site.URL, "/cgi-bin/waits.sh", "&view=live")
	if m := page.next(); m.Type != "reload" || !slices.Equal(m.Paths, []string{"a.txt"}) {
		t.Errorf("%+v", m)
	}
}

// What the server opens for others while a script runs is not what the script reads, nor is what
// another script read before.
func TestWhatOthersOpenIsNotWhatAScriptReads(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	outside := t.TempDir()
	gate, ready := filepath.Join(outside, "gate"), filepath.Join(outside, "ready")
	letGo := fifo(t, gate)
	const head = "#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n<p>'\n"
	root := folder(t, "-- style.css --\n1\n-- docs/a.txt --\n1\n-- a.txt --\n1\n-- b.txt --\n1\n-- late.txt --\n1\n"+
		"-- cgi-bin/waits.sh --\n"+head+"cat ../b.txt; touch "+ready+"; read go < "+gate+"; cat ../a.txt\n-- cgi-bin/quick.sh --\n"+head+"cat ../late.txt\n")
	site := e.start(root)
	awaitWatching(t, e, root)
	get(t, site.URL, "/cgi-bin/quick.sh", "Sec-Fetch-Dest: iframe")

	answered := make(chan struct{})
	go func() {
		defer close(answered)
		get(t, site.URL, "/cgi-bin/waits.sh", "Sec-Fetch-Dest: iframe")
	}()
	eventually(t, func() bool {
		_, err := os.Stat(ready)
		return err == nil
	}, func() string { return "the script does not run" })
	for range 3 {
		get(t, site.URL, "/style.css", "Sec-Fetch-Dest: style", "Referer: "+site.URL+"cgi-bin/waits.sh")
		get(t, site.URL, "/docs/", "Sec-Fetch-Dest: document")
	}
	letGo()
	<-answered
	page := open(t, site.URL, "/cgi-bin/waits.sh", "&view=live")
	write(t, filepath.Join(root, "late.txt"), "2")
	await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
		return p.Kind == protocol.ReloadNone && slices.Contains(p.Paths, "late.txt")
	})
	write(t, filepath.Join(root, "docs", "b.txt"), "2")
	await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
		return p.Kind == protocol.ReloadNone && slices.Contains(p.Paths, "docs/b.txt")
	})
	write(t, filepath.Join(root, "style.css"), "p {}")
	if m := page.next(); m.Type != "style" {
		t.Errorf("%+v", m)
	}
	for _, file := range []string{"a.txt", "b.txt"} {
		write(t, filepath.Join(root, file), "2")
		if m := page.next(); m.Type != "reload" || !slices.Equal(m.Paths, []string{file}) {
			t.Errorf("%+v", m)
		}
	}
}

// tab plays a tab that shows a page, and loads it again as often as it is told to.
func tab(t *testing.T, site, target string) (loads *atomic.Int32) {
	t.Helper()
	loads = &atomic.Int32{}
	address := strings.Replace(site, "http://", "ws://", 1) + "_vitrina/reload?page=" + url.QueryEscape(target)
	load := func() bool {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSuffix(site, "/")+target, nil)
		if err != nil {
			return false
		}
		request.Header.Set("Sec-Fetch-Dest", "document")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return false
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		_, after, found := strings.Cut(string(body), "state=")
		if err != nil || !found {
			return false
		}
		token, _, _ := strings.Cut(after, `"`)
		socket, _, err := websocket.Dial(t.Context(), address+"&state="+token, nil)
		if err != nil {
			return false
		}
		defer socket.CloseNow()
		loads.Add(1)
		for {
			_, data, err := socket.Read(t.Context())
			if err != nil {
				return false
			}
			if strings.Contains(string(data), `"type":"reload"`) {
				return true
			}
		}
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for load() {
		}
	}()
	t.Cleanup(func() { <-ended })
	eventually(t, func() bool { return loads.Load() > 0 }, func() string { return target + " does not load" })
	return loads
}

// watched is how long nothing may happen until it is taken to be over.
const watched = 1500 * time.Millisecond

// Pages of scripts that read what they or others write load again a few times at most. Then a save
// by hand still counts.
func TestScriptsThatReadWhatScriptsWriteComeToRest(t *testing.T) {
	t.Parallel()
	const head = "#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n<p>'\n"
	for name, test := range map[string]struct {
		first, second string
		most          int32 // loads of both tabs
		saved         string
	}{
		"a counter":            {"n=$(cat ../n.txt); echo $((n + 1)) > ../n.txt; echo $n", "", 3, "n.txt"},
		"what it wrote before": {"date +%s%N > ../n.txt; cat ../n.txt", "", 2, "n.txt"},
		// What the watcher opens just then may count as read, once.
		"a log":                         {"date >> ../log.txt; cat ../n.txt", "", 2, "n.txt"},
		"a log, in two tabs":            {"date >> ../log.txt; cat ../n.txt", "date >> ../log.txt; cat ../n.txt", 4, "n.txt"},
		"two that drive each other":     {"date +%s%N > ../a.txt; cat ../b.txt", "date +%s%N > ../b.txt; cat ../a.txt", 6, "n.txt"},
		"files that are cleared away":   {"rm -f ../cache/*; f=../cache/$$; date > $f; cat $f ../n.txt", "rm -f ../cache/*; f=../cache/$$; date > $f; cat $f ../n.txt", 6, "n.txt"},
		"a file that is replaced":       {"cat ../n.txt; date +%s%N > ../n.new; mv ../n.new ../n.txt", "", 3, "n.txt"},
		"the names in a folder":         {"ls ../cache; date > ../cache/$$; cat ../n.txt", "", 3, "n.txt"},
		"a database that it also reads": {"python3 -c \"import sqlite3; c=sqlite3.connect('../da'+'ta.db'); c.execute('create table if not exists t(x)'); c.execute('insert into t values(1)'); c.commit(); print(c.execute('select count(*) from t').fetchall())\"; cat ../n.txt", "", 3, "n.txt"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			root := folder(t, "-- cgi-bin/first.sh --\n"+head+test.first+"\n-- cgi-bin/second.sh --\n"+head+test.second+"\ncat ../n.txt\n-- n.txt --\n1\n-- a.txt --\n1\n-- b.txt --\n1\n-- log.txt --\n-- cache/0 --\n")
			site := e.start(root)
			awaitWatching(t, e, root)
			all := []*atomic.Int32{tab(t, site.URL, "/cgi-bin/first.sh")}
			if test.second != "" {
				all = append(all, tab(t, site.URL, "/cgi-bin/second.sh"))
			}
			loads := func() (sum int32) {
				for _, each := range all {
					sum += each.Load()
				}
				return sum
			}
			rests := func() int32 {
				for until := time.Now().Add(patience); time.Now().Before(until); {
					before := loads()
					time.Sleep(watched)
					if loads() == before {
						return before
					}
				}
				t.Fatalf("still loading: %d", loads())
				return 0
			}
			had := rests()
			if had > test.most {
				t.Errorf("%d loads, at most %d", had, test.most)
			}
			write(t, filepath.Join(root, test.saved), "by hand")
			eventually(t, func() bool { return loads() > had }, func() string { return "a save by hand does not count" })
			rests()
		})
	}
}
