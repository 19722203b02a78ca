//go:build linux

package test

import (
	"encoding/json"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

const overriddenSite = `-- page.html --
<!doctype html><title>x</title><link rel=stylesheet href=style.css><p>Hello
-- style.css --
p { color: red }
-- ñ b.txt --
text
-- folder/a.txt --
a
-- cgi-bin/date.sh --
#!/bin/sh
printf 'content-type: text/html\r\nStatus: 201 Made\r\nSet-Cookie: a=1\r\nETag: "v1"\r\n\r\n<p>now %s' "$HTTP_IF_NONE_MATCH"
-- cgi-bin/long.sh --
#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
head -c 300000 /dev/zero | tr '\0' a
-- cgi-bin/there.sh --
#!/bin/sh
printf 'Location: /style.css\r\n\r\n'
-- cgi-bin/nph-raw.sh --
#!/bin/sh
printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi'
`

func typed(value string) protocol.Override { return protocol.Override{ContentType: &value} }

// overriding answers a path in another way.
func (e *editor) overriding(site protocol.Site, path string, o protocol.Override) protocol.PathOverride {
	e.t.Helper()
	var set protocol.PathOverride
	e.must(protocol.MethodOverrideSet, protocol.OverrideSetParams{SiteID: site.ID, Path: path, Override: o}, &set)
	return set
}

// Whatever answers a path, the override has the last word on the head, and none on the bytes.
func TestAPathIsServedAsSomethingElse(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, overriddenSite))
	fields := func(pairs ...string) protocol.Override {
		o := protocol.Override{}
		for i := 0; i < len(pairs); i += 2 {
			o.Fields = append(o.Fields, protocol.HeaderLine{Name: pairs[i], Value: pairs[i+1]})
		}
		return o
	}
	status := func(code int) protocol.Override { return protocol.Override{Status: code} }
	same := "(the same)"
	for name, test := range map[string]struct {
		method, path string
		override     protocol.Override
		asking       []string
		status       int
		has, hasNot  []string // lines of the head
		body         string
		by           string // the names of the fields that the override set
	}{
		"a file's type":        {"GET", "/style.css", typed("text/html"), nil, 200, []string{"Content-Type: text/html"}, []string{"text/css"}, same, "Content-Type ETag"},
		"no type":              {"GET", "/page.html", typed(""), nil, 200, nil, []string{"Content-Type:"}, same, "ETag"},
		"a status":             {"GET", "/page.html", status(404), nil, 404, []string{"HTTP/1.1 404 Not Found", "Content-Type: text/html; charset=utf-8"}, nil, same, "ETag"},
		"a status of its own":  {"GET", "/page.html", status(299), nil, 299, nil, nil, same, "ETag"},
		"HEAD":                 {"HEAD", "/style.css", protocol.Override{ContentType: typed("image/png").ContentType, Status: 500}, nil, 500, []string{"Content-Type: image/png", "Content-Length: 17"}, nil, "", "Content-Type ETag"},
		"no content":           {"GET", "/page.html", status(204), nil, 204, nil, []string{"Content-Length", "Transfer-Encoding"}, "", "ETag"},
		"reset content":        {"GET", "/page.html", status(205), nil, 205, []string{"Content-Length: 0"}, nil, "", "ETag"},
		"not modified":         {"GET", "/page.html", protocol.Override{ContentType: typed("a/b").ContentType, Status: 304}, nil, 304, nil, []string{"Content-Length", "Content-Type"}, "", "ETag"},
		"fields":               {"GET", "/page.html", fields("x-content-type-options", "nosniff", "Cache-Control", "max-age=60", "Vary", "a", "vary", "b"), nil, 200, []string{"x-content-type-options: nosniff", "Cache-Control: max-age=60", "Vary: a", "vary: b"}, []string{"no-cache"}, same, "Cache-Control Vary vary x-content-type-options ETag"},
		"a date of its own":    {"GET", "/page.html", fields("ETag", `"mine"`), nil, 200, []string{`ETag: "mine"`}, nil, same, "ETag"},
		"a redirect":           {"GET", "/page.html", protocol.Override{Status: 302, Fields: fields("Location", "/style.css").Fields}, nil, 302, []string{"Location: /style.css"}, nil, same, "Location ETag"},
		"a part":               {"GET", "/style.css", typed("text/plain"), []string{"Range: bytes=0-1"}, 206, []string{"Content-Type: text/plain", "Content-Range: bytes 0-1/17"}, nil, "p ", "Content-Type ETag"},
		"a part with a status": {"GET", "/style.css", status(404), []string{"Range: bytes=0-1"}, 404, nil, []string{"Content-Range"}, same, "ETag"},
		"several parts":        {"GET", "/style.css", typed("text/plain"), []string{"Range: bytes=0-1,4-5"}, 200, []string{"Content-Type: text/plain"}, nil, same, "Content-Type ETag"},
		"a part of another":    {"GET", "/style.css", typed("text/plain"), []string{"Range: bytes=0-1", `If-Range: "other"`}, 200, nil, nil, same, "Content-Type ETag"},
		"a condition":          {"GET", "/style.css", typed("text/plain"), []string{"If-None-Match: *", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT"}, 200, nil, nil, same, "Content-Type ETag"},
		"a coded path":         {"GET", "/%C3%B1%20b.txt", typed("text/html"), nil, 200, []string{"Content-Type: text/html"}, nil, same, "Content-Type ETag"},
		"another coding":       {"GET", "/st%79le.css", typed("text/html"), nil, 200, []string{"Content-Type: text/html"}, nil, same, "Content-Type ETag"},
		"a listing":            {"GET", "/folder/", typed("text/plain"), nil, 200, []string{"Content-Type: text/plain"}, nil, same, "Content-Type"},
		"a redirect's own":     {"GET", "/folder", fields("Cache-Control", "no-store"), nil, 301, []string{"Location: /folder/", "Cache-Control: no-store"}, nil, "", "Cache-Control"},
		"an error page":        {"GET", "/nothing", status(200), nil, 200, nil, nil, same, ""},
		"a method that is not": {"DELETE", "/page.html", typed("text/plain"), nil, 405, []string{"Allow: GET, HEAD, OPTIONS", "Content-Type: text/plain"}, nil, same, "Content-Type"},
		"a preflight":          {"OPTIONS", "/page.html", protocol.Override{ContentType: typed("a/b").ContentType, Fields: fields("Access-Control-Allow-Origin", "*").Fields}, nil, 204, []string{"Access-Control-Allow-Origin: *"}, []string{"a/b"}, "", "Access-Control-Allow-Origin"},
		"a script": {
			"GET", "/cgi-bin/date.sh",
			protocol.Override{ContentType: typed("text/plain").ContentType, Fields: fields("Set-Cookie", "b=2", "X-A", "1").Fields},
			[]string{`If-None-Match: "v1"`},
			201,
			[]string{"HTTP/1.1 201 Made\r\nContent-Type: text/plain\r\nSet-Cookie: a=1\r\nETag: \"v1-as-", "Set-Cookie: b=2\r\nX-A: 1"},
			[]string{"content-type"},
			"<p>now ", "Content-Type Set-Cookie X-A ETag",
		},
		"a script's status":       {"GET", "/cgi-bin/date.sh", status(503), nil, 503, []string{"HTTP/1.1 503 Service Unavailable"}, []string{"Made"}, "<p>now ", "ETag"},
		"a script without":        {"GET", "/cgi-bin/long.sh", status(204), nil, 204, nil, []string{"Transfer-Encoding"}, "", ""},
		"a script that hands on":  {"GET", "/cgi-bin/there.sh", typed("text/plain"), nil, 200, []string{"Content-Type: text/plain"}, nil, "p { color: red }\n", "Content-Type ETag"},
		"a script that is raw":    {"GET", "/cgi-bin/nph-raw.sh", typed("text/plain"), nil, 200, []string{"Content-Type: text/html"}, nil, "hi", ""},
		"a script that is absent": {"GET", "/cgi-bin/no.sh", typed("text/css"), nil, 404, []string{"Content-Type: text/css"}, nil, same, "Content-Type"},
	} {
		t.Run(name, func(t *testing.T) {
			before := ask(t, site.URL, "GET", test.path, "")
			if test.method != "GET" {
				before = ask(t, site.URL, test.method, test.path, "")
			}
			query := "?" + strings.ReplaceAll(name, " ", "+")
			set := e.overriding(site, test.path+"?ignored", test.override)
			got := ask(t, site.URL, test.method, test.path+query, "", test.asking...)
			e.must(protocol.MethodOverrideRemove, protocol.OverrideRemoveParams{SiteID: site.ID, Path: set.Path}, nil)
			if got.status != test.status {
				t.Errorf("answered %d, not %d", got.status, test.status)
			}
			for _, line := range test.has {
				if !strings.Contains(got.head, line) {
					t.Errorf("has no %q:\n%s", line, got.head)
				}
			}
			for _, line := range test.hasNot {
				if strings.Contains(got.head, line) {
					t.Errorf("has %q:\n%s", line, got.head)
				}
			}
			want := test.body
			if want == same {
				want = before.body
			}
			if got.body != want {
				t.Errorf("the content is %q, not %q", got.body, want)
			}
			x := e.withQuery(query[1:], "")
			by := []string{}
			for _, field := range x.Response.Headers {
				if field.SetBy == protocol.SetByOverride {
					by = append(by, field.Name)
				}
			}
			if !sameWords(strings.Join(by, " "), test.by) {
				t.Errorf("the override set %q, not %q", by, test.by)
			}
			raw := strings.Contains(test.path, "nph-")
			if (x.Override == nil) != raw || raw != strings.Contains(noteCodes(x.Notes), "nphNotOverridden") {
				t.Errorf("the exchange has the override %+v, and the notes %s", x.Override, noteCodes(x.Notes))
			}
			after := ask(t, site.URL, test.method, test.path, "")
			if after.status != before.status || after.body != before.body || after.header.Get("Content-Type") != before.header.Get("Content-Type") {
				t.Errorf("undone, it is\n%s, not\n%s", after.head, before.head)
			}
		})
	}
}

func sameWords(a, b string) bool {
	count := map[string]int{}
	for _, word := range strings.Fields(a) {
		count[word]++
	}
	for _, word := range strings.Fields(b) {
		count[word]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// What a browser holds is the same only if the override is.
func TestAnOverrideIsNotHiddenByWhatABrowserHolds(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, overriddenSite))
	held := func(tag string) int { return ask(t, site.URL, "GET", "/style.css", "", "If-None-Match: "+tag).status }
	plain := ask(t, site.URL, "GET", "/style.css", "").header.Get("ETag")
	e.overriding(site, "/style.css", typed("text/html"))
	asHTML := ask(t, site.URL, "GET", "/style.css", "").header.Get("ETag")
	if plain == asHTML || held(plain) != 200 || held(asHTML) != 304 || held(plain+", "+asHTML) != 304 {
		t.Errorf("%s then %s", plain, asHTML)
	}
	if part := ask(t, site.URL, "GET", "/style.css", "", "Range: bytes=0-1", "If-Range: "+asHTML); part.status != 206 {
		t.Errorf("a part of what it holds: %s", part.head)
	}
	e.overriding(site, "/style.css", typed("text/plain"))
	if asText := ask(t, site.URL, "GET", "/style.css", "").header.Get("ETag"); asText == asHTML || held(asHTML) != 200 || held(asText) != 304 {
		t.Errorf("%s then %s", asHTML, asText)
	}
	e.must(protocol.MethodOverrideRemove, protocol.OverrideRemoveParams{SiteID: site.ID}, nil)
	if held(asHTML) != 200 || held(plain) != 304 {
		t.Error("undone, the old one counts as the same")
	}
}

// Each change is told to everyone, and is gone with the site.
func TestOverridesAreListedAndTold(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, overriddenSite)
	site := e.start(root)
	if set := e.overriding(site, "/ñ b.txt?x", typed("text/html")); set.Path != "/%C3%B1%20b.txt" || set.SiteID != site.ID {
		t.Errorf("set %+v", set)
	}
	e.overriding(site, site.URL+"page.html", protocol.Override{Status: 404})
	e.overriding(site, "/%C3%B1%20b.txt", protocol.Override{Status: 500})
	all := func() string {
		var list protocol.OverrideListResult
		e.must(protocol.MethodOverrideList, protocol.OverrideListParams{}, &list)
		text, _ := json.Marshal(list.Overrides)
		return string(text)
	}
	const want = `[{"siteId":"s1","path":"/%C3%B1%20b.txt","override":{"status":500}},{"siteId":"s1","path":"/page.html","override":{"status":404}}]`
	if got := all(); got != want {
		t.Errorf("listed %s", got)
	}
	await(e, protocol.MethodOverrideDidChange, func(p protocol.OverrideDidChangeParams) bool {
		text, _ := json.Marshal(p.Overrides)
		return string(text) == want
	})
	e.must(protocol.MethodOverrideRemove, protocol.OverrideRemoveParams{SiteID: site.ID, Path: "/never"}, nil)
	e.must(protocol.MethodOverrideRemove, protocol.OverrideRemoveParams{SiteID: site.ID, Path: "/page.html"}, nil)
	e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: site.ID}, nil)
	e.start(root)
	if got := all(); got != "[]" {
		t.Errorf("another site has %s", got)
	}
}

// What no response can be is refused, all of it at once.
func TestWhatNoOverrideCanBe(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, overriddenSite))
	field := func(name, value string) protocol.Override {
		return protocol.Override{Fields: []protocol.HeaderLine{{Name: name, Value: value}}}
	}
	for name, test := range map[string]struct {
		path     string
		override protocol.Override
		want     []string
	}{
		"nothing":     {"/", protocol.Override{}, []string{"nothing in it differs"}},
		"no path":     {"page.html", typed("a/b"), []string{"“page.html” is not a path"}},
		"half coded":  {"/%4", typed("a/b"), []string{"“/%4” is not a path"}},
		"our own":     {"/_vitrina/live", typed("a/b"), []string{"belongs to Vitrina itself"}},
		"our own, %":  {"/%5Fvitrina/live", typed("a/b"), []string{"belongs to Vitrina itself"}},
		"interim":     {"/", protocol.Override{Status: 103}, []string{"103 is not a status"}},
		"too high":    {"/", protocol.Override{Status: 600}, []string{"600 is not a status"}},
		"splitting":   {"/", field("X", "a\r\nY: b"), []string{"the value of X holds a line break"}},
		"a type":      {"/", typed("text/html\r\nY: b"), []string{"the value of Content-Type holds a line break"}},
		"a name":      {"/", field("X Y", "a"), []string{"“X Y” is not a valid header name"}},
		"framing":     {"/", field("content-LENGTH", "3"), []string{"content-LENGTH is for the server alone"}},
		"chunks":      {"/", field("Transfer-Encoding", "chunked"), []string{"for the server alone"}},
		"a date":      {"/", field("Date", "now"), []string{"for the server alone"}},
		"two types":   {"/", field("Content-Type", "a/b"), []string{"Content-Type is set as the type"}},
		"long":        {"/", field("X", strings.Repeat("a", 5000)), []string{"longer than 4096 bytes"}},
		"many":        {"/", protocol.Override{Fields: make([]protocol.HeaderLine, 21)}, []string{"20 headers can be added"}},
		"two of them": {"/", protocol.Override{Status: 1, Fields: field("a b", "").Fields}, []string{"1 is not a status", "“a b” is not"}},
	} {
		t.Run(name, func(t *testing.T) {
			refused := e.call(protocol.MethodOverrideSet, protocol.OverrideSetParams{SiteID: site.ID, Path: test.path, Override: test.override})
			if refused.Error == nil {
				t.Fatalf("set: %s", refused.Result)
			}
			for _, want := range test.want {
				if !strings.Contains(refused.Error.Message, want) {
					t.Errorf("said %q, not %q", refused.Error.Message, want)
				}
			}
		})
	}
	if unknown := e.call(protocol.MethodOverrideSet, protocol.OverrideSetParams{SiteID: "s9", Path: "/", Override: typed("a/b")}); unknown.Error == nil {
		t.Error("a site that there is not has an override")
	}
}

// A page loads again when it is served in another way, or what it uses is: also where a saved style sheet
// would only be swapped. The injection follows the type that is sent.
func TestAPageLoadsAgainForAnOverride(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, overriddenSite))
	page := open(t, site.URL, "/page.html", visit(t, site.URL, "/page.html"))
	use := func() {
		ask(t, site.URL, "GET", "/style.css", "", "Sec-Fetch-Dest: style", "Referer: "+site.URL+"page.html")
	}
	use()
	change := func(what string, change func(), want string) {
		t.Helper()
		change()
		if got := page.next(); got.Type != "reload" || strings.Join(got.Paths, " ") != want {
			t.Errorf("%s: %+v", what, got)
		}
		page = open(t, site.URL, "/page.html", visit(t, site.URL, "/page.html"))
		use()
	}
	undo := func(path string) func() {
		return func() {
			e.must(protocol.MethodOverrideRemove, protocol.OverrideRemoveParams{SiteID: site.ID, Path: path}, nil)
		}
	}
	change("a sheet is HTML", func() { e.overriding(site, "/style.css", typed("text/html")) }, "/style.css")
	change("a sheet is none", func() { e.overriding(site, "/style.css", protocol.Override{Status: 404}) }, "/style.css")
	change("a sheet is a sheet", undo("/style.css"), "/style.css")
	change("a page has no type", func() { e.overriding(site, "/page.html", typed("")) }, "/page.html")
	change("a page has a type", undo(""), "/page.html")
	await(e, protocol.MethodReloadDidSend, func(p protocol.ReloadDidSendParams) bool {
		return p.Cause == protocol.ReloadCauseOverride && p.Code == "override" && strings.Contains(p.Reason, "“Serve as”") && len(p.Pages) == 1
	})
	for override, injected := range map[string]bool{"text/plain": false, "image/svg+xml": false, "text/html": true} {
		e.overriding(site, "/style.css", typed(override))
		got := get(t, site.URL, "/style.css", "Sec-Fetch-Dest: document")
		if strings.Contains(got.body, "_vitrina/reload.js") != injected {
			t.Errorf("as %s: %s", override, got.body)
		}
	}
	for _, shownNothing := range []protocol.Override{
		{Status: 204},
		{Status: 302, Fields: []protocol.HeaderLine{{Name: "Location", Value: "/"}}},
		{Fields: []protocol.HeaderLine{{Name: "Content-Disposition", Value: "attachment"}}},
	} {
		e.overriding(site, "/page.html", shownNothing)
		if got := get(t, site.URL, "/page.html", "Sec-Fetch-Dest: document"); strings.Contains(got.body, "_vitrina/reload.js") {
			t.Errorf("%+v: %s", shownNothing, got.body)
		}
	}
	e.overriding(site, "/page.html", protocol.Override{Fields: []protocol.HeaderLine{{Name: "Content-Security-Policy", Value: "default-src 'none'"}}})
	get(t, site.URL, "/page.html?policy", "Sec-Fetch-Dest: document")
	if notes := e.withQuery("policy", "").Notes; len(notes) != 1 || !strings.Contains(notes[0].Message, "in “Serve as” says") {
		t.Errorf("%+v", notes)
	}
}

// The panel may set overrides, too, and hears of them.
func TestThePanelSetsOverrides(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, overriddenSite))
	e := panelOf(t, s, "es")
	var sites protocol.SiteListResult
	e.must(protocol.MethodSiteList, nil, &sites)
	e.overriding(sites.Sites[0], "/style.css", typed("text/html"))
	await(e, protocol.MethodOverrideDidChange, func(p protocol.OverrideDidChangeParams) bool { return len(p.Overrides) == 1 })
	refused := e.call(protocol.MethodOverrideSet, protocol.OverrideSetParams{SiteID: sites.Sites[0].ID, Path: "/", Override: protocol.Override{Status: 99}})
	if refused.Error == nil || !strings.Contains(refused.Error.Message, "Ninguna respuesta puede ser así: 99") {
		t.Errorf("%+v", refused.Error)
	}
}
