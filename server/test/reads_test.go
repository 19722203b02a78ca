//go:build linux

package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
