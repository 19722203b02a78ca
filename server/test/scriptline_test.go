//go:build linux

package test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"vitrina/server/internal/protocol"
)

// scriptLine is what stands in a page at the top of a site.
const scriptLine = `<script async="" src="./_vitrina/reload.js"></script>` +
	`<script>{const{currentScript:s}=document,l=s.previousSibling;l.builtins={CSSStyleSheet,JSON,Map,Promise,Set,URL,WeakSet,WebSocket,fetch,performance,setTimeout};l.remove();s.remove()}</script>`

// withoutState is a page without the query of its line, which must be there.
func withoutState(t *testing.T, page string) string {
	t.Helper()
	if strings.Contains(page, "_vitrina/reload.js\"") {
		t.Errorf("the line says no state: %.300s", page)
	}
	return regexp.MustCompile(`(_vitrina/reload\.js)\?state=[\w-]+(&amp;method=POST)?"`).ReplaceAllString(page, `$1"`)
}

// inFolder is the line in a page one folder below.
var inFolder = strings.Replace(scriptLine, "./", "../", 1)

// A page that a script prints is followed where a browser opens it. The mark | is where the line
// belongs; without one it has none.
func TestPagesOfScriptsGetTheLine(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- cgi-bin/print.sh --\n#!/bin/sh\ncat $QUERY_STRING\n")
	site := e.start(root)
	for name, c := range map[string]struct{ printed, request, notes string }{
		"typed":       {"Content-Type: text/html\n\n<!doctype html><title>x</title>|<p>x", "", "reloadInjected"},
		"parameters":  {"content-type:  Text/HTML ; charset=latin1; x=y\n\n<html>|<p>\xf1", "", "reloadInjected"},
		"empty":       {"Content-Type: text/html\n\n|", "", "reloadInjected"},
		"error":       {"Status: 404\nContent-Type: text/html\n\n|<p>x", "", "reloadInjected"},
		"no-header":   {"<!doctype html>|<h1>x", "", "noHeader reloadInjected"},
		"no-type":     {"X-A: b\n\n|<h1>x", "", "noContentType reloadInjected"},
		"mark":        {"Content-Type: text/html\n\n\xef\xbb\xbf<!doctype html>|<p>x", "", "reloadInjected"},
		"XHTML":       {"Content-Type: application/xhtml+xml\n\n<html xmlns=\"http://www.w3.org/1999/xhtml\">|</html>", "", "reloadInjected"},
		"text":        {"X-A: b\n\nx<h1>", "", "noContentType"},
		"list":        {"X-A: b\n\n<ul><li>x", "", "noContentType"},
		"no-guess":    {"X-Content-Type-Options: nosniff\n\n<h1>x", "", "noContentType"},
		"plain":       {"Content-Type: text/plain\n\n<h1>x", "", ""},
		"picture":     {"Content-Type: image/svg+xml\n\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>", "", "notFollowedPlace"},
		"coded":       {"Content-Type: text/html\nContent-Encoding: gzip\n\n<p>x", "", "notFollowedCoding codingFalse"},
		"not-coded":   {"Content-Type: text/html\nContent-Encoding: identity\n\n|<p>x", "", "reloadInjected"},
		"download":    {"Content-Type: text/html\nContent-Disposition: attachment\n\n<p>x", "", ""},
		"no-word":     {"Content-Type: text/html\nContent-Disposition: att achment\n\n|<p>x", "", "reloadInjected"},
		"redirect":    {"Content-Type: text/html\nStatus: 302\nLocation: http://127.0.0.1:1/\n\n<p>x", "", ""},
		"comment":     {"Content-Type: text/html\n\n<!--" + strings.Repeat("x", 200<<10) + "--><!doctype html><p>", "", "notFollowedPlace"},
		"form":        {"Content-Type: text/html\n\n|<p>x", "POST", "reloadInjected"},
		"fetch":       {"Content-Type: text/html\n\n<p>x", "Sec-Fetch-Dest: empty", ""},
		"range":       {"Content-Type: text/html\n\n<p>x", "Sec-Fetch-Dest: document\nRange: bytes=0-", ""},
		"live":        {"Content-Type: text/html\n\n<p>x", "Sec-Fetch-Dest: iframe\nReferer: " + site.URL + "_vitrina/live?path=/", ""},
		"worker":      {"Content-Type: text/html\n\n|<p>x", "Sec-Fetch-Dest: empty\nSec-Fetch-Mode: navigate", "reloadInjected"},
		"live-worker": {"Content-Type: text/html\n\n<p>x", "Sec-Fetch-Dest: empty\nSec-Fetch-Mode: navigate\nReferer: " + site.URL + "_vitrina/live?path=/", ""},
	} {
		write(t, filepath.Join(root, "cgi-bin", name), strings.Replace(c.printed, "|", "", 1))
		method, fields := "GET", []string{"Sec-Fetch-Dest: document"}
		if c.request == "POST" {
			method = c.request
		} else if c.request != "" {
			fields = strings.Split(c.request, "\n")
		}
		target := "/cgi-bin/print.sh?" + name
		got := ask(t, site.URL, method, target, "", fields...)
		header, want, headed := strings.Cut(c.printed, "\n\n")
		if !headed {
			want = c.printed
		}
		line := inFolder
		if strings.Contains(header, "xml") {
			line = strings.ReplaceAll(line, "<script", `<script xmlns="http://www.w3.org/1999/xhtml"`)
		}
		if want = strings.Replace(want, "|", line, 1); withoutState(t, got.body) != want {
			t.Errorf("%s: %.200q, want %.200q", name, got.body, want)
		}
		if asked := strings.Contains(got.body, "&amp;method=POST"); asked != (method == "POST") {
			t.Errorf("%s: %s", name, got.body)
		}
		notes := []string{}
		for _, note := range e.exchange(target).Notes {
			if !strings.HasPrefix(note.Code, "encoding") {
				notes = append(notes, note.Code)
			}
		}
		if strings.Join(notes, " ") != c.notes {
			t.Errorf("%s: %v, want %s", name, notes, c.notes)
		}
	}
}

// What a script has printed is in the browser before the script goes on, and the line goes to the
// place that it has in the whole.
func TestPagesThatComeInPiecesGetTheLine(t *testing.T) {
	t.Parallel()
	root := folder(t, `-- cgi-bin/slow.sh --
#!/bin/sh
step() { while [ ! -e ../$1 ]; do sleep 0.01; done; }
printf 'Content-Type: text/html\n\n<!doctype html><title>x</title>\n<me'
step one
printf 'ta charset=utf-8><h1>One</h1>'
step two
printf '<h1>Two</h1>'
`)
	s := serve(t, root)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"cgi-bin/slow.sh", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Sec-Fetch-Dest", "document")
	response, err := ownClient(t).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	for next, want := range []string{"<!doctype html><title>x</title>\n", "<meta charset=utf-8>" + inFolder + "<h1>One</h1>", "<h1>Two</h1>"} {
		got := ""
		for !strings.HasSuffix(got, want[len(want)-4:]) {
			some := make([]byte, 1024)
			n, err := response.Body.Read(some)
			if got += string(some[:n]); err != nil && !strings.HasSuffix(got, want[len(want)-4:]) {
				t.Fatalf("%q %v, want %q", got, err, want)
			}
		}
		if withoutState(t, got) != want {
			t.Fatalf("%q, want %q", got, want)
		}
		write(t, filepath.Join(root, []string{"one", "two", "three"}[next]), "")
	}
	if rest, err := io.ReadAll(response.Body); err != nil || len(rest) > 0 {
		t.Errorf("%q %v", rest, err)
	}
}

// Where a script hands the request on, the browser still shows the script's address: the line leads
// to the root from there, and says the state of the script's page.
func TestThePageOfALocalRedirectIsTheScripts(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, `-- page.html --
<!doctype html><p>x
-- cgi-bin/to.sh --
#!/bin/sh
printf 'Location: /page.html\n\n'
`))
	state := func(page string) string { return between(page, "reload.js?state=", `"`) }
	redirected := get(t, s.url, "/cgi-bin/to.sh/extra/path?q", "Sec-Fetch-Dest: document")
	direct := get(t, s.url, "/page.html", "Sec-Fetch-Dest: document")
	if want := "<!doctype html>" + strings.Replace(scriptLine, "./", "../../../", 1) + "<p>x\n"; withoutState(t, redirected.body) != want {
		t.Errorf("%s", redirected.body)
	}
	if of := state(redirected.body); of == "" || of == state(direct.body) {
		t.Errorf("%s\n%s", redirected.body, direct.body)
	}
	if sent := ask(t, s.url, "POST", "/cgi-bin/to.sh", "", "Sec-Fetch-Dest: document"); !strings.Contains(sent.body, "&amp;method=POST") {
		t.Errorf("by a form: %s", sent.body)
	}
}

// A length that a script announces counts the line, and the panel says by whom.
func TestTheAnnouncedLengthCountsTheLine(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, `-- cgi-bin/length.sh --
#!/bin/sh
printf 'Content-type: text/html\ncontent-length: %s\nETag: "a"\n\n' "$QUERY_STRING"
printf '<!doctype html><ti'
sleep 0.2
printf 'tle>x</title><p>x'
`)
	site := e.start(root)
	const page = "<!doctype html><title>x</title>|<p>x"
	whole := len(page) - 1
	for announced, want := range map[int]string{whole: page, whole - 1: page[:len(page)-1], whole - 4: page[:len(page)-4], 15: "<!doctype html>|", 0: "|"} {
		target := fmt.Sprintf("/cgi-bin/length.sh?%d", announced)
		got := get(t, site.URL, target, "Sec-Fetch-Dest: document")
		want = strings.Replace(want, "|", inFolder, 1)
		if withoutState(t, got.body) != want || got.header.Get("Content-Length") != strconv.Itoa(len(got.body)) {
			t.Errorf("%d announced: %s%s, want %s", announced, got.head, got.body, want)
		}
		x := e.exchange(target)
		for _, field := range x.Response.Headers {
			if by := map[string]protocol.SetBy{"Content-Length": protocol.SetByReload, "Vary": protocol.SetByReload, "Content-type": protocol.SetByScript}[field.Name]; by != "" && field.SetBy != by {
				t.Errorf("%+v", field)
			}
		}
		if printed := whole; announced == printed && strings.Contains(noteCodes(x.Notes), "wrongLength") {
			t.Errorf("%+v", x.Notes)
		}
		if !strings.Contains(x.Script.Output, fmt.Sprintf("content-length: %d\n", announced)) {
			t.Errorf("what the script printed: %q", x.Script.Output)
		}
	}
}

// wide is a text in UTF-16, little end first, with a byte order mark.
func wide(text string) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}

// narrow reads such a text.
func narrow(text string) string {
	var units []uint16
	for at := 2; at+1 < len(text); at += 2 {
		units = append(units, uint16(text[at])|uint16(text[at+1])<<8)
	}
	return string(utf16.Decode(units))
}

// The line has a place in pages in files, whatever their size and encoding.
func TestPagesInFilesGetTheLine(t *testing.T) {
	t.Parallel()
	const xmlns = `<script xmlns="http://www.w3.org/1999/xhtml"`
	e := newEditor(t, true)
	root := t.TempDir()
	site := e.start(root)
	long := strings.Repeat("<p>ñ</p>\n", 110_000)
	for name, page := range map[string]string{
		"small.html":    "<!doctype html>|<p>x",
		"middle.html":   "<!doctype html><title>x</title>|" + long[:400_000],
		"large.html":    "<!doctype html><title>x</title>|" + long,
		"comment.html":  "<!--" + strings.Repeat("x", 100_000) + "--><!doctype html>|<p>x",
		"comment2.html": "<!--" + strings.Repeat("x", 100_000) + "--><!doctype html>|" + long,
		"endless.html":  "<!--" + strings.Repeat("x", 1<<20) + "--><!doctype html>" + long,
		"wide.html":     "<!doctype html><title>ñ</title>|<p>x",
		"untyped":       "<!doctype html>|<p>x",
		"untyped.page":  "\n|<p>x",
		"text":          "no page",
		"script.js":     "'<html>'",
		"page.xhtml":    `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">|<head><title>x</title></head></html>`,
		"large.svg":     `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">|` + strings.Repeat("<g/>", 270_000) + `</svg>`,
		"empty.svg":     `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"base.html":     `<head>|<base href="https://example.com/x/"><link href=a.css></head>`,
	} {
		line, plain, want := scriptLine, strings.Replace(page, "|", "", 1), ""
		if strings.HasSuffix(name, ".xhtml") || strings.HasSuffix(name, ".svg") {
			line = strings.ReplaceAll(line, "<script", xmlns)
		}
		want = strings.Replace(page, "|", line, 1)
		if name == "wide.html" {
			plain = wide(plain)
		}
		write(t, filepath.Join(root, name), plain)
		got := get(t, site.URL, "/"+name, "Sec-Fetch-Dest: document")
		body := got.body
		if name == "wide.html" {
			body = narrow(body)
		}
		note := map[bool]string{true: "reloadInjected", false: ""}[strings.Contains(page, "|")]
		if name == "endless.html" || name == "empty.svg" {
			note = "notFollowedPlace"
		}
		if codes := noteCodes(e.exchange("/" + name).Notes); note != "" && !strings.Contains(codes, note) || note == "" && strings.Contains(codes, "ollow") {
			t.Errorf("%s: %s", name, codes)
		}
		length := strconv.Itoa(len(got.body))
		if got.status != 200 || withoutState(t, body) != want || got.header.Get("Content-Length") != length {
			t.Errorf("%s: %s%.300q", name, got.head, got.body)
		}
		if head := ask(t, site.URL, "HEAD", "/"+name, "", "Sec-Fetch-Dest: document"); head.header.Get("Content-Length") != length {
			t.Errorf("HEAD of %s: %s", name, head.head)
		}
		same := get(t, site.URL, "/"+name, "Sec-Fetch-Dest: document", "If-None-Match: "+got.header.Get("ETag"))
		if same.status != 304 && len(page) < 1<<20 { // while a large file is fresh, its tag may change once
			t.Errorf("%s again: %s", name, same.head)
		}
		fetched := get(t, site.URL, "/"+name, "Sec-Fetch-Dest: empty")
		if fetched.body != plain || plain != got.body && fetched.header.Get("ETag") == got.header.Get("ETag") {
			t.Errorf("%s by fetch: %s%.300q", name, fetched.head, fetched.body)
		}
		ranged := get(t, site.URL, "/"+name, "Sec-Fetch-Dest: document", "Range: bytes=3-")
		if ranged.status != 206 || ranged.body != plain[3:] {
			t.Errorf("%s from byte 3: %s%.300q", name, ranged.head, ranged.body)
		}
	}
}

// A page whose policy does not let live reload work is left as it is, and its exchange names the
// directive, where it was set, and the live view.
func TestPagesThatPoliciesKeepFromBeingFollowed(t *testing.T) {
	t.Parallel()
	const meta = `<meta http-equiv="Content-Security-Policy" content="`
	e := newEditor(t, true)
	root := folder(t, `-- none.html --
<!doctype html>
<title>x</title>
`+meta+`default-src 'none'">
-- socket.html --
<!doctype html><title>x</title><link rel=icon href="data:,">
`+meta+`connect-src https://api.example; script-src 'none'">
-- self.html --
`+meta+`default-src 'self'"><p>x
-- free.html --
`+meta+`img-src 'none'"><p>x
-- by/setting.html --
<p>x
-- by/sandbox.html --
<p>x
-- cgi-bin/nonce.py --
print("Content-Type: text/html")
print("Content-Security-Policy: script-src 'nonce-abc'")
print()
print("<script nonce=abc>1</script>")
-- cgi-bin/meta.py --
print("Content-Type: text/html\n")
print("<title>x</title>")
print("""<meta http-equiv=Content-Security-Policy content="script-src 'none'">""")
`)
	site := e.start(root, func(p *protocol.SiteStartParams) {
		p.Headers = map[string]map[string]string{
			"by/setting.html": {"Content-Security-Policy": "img-src *, default-src https://cdn.example"},
			"by/sandbox.html": {"Content-Security-Policy": "sandbox allow-scripts"},
		}
	})
	staying := `<script async="" src="./_vitrina/reload.js"></script>`
	for target, want := range map[string][]string{
		"/none.html":        {"notFollowedScript", "“default-src 'none'”", "/none.html:3"},
		"/socket.html":      {"notFollowedSocket", "“connect-src https://api.example”", "/socket.html:2"},
		"/self.html":        {"reloadInjected"},
		"/free.html":        {"reloadInjected"},
		"/by/setting.html":  {"notFollowedScript", "“default-src https://cdn.example”", "vitrina.headers"},
		"/by/sandbox.html":  {"notFollowedSandbox", "“sandbox allow-scripts”", "vitrina.headers"},
		"/cgi-bin/nonce.py": {"notFollowedScript", "“script-src 'nonce-abc'”", "cgi-bin/nonce.py:2"},
		"/cgi-bin/meta.py":  {"notFollowedScript", "“script-src 'none'”", "cgi-bin/meta.py:3"},
	} {
		got := get(t, site.URL, target, "Sec-Fetch-Dest: document")
		if injected := strings.Contains(got.body, "_vitrina/"); injected != (want[0] == "reloadInjected") {
			t.Errorf("%s: %s", target, got.body)
		}
		if body := withoutState(t, got.body); strings.Contains(body, scriptLine) != (target == "/free.html") || target == "/self.html" && !strings.Contains(body, staying) {
			t.Errorf("%s: %s", target, got.body)
		}
		said := false
		for _, note := range e.exchange(target).Notes {
			if note.Code != want[0] {
				continue
			}
			said = true
			for _, part := range want[1:] {
				if !strings.Contains(note.Message, part) || !strings.Contains(note.Message, "/_vitrina/live?path="+url.QueryEscape(target)) {
					t.Errorf("%s: %s", target, note.Message)
				}
			}
		}
		if !said {
			t.Errorf("%s: %+v", target, e.exchange(target).Notes)
		}
	}
}

// Vitrina's own pages are followed where a browser opens them, by one script that nothing else
// can be in the place of. Others get what they always got.
func TestOurOwnPagesAreFollowed(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- sub/a.txt --\n-- cgi-bin/fails.py --\nimport nothing_of_that_name\n")
	site := e.start(root)
	for target, status := range map[string]int{
		"/missing": 404, "/deep/er/missing.html?x=/y": 404, "/sub/": 200, "/": 200, "/cgi-bin/fails.py": 500, "/cgi-bin/none.py/a/b": 404, "/.hidden": 404,
	} {
		const browser = "Accept: text/html,*/*;q=0.8"
		got := get(t, site.URL, target, "Sec-Fetch-Dest: document", browser)
		path, _, _ := strings.Cut(target, "?")
		source := "./"
		if depth := strings.Count(path, "/") - 1; depth > 0 {
			source = strings.Repeat("../", depth)
		}
		nonce := between(withoutState(t, got.body), `<script async="" src="`+source+`_vitrina/reload.js" nonce="`, `"></script>`)
		policy := "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-" + nonce + "'; connect-src 'self'"
		if got.status != status || len(nonce) < 20 || got.header.Get("Content-Security-Policy") != policy {
			t.Errorf("%s: %s%.600s", target, got.head, got.body)
		}
		for _, fields := range [][]string{
			{browser},
			{"Sec-Fetch-Dest: empty", browser},
			{"Sec-Fetch-Dest: document", "Accept: application/json"},
			{"Sec-Fetch-Dest: iframe", browser, "Referer: " + site.URL + "_vitrina/live?path=/"},
		} {
			got := get(t, site.URL, target, fields...)
			if strings.Contains(got.body, "<script") || strings.Contains(got.header.Get("Content-Security-Policy"), "script-src") {
				t.Errorf("%s %v: %s%.600s", target, fields, got.head, got.body)
			}
		}
	}
	for _, target := range []string{"/_vitrina/none", "/%"} {
		if got := get(t, site.URL, target, "Sec-Fetch-Dest: document", "Accept: text/html"); strings.Contains(got.body, "<script") {
			t.Errorf("%s: %s", target, got.body)
		}
	}
	if got := get(t, site.URL, "/missing", "Sec-Fetch-Dest: document", "Accept: text/html", "Host: evil.example"); got.status != 403 || strings.Contains(got.body, "<script") {
		t.Errorf("another host: %s%s", got.head, got.body)
	}
}

// between is what stands between two texts, the first of each.
func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	inner, _, _ := strings.Cut(rest, after)
	return inner
}
