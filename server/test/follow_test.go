//go:build linux

package test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// stateInLine reads the state out of the script line of a page.
var stateInLine = regexp.MustCompile(`_vitrina/reload\.js\?state=([\w-]+)"`)

func TestASaveBetweenAPageAndItsSocketIsNotLost(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson)
	s := serve(t, root)
	state := visit(t, s.url, "/index-1.html")
	write(t, filepath.Join(root, "index-1.html"), "<h1>Dos</h1>")
	if m := open(t, s.url, "/index-1.html", state).next(); m.Type != "reload" || !slices.Equal(m.Paths, []string{"index-1.html"}) {
		t.Errorf("%+v", m)
	}
}

// A server that was started again remembers nothing, and needs not.
func TestPagesOfAServerThatWasStartedAgain(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson+"-- same.html --\n<p>same\n")
	s := serve(t, root)
	changed, same := visit(t, s.url, "/index-1.html"), visit(t, s.url, "/same.html")
	s.stop()
	write(t, filepath.Join(root, "index-1.html"), "<h1>Dos</h1>")
	again := serve(t, root)
	p := open(t, again.url, "/same.html", same)
	if m := open(t, again.url, "/index-1.html", changed).next(); m.Type != "reload" {
		t.Errorf("%+v", m)
	}
	write(t, filepath.Join(root, "same.html"), "<p>another")
	if m := p.next(); m.Type != "reload" || !slices.Equal(m.Paths, []string{"same.html"}) {
		t.Errorf("the page that was current is told first %+v", m)
	}
}

// What leaves the bytes as they are reloads nothing: the first message is of the edit behind it.
func TestWhatIsNoEditReloadsNothing(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(t *testing.T, file, content string){
		"a touch": func(t *testing.T, file, _ string) {
			if err := os.Chtimes(file, time.Now(), time.Now()); err != nil {
				t.Fatal(err)
			}
		},
		"another mode": func(t *testing.T, file, _ string) {
			if err := os.Chmod(file, 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"the same again": write,
		"the same under another name that takes its place": func(t *testing.T, file, content string) {
			write(t, file+".new", content)
			if err := os.Rename(file+".new", file); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			root := folder(t, "-- index.html --\n<p>one\n-- style.css --\np {}\n")
			site := e.start(root)
			awaitWatching(t, e, root)
			state := visit(t, site.URL, "/")
			get(t, site.URL, "/style.css", "Sec-Fetch-Dest: style", "Referer: "+site.URL)
			p := open(t, site.URL, "/", state)
			change(t, filepath.Join(root, "index.html"), "<p>one\n")
			write(t, filepath.Join(root, "style.css"), "p { color: red }")
			if m := p.next(); m.Type != "style" {
				t.Errorf("%+v", m)
			}
		})
	}
}

// A checkout of another branch and back leaves what the page has.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- index.html --\n<p>one\n-- other.html --\n<p>x\n")
	s := serve(t, root)
	state := visit(t, s.url, "/")
	if err := os.Rename(root, root+".away"); err != nil {
		t.Fatal(err)
	}
	if got := get(t, s.url, "/"); got.status != 404 || !strings.Contains(got.body, "gone") {
		t.Errorf("%s%s", got.head, got.body)
	}
	if err := os.Rename(root+".away", root); err != nil {
		t.Fatal(err)
	}
	p := open(t, s.url, "/", state)
	write(t, filepath.Join(root, "index.html"), "<p>two")
	if m := p.next(); m.Type != "reload" || !slices.Equal(m.Paths, []string{"index.html"}) {
		t.Errorf("%+v", m)
	}
}

// Requests and scripts are answered from what the path of the folder means now, and pages follow.
func TestTheFolderIsReplaced(t *testing.T) {
	t.Parallel()
	const script = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\npwd -P; echo \"$DOCUMENT_ROOT\"; cat ../index.html\n"
	make := func(t *testing.T, root, word string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(root, "cgi-bin"), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(root, "index.html"), word)
		write(t, filepath.Join(root, "cgi-bin", "a.sh"), script+"# "+word+"\n")
	}
	rename := func(t *testing.T, from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	for name, replace := range map[string]func(t *testing.T, root string){
		"removed and built again": func(t *testing.T, root string) {
			if err := os.RemoveAll(root); err != nil {
				t.Fatal(err)
			}
			make(t, root, "two")
		},
		"swapped by rename": func(t *testing.T, root string) {
			make(t, root+".new", "two")
			rename(t, root, root+".old")
			rename(t, root+".new", root)
		},
		"a link that is pointed elsewhere": func(t *testing.T, root string) {
			make(t, root+".2", "two")
			if err := os.Symlink(filepath.Base(root)+".2", root+".link"); err != nil {
				t.Fatal(err)
			}
			rename(t, root+".link", root)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := filepath.Join(t.TempDir(), "html")
			if strings.Contains(name, "link") {
				make(t, root+".1", "one")
				if err := os.Symlink(filepath.Base(root)+".1", root); err != nil {
					t.Fatal(err)
				}
			} else {
				make(t, root, "one")
			}
			s := serve(t, root)
			p := open(t, s.url, "/", visit(t, s.url, "/"))
			f := view(t, s.url, "/cgi-bin/a.sh", "GET")
			replace(t, root)
			for _, each := range []*page{p, f.page} {
				if m := each.next(); m.Type != "reload" {
					t.Errorf("%+v", m)
				}
			}
			real, err := filepath.EvalSymlinks(root)
			if err != nil {
				t.Fatal(err)
			}
			if got := get(t, s.url, "/"); got.body != "two" {
				t.Errorf("%s%s", got.head, got.body)
			}
			// From then on as before.
			p = open(t, s.url, "/", visit(t, s.url, "/"))
			write(t, filepath.Join(root, "index.html"), "three")
			if m := p.next(); m.Type != "reload" {
				t.Errorf("%+v", m)
			}
			if got := get(t, s.url, "/cgi-bin/a.sh"); got.body != real+"/cgi-bin\n"+real+"\nthree" {
				t.Errorf("%s%s", got.head, got.body)
			}
		})
	}
}

// While the folder is gone, a page says so; it comes back with the folder.
func TestTheFolderIsGoneForAWhile(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- index.html --\n<p>one\n-- cgi-bin/a.sh --\necho\n")
	s := serve(t, root)
	f := view(t, s.url, "/", "GET")
	if err := os.Rename(root, root+".away"); err != nil {
		t.Fatal(err)
	}
	if m := f.next(); m.Type != "reload" {
		t.Errorf("%+v", m)
	}
	f.load("GET")
	for _, target := range []string{"/", "/cgi-bin/a.sh", "/elsewhere"} {
		if got := get(t, s.url, target); got.status != 404 || !strings.Contains(got.body, filepath.Base(root)) {
			t.Errorf("%s: %s%s", target, got.head, got.body)
		}
	}
	if err := os.Rename(root+".away", root); err != nil {
		t.Fatal(err)
	}
	if m := f.next(); m.Type != "reload" {
		t.Errorf("%+v", m)
	}
}

// What scripts write while they run does not make their pages load for ever; at most one load
// more than was asked for. A save afterwards is followed.
func TestWhatScriptsWriteEndsInSilence(t *testing.T) {
	t.Parallel()
	const count = `#!/bin/sh
n=$(cat count.txt); n=$((n+1)); echo $n > count.txt
printf 'Content-Type: text/html\n\n<p>%s' "$n"
`
	for name, test := range map[string]struct {
		files   string
		targets []string
		save    string
	}{
		"a counter":                    {"-- cgi-bin/count.sh --\n" + count + "-- cgi-bin/count.txt --\n0\n", []string{"/cgi-bin/count.sh"}, "cgi-bin/count.sh"},
		"a counter, and a save of it":  {"-- cgi-bin/count.sh --\n" + count + "-- cgi-bin/count.txt --\n0\n", []string{"/cgi-bin/count.sh"}, "cgi-bin/count.txt"},
		"two that drive each other":    {"-- cgi-bin/a.sh --\n" + strings.ReplaceAll(count, "count.txt", "a.txt") + "-- cgi-bin/b.sh --\n" + strings.ReplaceAll(count, "count.txt", "b.txt") + "-- cgi-bin/a.txt --\n0\n-- cgi-bin/b.txt --\n0\n", []string{"/cgi-bin/a.sh", "/cgi-bin/b.sh"}, "cgi-bin/a.sh"},
		"one that writes itself":       {"-- cgi-bin/self.sh --\n#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n'\necho \"# $(date +%N)\" >> self.sh\n", []string{"/cgi-bin/self.sh"}, "cgi-bin/self.sh"},
		"one that writes a page":       {"-- cgi-bin/make.sh --\n#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n'\ndate +%N > ../page.html\n-- page.html --\nx\n", []string{"/cgi-bin/make.sh", "/page.html"}, "page.html"},
		"one that changes its listing": {"-- cgi-bin/log.sh --\n#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n'\ndate +%N > ../data/$(date +%N).txt\n-- data/x.txt --\nx\n", []string{"/cgi-bin/log.sh", "/data/"}, "cgi-bin/log.sh"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := folder(t, test.files)
			s := serve(t, root)
			var frames []*shownFrame
			for _, target := range test.targets {
				frames = append(frames, view(t, s.url, target, "GET"))
				frames[len(frames)-1].follow()
			}
			loads := func() (sum int64) {
				for _, each := range frames {
					sum += each.loads.Load()
				}
				return sum
			}
			before := settled(t, loads)
			// Each page once, once more for each file that scripts write, and where two runs overlap once
			// more.
			if most := int64(len(frames)) * int64(len(frames)+2); before > most {
				t.Errorf("%d loads of %d pages", before, len(frames))
			}
			content, err := os.ReadFile(filepath.Join(root, test.save))
			if err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(root, test.save), string(content)+"\n# edited\n")
			eventually(t, func() bool { return loads() > before }, func() string { return "the save reloads nothing" })
			if after := settled(t, loads) - before; after > int64(len(frames))*2 {
				t.Errorf("%d loads after a save", after)
			}
		})
	}
}

// A save never sends a form again.
func TestAFormIsSentOnce(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- style.css --\np {}\n-- cgi-bin/order.sh --\n#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n<link rel=stylesheet href=/style.css>'\n")
	site := e.start(root)
	awaitWatching(t, e, root)
	f := view(t, site.URL, "/cgi-bin/order.sh", "POST")
	get(t, site.URL, "/style.css", "Sec-Fetch-Dest: style", "Referer: "+site.URL+"cgi-bin/order.sh")
	for i := range 3 {
		write(t, filepath.Join(root, "style.css"), fmt.Sprintf("p { margin: %dpx }", i))
		if m := f.next(); m.Type != "style" {
			t.Errorf("%+v", m)
		}
	}
	write(t, filepath.Join(root, "cgi-bin", "order.sh"), "#!/bin/sh\nprintf 'Content-Type: text/html\\n\\ntwo'\n")
	if m := f.next(); m.Type != "changed" {
		t.Errorf("%+v", m)
	}
	told := await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool { return slices.Contains(p.Paths, "cgi-bin/order.sh") })
	if told.Kind != protocol.ReloadNone || !slices.Equal(told.Pages, []string{"/cgi-bin/order.sh"}) || !strings.Contains(told.Reason, "form") {
		t.Errorf("%+v", told)
	}
}

// What an editor says that it saved is looked at at once, and told once, with the times.
func TestAnEditorTellsWhatItSaved(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- index.html --\n<p>one\n")
	site := e.start(root, func(p *protocol.SiteStartParams) { p.Reload.Ignore = []string{"ignored.txt"} })
	awaitWatching(t, e, root)
	p := open(t, site.URL, "/", visit(t, site.URL, "/"))
	file := filepath.Join(root, "index.html")
	write(t, file, "<p>two")
	saved, err := json.Marshal(protocol.ReloadDidSaveParams{SiteID: site.ID, Path: file})
	if err != nil {
		t.Fatal(err)
	}
	e.say(frame(`{"jsonrpc":"2.0","method":"reload/didSave","params":` + string(saved) + `}`))
	e.say(frame(`{"jsonrpc":"2.0","method":"reload/didSave","params":{"path":"/nowhere/at/all"}}`))
	m := p.next()
	if m.Type != "reload" {
		t.Fatalf("%+v", m)
	}
	told := await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool { return slices.Contains(p.Paths, "index.html") })
	if told.Kind != protocol.ReloadPage || told.ID == "" || told.SaveToMessageMs <= 0 || told.DoneMs != 0 {
		t.Errorf("%+v", told)
	}
	open(t, site.URL, "/", visit(t, site.URL, "/"))
	again := await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool { return p.DoneMs > 0 })
	if again.ID != told.ID || again.DoneMs < told.SaveToMessageMs {
		t.Errorf("%+v", again)
	}
	if again.Code != "page" || !again.Time.Equal(told.Time) {
		t.Errorf("%+v", again)
	}
	var list protocol.ReloadListResult
	e.must(protocol.MethodReloadList, protocol.ReloadListParams{SiteID: site.ID}, &list)
	if last := list.Reloads[len(list.Reloads)-1]; !reflect.DeepEqual(last, again) {
		t.Errorf("a late client gets %+v", last)
	}
	e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{SiteID: site.ID}, nil)
	e.must(protocol.MethodReloadList, protocol.ReloadListParams{}, &list)
	if len(list.Reloads) > 0 {
		t.Errorf("after all was forgotten, a late client gets %+v", list.Reloads)
	}
	write(t, filepath.Join(root, "last.txt"), "x")
	tellings := 0
	await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
		if slices.Contains(p.Paths, "index.html") && p.DoneMs == 0 {
			tellings++
		}
		return slices.Contains(p.Paths, "last.txt")
	})
	if tellings != 1 {
		t.Errorf("one save is told %d times", tellings)
	}
}

// A page or folder that is a link follows what it leads to, and where that is pointed elsewhere.
func TestLinksWithinTheSite(t *testing.T) {
	t.Parallel()
	link := func(t *testing.T, to, name string) {
		t.Helper()
		made := filepath.Join(t.TempDir(), "link") // within the site it would be a change of its own
		if err := os.Symlink(to, made); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(made, name); err != nil {
			t.Fatal(err)
		}
	}
	for name, test := range map[string]struct {
		target string
		change func(t *testing.T, root string)
		path   string
	}{
		"a file that is a link":            {"/alias.html", func(t *testing.T, root string) { write(t, filepath.Join(root, "real/q.html"), "two") }, "real/q.html"},
		"a folder that is a link":          {"/alias/q.html", func(t *testing.T, root string) { write(t, filepath.Join(root, "real/q.html"), "two") }, "real/q.html"},
		"a file that is pointed elsewhere": {"/alias.html", func(t *testing.T, root string) { link(t, "other/q.html", filepath.Join(root, "alias.html")) }, "other/q.html"},
		"a folder that is":                 {"/alias/q.html", func(t *testing.T, root string) { link(t, "other", filepath.Join(root, "alias")) }, "other/q.html"},
		"a folder through two links":       {"/data/q.html", func(t *testing.T, root string) { link(t, "other", filepath.Join(root, "alias")) }, "other/q.html"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			root := folder(t, "-- real/q.html --\none\n-- other/q.html --\nother\n")
			link(t, "real/q.html", filepath.Join(root, "alias.html"))
			link(t, "real", filepath.Join(root, "alias"))
			link(t, "alias", filepath.Join(root, "data"))
			site := e.start(root)
			awaitWatching(t, e, root)
			p := open(t, site.URL, test.target, visit(t, site.URL, test.target))
			test.change(t, root)
			if m := p.next(); m.Type != "reload" || !slices.Equal(m.Paths, []string{test.path}) {
				t.Errorf("%+v", m)
			}
			told := await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool { return len(p.Pages) > 0 })
			if told.Kind != protocol.ReloadPage || !slices.Equal(told.Paths, []string{test.path}) {
				t.Errorf("%+v", told)
			}
			write(t, filepath.Join(root, "last.txt"), "x")
			await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
				if p.Kind == protocol.ReloadNone && !slices.ContainsFunc(p.Paths, func(name string) bool { return strings.HasPrefix(name, "watched") }) && !slices.Contains(p.Paths, "last.txt") {
					t.Errorf("told as well: %+v", p)
				}
				return slices.Contains(p.Paths, "last.txt")
			})
		})
	}
}

// Each save is told once: what was done about it, or why nothing was.
func TestEachSaveIsToldWithItsReason(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- index.html --\n<p>one\n-- other.html --\n<p>x\n-- cgi-bin/a.sh --\n#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n'\necho >> log.txt\n-- cgi-bin/log.txt --\n\n")
	site := e.start(root)
	awaitWatching(t, e, root)
	index := filepath.Join(root, "index.html")
	told := func(path, reason string) {
		t.Helper()
		got := await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
			return slices.Contains(p.Paths, path) && strings.Contains(p.Reason, reason)
		})
		if got.Kind != protocol.ReloadNone || len(got.Pages) != 0 || got.ID == "" || got.Time.IsZero() {
			t.Errorf("%s: %+v", path, got)
		}
	}
	write(t, index, "<p>nobody")
	told("index.html", "No")
	p := open(t, site.URL, "/", visit(t, site.URL, "/"))
	write(t, filepath.Join(root, "other.html"), "<p>y")
	told("other.html", "No followed page uses")
	// By a new file in its place: between its two steps, a file that is written over is empty, which may be seen.
	same := filepath.Join(t.TempDir(), "same.html")
	write(t, same, "<p>nobody")
	if err := os.Rename(same, index); err != nil {
		t.Fatal(err)
	}
	told("index.html", "Nothing changed")
	f := view(t, site.URL, "/cgi-bin/a.sh", "GET")
	if m := f.next(); m.Type != "reload" { // it may have been a person, the first time
		t.Errorf("%+v", m)
	}
	f.load("GET")
	told("cgi-bin/log.txt", "the script itself seems to have written it")
	write(t, index, "<p>two")
	if m := p.next(); m.Type != "reload" {
		t.Errorf("%+v", m)
	}
}
