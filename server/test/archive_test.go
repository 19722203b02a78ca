//go:build linux

package test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/protocol"
)

const archivedSite = `
-- index.html --
<!doctype html><link rel=stylesheet href=index.css><h1>Hola
-- index.css --
<!doctype html><p>HTML in a style sheet
-- cgi-bin/plain.sh --
#!/bin/sh
printf '<h1>no type'
-- cgi-bin/chunks.sh --
#!/bin/sh
printf 'Content-Type: text/plain\nX-A: 1\nSet-Cookie: sid=s3cret\n\n'
cat
echo oops >&2
exit 3
-- cgi-bin/packed.sh --
#!/bin/sh
printf 'Content-Type: text/plain\nContent-Encoding: gzip\n\n'
echo hola | gzip -n
`

// har is an archive of a site, as JSON has it.
func (e *editor) har(siteID string, redact bool) string {
	e.t.Helper()
	var got json.RawMessage
	e.must(protocol.MethodExchangeHAR, protocol.ExchangeHARParams{SiteID: siteID, Redact: &redact}, &got)
	return string(got)
}

// sendAll sends bytes to a site and waits until it hangs up.
func sendAll(t *testing.T, url, request string) {
	t.Helper()
	connection := dial(t, url)
	defer connection.Close()
	if _, err := io.WriteString(connection, strings.ReplaceAll(request, "HOST", hostOf(url))); err != nil {
		t.Fatal(err)
	}
	hangUp(connection)
}

// What is exported, opened and exported again is the same, but for the names of sites and exchanges;
// and what a panel shows of it is the same, verdicts and all.
func TestAnArchiveIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, archivedSite))
	page := "Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n"
	targets := []string{"/index.html", "/index.css", "/cgi-bin/plain.sh", "/cgi-bin/chunks.sh?token=s3cret", "/cgi-bin/packed.sh", "/missing?x", "/index.html?b"}
	for _, request := range []string{
		"GET /index.html HTTP/1.1\r\nHost: HOST\r\n" + page + "x-lower: 1\r\n\r\n",
		"GET /index.css HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Dest: style\r\nReferer: http://HOST/index.html\r\n\r\n",
		"GET /cgi-bin/plain.sh HTTP/1.1\r\nHost: HOST\r\n" + page + "\r\n",
		"POST /cgi-bin/chunks.sh?token=s3cret HTTP/1.1\r\nHost: HOST\r\nCookie: a=s3cret\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n3;x=y\r\na\xff\x00\r\n0\r\nX-End: 1\r\n\r\n",
		"GET /cgi-bin/packed.sh HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"GET /missing?x HTTP/1.1\r\nHost: HOST\r\nX-Name: \xf1\r\n" + page + "\r\n",
		"GET /index.html?b HTTP/1.1\r\nHost: HOST\r\nRange: bytes=0-3\r\n\r\n",
		"NONSENSE\r\n\r\n",
	} {
		sendAll(t, site.URL, request)
	}
	for _, target := range targets {
		e.exchange(target)
	}
	first := e.exchange("/index.html")
	note := "Look here: <b>¡hola!</b>"
	e.must(protocol.MethodExchangePin, protocol.ExchangePinParams{ID: first.ID, Pinned: true, Note: &note}, nil)
	sent := e.replay(protocol.ExchangeReplayParams{ID: first.ID})
	targets = append(targets, sent.Target)

	written := e.har(site.ID, false)
	if !strings.Contains(written, `"_note":"Look here: \u003cb\u003e¡hola!`) {
		t.Error("the note is missing")
	}
	file := filepath.Join(t.TempDir(), "hand-in.har")
	if err := os.WriteFile(file, []byte(written), 0o600); err != nil {
		t.Fatal(err)
	}
	other := newEditor(t, false)
	var opened protocol.Site
	other.must(protocol.MethodHAROpen, protocol.HAROpenParams{Path: file}, &opened)
	if opened.Archive == nil || opened.Archive.Exchanges < len(targets) || opened.Archive.Rebuilt != 0 || opened.URL != site.URL || opened.Root != file {
		t.Fatalf("%+v %+v", opened, opened.Archive)
	}
	if diff := cmp.Diff(logged(t, written), logged(t, other.har(opened.ID, false))); diff != "" {
		t.Error("the archive differs:\n", diff)
	}
	was, is := list(e, site.ID), list(other, opened.ID)
	if len(was) != len(is) {
		t.Fatal(len(was), len(is))
	}
	for i := range was {
		if diff := cmp.Diff(shownOf(e, was[i]), shownOf(other, is[i])); diff != "" {
			t.Errorf("%s differs:\n%s", was[i].Target, diff)
		}
	}
	if got := is[0]; !got.Pinned || got.Note != note || is[len(is)-1].Replay == nil || is[len(is)-1].Replay.Of != got.ID {
		t.Errorf("%+v", got)
	}

	// Nothing answers: it cannot be sent again. What is closed is gone, pinned or not.
	if r := other.call(protocol.MethodExchangeReplay, protocol.ExchangeReplayParams{ID: is[0].ID}); r.Error == nil || !strings.Contains(r.Error.Message, "comes from a file") {
		t.Errorf("%+v", r)
	}
	other.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: opened.ID}, nil)
	if left := list(other, ""); len(left) > 0 {
		t.Error(left)
	}

	// A page for others has what can be seen, and no secret.
	var shared protocol.ExchangeShareResult
	e.must(protocol.MethodExchangeShare, protocol.ExchangeShareParams{SiteID: site.ID}, &shared)
	for _, want := range []string{"/index.css", "text/css; charset=utf-8", "Applied", "Look here: &lt;b&gt;", "oops", "REDACTED"} {
		if !strings.Contains(shared.HTML, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for name, text := range map[string]string{"page": shared.HTML, "archive": e.har(site.ID, true)} {
		if at := strings.Index(text, "s3cret"); at >= 0 {
			t.Errorf("a secret is in the %s: %s", name, text[max(0, at-100):at+20])
		}
	}
	no := false
	e.must(protocol.MethodExchangeShare, protocol.ExchangeShareParams{SiteID: site.ID, IDs: []string{first.ID}, Redact: &no}, &shared)
	if strings.Contains(shared.HTML, "index.css\"") || !strings.Contains(shared.HTML, "/index.html") {
		t.Error("a page of one exchange has another")
	}
}

func list(e *editor, siteID string) []protocol.ExchangeSummary {
	e.t.Helper()
	var got protocol.ExchangeListResult
	e.must(protocol.MethodExchangeList, protocol.ExchangeListParams{SiteID: siteID}, &got)
	return got.Exchanges
}

// logged is an archive without the names of sites and exchanges.
func logged(t *testing.T, archive string) any {
	t.Helper()
	var har struct {
		Log struct {
			Entries []map[string]any `json:"entries"`
		} `json:"log"`
	}
	if err := json.Unmarshal([]byte(archive), &har); err != nil {
		t.Fatal(err)
	}
	for _, entry := range har.Log.Entries {
		own := entry["_vitrina"].(map[string]any)
		for _, name := range []string{"id", "siteId", "replay"} {
			delete(own, name)
		}
		if script, ok := own["script"].(map[string]any); ok {
			delete(script, "printed") // what a script printed is the body, and not kept twice
		}
	}
	return har.Log.Entries
}

// shownOf is what a panel shows of an exchange, with its bodies.
func shownOf(e *editor, of protocol.ExchangeSummary) string {
	e.t.Helper()
	var x protocol.Exchange
	e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: of.ID}, &x)
	x.ID, x.SiteID, x.Replay = "", "", nil
	if x.Script != nil {
		x.Script.Printed.Kept = 0
	}
	text, err := json.MarshalIndent(x, "", " ")
	if err != nil {
		e.t.Fatal(err)
	}
	return fmt.Sprintf("%s\n%q\n%q", text, e.content(of.ID, protocol.BodyOfRequest), e.content(of.ID, protocol.BodyOfResponse))
}

func TestANoteIsKeptOnWhatIsPinned(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, archivedSite))
	get(t, site.URL, "/index.css")
	id := e.exchange("/index.css").ID
	note, long := "two\nlines", strings.Repeat("ñ", 4001)
	if r := e.call(protocol.MethodExchangePin, protocol.ExchangePinParams{ID: id, Pinned: true, Note: &long}); r.Error == nil || !strings.Contains(r.Error.Message, "4000") {
		t.Errorf("%+v", r)
	}
	e.must(protocol.MethodExchangePin, protocol.ExchangePinParams{ID: id, Pinned: true, Note: &note}, nil)
	e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{}, nil)
	e.must(protocol.MethodExchangePin, protocol.ExchangePinParams{ID: id, Pinned: true}, nil)
	if got := list(e, site.ID); len(got) != 1 || got[0].Note != note {
		t.Errorf("%+v", got)
	}
}

// `vitrina har` shows a file until it is stopped, at its panel alone.
func TestAFileIsShownOffline(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "a file.har")
	const archive = `{"log":{"version":"1.2","creator":{"name":"Firefox","version":"145.0"},"entries":[
		{"startedDateTime":"2026-11-20T10:00:00.5Z","time":9,"request":{"method":"GET","url":"http://example.test/index.css","httpVersion":"HTTP/1.1",
		"headers":[{"name":"Host","value":"example.test"},{"name":"Sec-Fetch-Dest","value":"style"},{"name":"Sec-Fetch-Mode","value":"no-cors"}]},
		"response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","headers":[{"name":"Content-Type","value":"text/plain"},{"name":"X-Content-Type-Options","value":"nosniff"},{"name":"Content-Encoding","value":"br"}],"content":{"text":"p{}"}}}]}}`
	if err := os.WriteFile(file, []byte(archive), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startProgram(t, "har", "--json", "--lang", "es", file)
	var ready struct {
		Event, URL, Panel, ID string
		Archive               protocol.Archive
	}
	if err := json.Unmarshal([]byte(s.first), &ready); err != nil {
		t.Fatal(err)
	}
	if ready.Event != "ready" || ready.Archive != (protocol.Archive{Creator: "Firefox 145.0", Exchanges: 1, Rebuilt: 1}) || !strings.HasPrefix(ready.Panel, "http://127.0.0.1:") || !strings.Contains(ready.Panel, "lang=es") {
		t.Fatal(s.first)
	}
	s.panel = ready.Panel
	panel := panelOf(t, s, "es")
	all := list(panel, ready.ID)
	if len(all) != 1 || all[0].Target != "/index.css" || all[0].Gist == nil || all[0].Gist.Fate != protocol.FateRefused || all[0].Notes[0].Code != "headsRebuilt" {
		t.Errorf("%+v", all)
	}
	if r := panel.call(protocol.MethodHAROpen, protocol.HAROpenParams{Path: file}); r.Error == nil {
		t.Error("a panel may open files")
	}
}

func TestAFileThatCannotBeShownIsAnErrorOfOneLine(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	cut := filepath.Join(folder, "cut.har")
	if err := os.WriteFile(cut, []byte("{\"log\":{\"entries\":[\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	huge := filepath.Join(folder, "huge.har")
	if err := os.WriteFile(huge, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 300<<20); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{cut}, 1, "vitrina: " + cut + " cannot be read as HAR. Line 2, column 1: the file ends here, in the middle. Copy or export it again.\n"},
		{[]string{cut, "--lang=es"}, 1, "vitrina: " + cut + " no se puede leer como HAR. Línea 2, columna 1: el archivo acaba aquí, a medias. Cópialo o expórtalo de nuevo.\n"},
		{[]string{huge}, 1, "vitrina: " + huge + " is larger than 256 MiB, which is the most that Vitrina opens. Export fewer exchanges and try again.\n"},
		{[]string{folder}, 1, "vitrina: Vitrina cannot open " + folder + " (it is not a file). Choose a HAR file that you may read.\n"},
		{[]string{folder + "/none"}, 1, "vitrina: Vitrina cannot open " + folder + "/none (a file or folder is missing). Choose a HAR file that you may read.\n"},
		{nil, 2, "vitrina: har takes one file: `vitrina har FILE`.\n"},
		{[]string{"--lang", "fr", cut}, 2, "vitrina: Vitrina speaks en (English) and es (Spanish), but --lang got “fr”.\n"},
	} {
		_, stderr, code := runBinary(t, nil, append([]string{"har"}, c.args...)...)
		if code != c.code || stderr != c.want {
			t.Errorf("%v: %d\n%s", c.args, code, stderr)
		}
	}
}
