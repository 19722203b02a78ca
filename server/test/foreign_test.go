//go:build linux

package test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// counting is a script that counts its runs, and one that hands on to it.
const counting = `
-- a.txt --
a
-- cgi-bin/count.sh --
#!/bin/sh
echo >> ../ran
printf 'Content-Type: text/plain\n\nran'
-- cgi-bin/hand-on.sh --
#!/bin/sh
echo >> ../ran
printf 'Location: /cgi-bin/count.sh\n\n'
`

func runs(t *testing.T, root string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "ran"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return len(data)
}

// A page of another site cannot run a script: all it can do is lead its user there.
func TestPagesOfOtherSitesRunNoScript(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, counting)
	site := e.start(root, func(p *protocol.SiteStartParams) { p.AllowedHosts = []string{"lab.test", "localhost:5500"} })
	fetch := func(site, mode, dest string) []string {
		return []string{"Sec-Fetch-Site: " + site, "Sec-Fetch-Mode: " + mode, "Sec-Fetch-Dest: " + dest}
	}
	origin := func(origin string, fields ...string) []string { return append(fields, "Origin: "+origin) }
	own := strings.TrimSuffix(site.URL, "/")
	for name, c := range map[string]struct {
		method string
		fields []string
		runs   bool
	}{
		"curl":                                    {"GET", nil, true},
		"the address bar":                         {"GET", fetch("none", "navigate", "document"), true},
		"a link on a page of this site":           {"GET", fetch("same-origin", "navigate", "document"), true},
		"the live view's frame":                   {"GET", fetch("same-origin", "navigate", "iframe"), true},
		"a page of this site by fetch":            {"GET", fetch("same-origin", "cors", "empty"), true},
		"a form of this site":                     {"POST", origin(own, fetch("same-origin", "navigate", "document")...), true},
		"a form of this site in an older browser": {"POST", origin(own), true},
		"a form of this site by its other name":   {"POST", origin(fmt.Sprintf("http://localhost:%d", site.Port), fetch("cross-site", "navigate", "document")...), true},
		"an allowed site by fetch":                {"GET", origin("http://lab.test:81", fetch("cross-site", "cors", "empty")...), true},
		"an allowed port by fetch":                {"GET", origin("http://localhost:5500", fetch("cross-site", "cors", "empty")...), true},
		"a link on another site":                  {"GET", fetch("cross-site", "navigate", "document"), true},
		"a link in the panel":                     {"GET", fetch("same-site", "navigate", "document"), true},
		"a form of another site":                  {"POST", origin("https://evil.example", fetch("cross-site", "navigate", "document")...), false},
		"a frame of another site":                 {"GET", fetch("cross-site", "navigate", "iframe"), false},
		"an object of another site":               {"GET", fetch("cross-site", "navigate", "object"), false},
		"an image of another site":                {"GET", fetch("cross-site", "no-cors", "image"), false},
		"a script of another site":                {"GET", fetch("cross-site", "no-cors", "script"), false},
		"another site by fetch":                   {"GET", origin("https://evil.example", fetch("cross-site", "cors", "empty")...), false},
		"another site by HEAD":                    {"HEAD", origin("https://evil.example", fetch("cross-site", "cors", "empty")...), false},
		"another site before it fetches":          {"OPTIONS", origin("https://evil.example", append(fetch("cross-site", "cors", "empty"), "Access-Control-Request-Method: PUT")...), false},
		"another port of this machine":            {"GET", fetch("same-site", "no-cors", "image"), false},
		"another port by fetch":                   {"POST", origin("http://localhost:5501", fetch("same-site", "cors", "empty")...), false},
		"another site, ahead of a link":           {"GET", append(fetch("cross-site", "navigate", "document"), "Sec-Purpose: prefetch"), false},
		"any page's speculation rules":            {"GET", append(fetch("none", "navigate", "document"), "Sec-Purpose: prefetch;prerender"), false},
		"this site, ahead of a link":              {"GET", append(fetch("same-origin", "no-cors", "empty"), "Sec-Purpose: prefetch"), true},
		"a socket of another site":                {"GET", origin("https://evil.example", append(fetch("cross-site", "websocket", "empty"), "Connection: Upgrade", "Upgrade: websocket")...), false},
		"a file":                                  {"POST", origin("null", fetch("cross-site", "navigate", "document")...), false},
		"a browser that says what nobody knows":   {"GET", fetch("elsewhere", "cors", "empty"), false},
		"another site in an older browser":        {"POST", origin("https://evil.example"), false},
		"a file in an older browser":              {"POST", origin("null"), false},
		"another port in an older browser":        {"POST", origin("http://127.0.0.1:1"), false},
		"no origin at all":                        {"POST", origin("about"), false},
	} {
		for path, each := range map[string]int{"/cgi-bin/count.sh": 1, "/cgi-bin/hand-on.sh": 2} {
			before, status, want := runs(t, root), 403, 0
			if c.runs {
				status, want = 200, each
			}
			got := ask(t, site.URL, c.method, path, "", c.fields...)
			if ran := runs(t, root) - before; got.status != status || ran != want {
				t.Errorf("%s, %s: %d scripts ran: %s%s", name, path, ran, got.head, got.body)
			}
		}
	}
	if got := get(t, site.URL, "/a.txt", fetch("cross-site", "no-cors", "image")...); got.status != 200 || got.body != "a\n" {
		t.Errorf("a file: %s", got.head)
	}
}

// The refusal says why, to the browser and in the panel.
func TestTheRefusalOfAForeignPageTeaches(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, counting))
	for language, want := range map[string]string{
		"en": "Other sites cannot run scripts here", "es": "Otros sitios no pueden ejecutar scripts aquí",
	} {
		got := get(t, site.URL, "/cgi-bin/count.sh?"+language, "Accept: text/html", "Accept-Language: "+language,
			"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty", "Origin: https://evil.example<b>")
		if got.status != 403 || !strings.Contains(got.body, want) || !strings.Contains(got.body, "https://evil.example&lt;b&gt;") {
			t.Errorf("%s%s", got.head, got.body)
		}
		x := e.exchange("/cgi-bin/count.sh?" + language)
		if noteCodes(x.Notes) != "foreignPage" || x.Kind != protocol.KindError || !strings.Contains(x.Notes[0].Message, "https://evil.example<b>") {
			t.Errorf("%+v", x.ExchangeSummary)
		}
	}
}

// No page of another origin reads what is sent, or follows the files.
func TestSocketsTakeTheirOwnPagesOnly(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, lesson), "--allow-host", "lab.test")
	panel := s.panel[:strings.LastIndex(s.panel, "/")+1]
	panelOrigin := s.panel[:strings.Index(s.panel[len("http://"):], "/")+len("http://")]
	own := strings.TrimSuffix(s.url, "/")
	handshake := []string{"Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="}
	for _, c := range []struct {
		origins       []string
		reload, panel int
	}{
		{nil, 101, 101}, // no browser; who has the panel's address may read it
		{[]string{own}, 101, 403},
		{[]string{panelOrigin}, 403, 101},
		{[]string{strings.Replace(own, "127.0.0.1", "localhost", 1)}, 101, 403},
		{[]string{"http://lab.test:81"}, 101, 403},
		{[]string{"http://evil.example"}, 403, 403},
		{[]string{"http://127.0.0.1.evil.example" + own[strings.LastIndex(own, ":"):]}, 403, 403},
		{[]string{"http://127.0.0.1:1"}, 403, 403},
		{[]string{"http://127.0.0.1"}, 403, 403},
		{[]string{"null"}, 403, 403},
		{[]string{"file://"}, 403, 403},
		{[]string{"vscode-webview://abc"}, 403, 403},
		{[]string{"%"}, 403, 403},
		{[]string{own, "http://evil.example"}, 403, 403},
	} {
		fields := handshake
		for _, origin := range c.origins {
			fields = append(fields, "Origin: "+origin)
		}
		for address, want := range map[string]int{s.url + "_vitrina/reload?page=/": c.reload, panel + "rpc": c.panel} {
			conn := dial(t, address[:strings.Index(address[len("http://"):], "/")+len("http://")])
			path := address[strings.Index(address[len("http://"):], "/")+len("http://"):]
			if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n", path, conn.RemoteAddr(), strings.Join(fields, "\r\n")); err != nil {
				t.Fatal(err)
			}
			line := make([]byte, len("HTTP/1.1 101"))
			if _, err := io.ReadFull(conn, line); err != nil || string(line) != fmt.Sprintf("HTTP/1.1 %d", want) {
				t.Errorf("%v: %s: %q, not %d", c.origins, path, line, want)
			}
			_ = conn.Close()
		}
	}
}

// Nothing is added to a response that was not asked for: no permission for other sites
// (CORS), no policy about them. These are all the fields of each kind of response.
func TestResponsesHaveTheseFieldsOnly(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, lesson+"-- sub/b.txt --\nb\n-- empty/x/y.txt --\n-- cgi-bin/typed.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nyes'\n-- cgi-bin/fails.sh --\n#!/bin/sh\nexit 1\n"))
	tag := get(t, s.url, "/sub/b.txt").header.Get("ETag")
	const (
		file   = "Accept-Ranges Cache-Control Connection Content-Length Content-Type Date Etag Last-Modified Server"
		page   = "Cache-Control Connection Content-Language Content-Length Content-Security-Policy Content-Type Date Server X-Content-Type-Options"
		plain  = "Cache-Control Connection Content-Language Content-Length Content-Type Date Server X-Content-Type-Options"
		script = "Connection Date Server Transfer-Encoding"
		own    = "Accept-Ranges Cache-Control Connection Content-Length Content-Type Date Etag Server X-Content-Type-Options"
	)
	const browser = "Accept: text/html"
	for _, c := range []struct {
		method, path string
		fields       []string
		status       int
		want         string
	}{
		{"GET", "/sub/b.txt", nil, 200, file},
		{"HEAD", "/sub/b.txt", nil, 200, file},
		{"GET", "/sub/b.txt", []string{"Origin: https://evil.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"}, 200, file},
		{"GET", "/index-1.html", []string{"Sec-Fetch-Dest: document"}, 200, file + " Vary"}, // with the script line
		{"GET", "/sub/b.txt", []string{"Range: bytes=0-0"}, 206, file + " Content-Range"},
		{"GET", "/sub/b.txt", []string{"Range: bytes=9-"}, 416, plain + " Content-Range Etag"},
		{"GET", "/sub/b.txt", []string{"If-None-Match: " + tag}, 304, "Cache-Control Connection Date Etag Server"},
		{"GET", "/sub/b.txt", []string{"If-Match: \"other\""}, 412, plain + " Etag"},
		{"GET", "/sub", nil, 301, "Cache-Control Connection Content-Length Date Location Server"},
		{"GET", "/sub/", []string{browser}, 200, page + " Vary"},
		{"GET", "/sub/", []string{"Accept: application/json"}, 200, "Cache-Control Connection Content-Length Content-Type Date Server Vary X-Content-Type-Options"},
		{"GET", "/nothing", []string{browser}, 404, page},
		{"GET", "/nothing", nil, 404, plain},
		{"GET", "/.env", []string{browser}, 404, page},
		{"GET", "/%zz", nil, 400, plain},
		{"GET", "/a b", nil, 400, plain},
		{"PUT", "/sub/b.txt", nil, 405, plain + " Allow"},
		{"OPTIONS", "/sub/b.txt", nil, 204, "Allow Connection Date Server"},
		{"OPTIONS", "/sub/b.txt", []string{"Origin: https://evil.example", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: x"}, 204, "Allow Connection Date Server"},
		{"OPTIONS", "*", nil, 204, "Allow Connection Date Server"},
		{"GET", "/cgi-bin/typed.sh", nil, 200, script + " Content-Type"},
		{"GET", "/cgi-bin/index.py", nil, 200, script},
		{"GET", "/cgi-bin/fails.sh", nil, 500, plain},
		{"GET", "/cgi-bin/typed.sh", []string{"Sec-Fetch-Site: cross-site"}, 403, plain},
		{"GET", "/sub/b.txt", []string{"Host: evil.example"}, 403, plain},
		{"GET", "/_vitrina/live", nil, 200, own + " Content-Language Content-Security-Policy Referrer-Policy Vary"},
		{"GET", "/_vitrina/reload.js", nil, 200, own},
		{"GET", "/_vitrina/nothing", nil, 404, plain},
		{"GET", "/_vitrina/nothing", []string{browser}, 404, page},
	} {
		got := ask(t, s.url, c.method, c.path, "", c.fields...)
		names := []string{}
		for _, line := range strings.Split(strings.TrimSpace(got.head), "\r\n")[1:] {
			name, _, _ := strings.Cut(line, ":")
			names = append(names, http.CanonicalHeaderKey(name))
		}
		slices.Sort(names)
		want := strings.Fields(c.want)
		slices.Sort(want)
		if got.status != c.status || !slices.Equal(names, want) {
			t.Errorf("%s %s %q: %d with %v, not %d with %v", c.method, c.path, c.fields, got.status, names, c.status, want)
		}
	}
}

// What other sites may read is for the user to say, in a setting.
func TestASettingLetsOtherSitesRead(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson+"-- open.json --\n{}\n"), func(p *protocol.SiteStartParams) {
		p.Headers = map[string]map[string]string{"*.json": {"Access-Control-Allow-Origin": "*"}}
	})
	for path, want := range map[string]string{"/open.json": "*", "/index.css": "", "/cgi-bin/index.py": ""} {
		if got := get(t, site.URL, path, "Origin: "+strings.TrimSuffix(site.URL, "/")); got.header.Get("Access-Control-Allow-Origin") != want {
			t.Errorf("%s: %s", path, got.head)
		}
	}
	for _, h := range e.exchange("/open.json").Response.Headers {
		if h.Name == "Access-Control-Allow-Origin" && h.SetBy != protocol.SetBySetting {
			t.Errorf("%+v", h)
		}
	}
}
