//go:build linux

package test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// No setting changes where a message ends, or what becomes of its connection.
func TestHeadersThatSettingsMayNotGive(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- a.txt --\na\n")
	port := 0
	for name, value := range map[string]string{
		"Content-Length": "5", "content-length": "5", "Transfer-Encoding": "chunked", "Connection": "close", "Keep-Alive": "1", "Trailer": "X", "Upgrade": "h2c",
		"TE": "trailers", "Content-Range": "bytes 0-1/2", "Date": "today",
		"X-Line": "a\r\nSet-Cookie: b=1", "X-Feed": "a\nb", "X-Return": "a\rb", "X-Nul": "a\x00b",
		"X Space": "1", "X:Colon": "1", "": "1", "X\r\nY": "1", "Señor": "1",
		"ETag": "no quotes", "Etag": `"a"b"`,
	} {
		r := e.call(protocol.MethodSiteStart, protocol.SiteStartParams{Root: root, Port: &port, Headers: map[string]map[string]string{"*.txt": {name: value}}})
		if r.Error == nil || r.Error.Data.Failure != protocol.FailureBadSetting || !strings.Contains(r.Error.Message, "headers") {
			t.Errorf("%q: %q is allowed: %s %+v", name, value, r.Result, r.Error)
		}
	}
	for key, value := range map[string]string{".x": "text/html\r\nSet-Cookie: a=b", ".y": "a\x00b", "/z": "a\nb", "html": "text/html", ".": "text/html", "/": "text/html", ".v": "not a type", ".w": "text"} {
		r := e.call(protocol.MethodSiteStart, protocol.SiteStartParams{Root: root, Port: &port, MIMETypes: map[string]string{key: value}})
		if r.Error == nil || r.Error.Data.Failure != protocol.FailureBadSetting || !strings.Contains(r.Error.Message, "mimeTypes") {
			t.Errorf("%q: %q is allowed: %s %+v", key, value, r.Result, r.Error)
		}
	}
}

// What settings give is sent, and the panel says so; conditions go by it.
func TestHeadersOfSettings(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- a.txt --\na\n-- whole.txt --\nw\n-- sub/b.page --\nb\n"), func(p *protocol.SiteStartParams) {
		p.Headers = map[string]map[string]string{"*.txt": {
			"ETag": `"lesson"`, "Last-Modified": "Sat, 29 Feb 2020 12:30:01 GMT", "Content-Type": "text/x-lesson", "Cache-Control": "max-age=60", "x-lesson": "¡señor!", "Server": "Mine",
			"Accept-Ranges": "bytes", "X-Twice": "later in the alphabet", "x-twice": "last",
		}, "whole.txt": {"Accept-Ranges": "none"}}
		p.MIMETypes = map[string]string{".page": "text/html", "/sub/b.page": "text/x-b"}
	})
	settings := []string{"ETag", "Last-Modified", "Content-Type", "Cache-Control", "X-Lesson", "Server", "Accept-Ranges", "X-Twice"}
	for i, c := range []struct {
		path, field string
		status      int
		bySetting   []string
	}{
		{"/a.txt", "X: 1", 200, settings},
		{"/a.txt", "Range: bytes=0-0", 206, settings},
		{"/a.txt", `If-None-Match: "lesson"`, 304, []string{"ETag", "Cache-Control", "X-Lesson", "Server", "Accept-Ranges", "X-Twice"}},
		{"/a.txt", "If-Modified-Since: Sat, 29 Feb 2020 12:30:01 GMT", 304, []string{"ETag"}},
		{"/a.txt", `If-Match: "other"`, 412, []string{"ETag"}},
		{"/a.txt", "Range: bytes=9-", 416, []string{"ETag"}},
		{"/whole.txt", "Range: bytes=0-0", 200, []string{"Accept-Ranges"}},
		{"/whole.txt", "Range: bytes=9-", 200, []string{"Accept-Ranges"}},
		{"/sub/b.page", "X: 1", 200, []string{"Content-Type"}},
	} {
		target := fmt.Sprintf("%s?%d", c.path, i)
		got := get(t, site.URL, target, c.field)
		if got.status != c.status {
			t.Errorf("%s: %s", c.field, got.head)
		}
		by := map[string]bool{}
		for _, h := range e.exchange(target).Response.Headers {
			by[http.CanonicalHeaderKey(h.Name)] = h.SetBy == protocol.SetBySetting
		}
		for _, name := range c.bySetting {
			if !by[http.CanonicalHeaderKey(name)] {
				t.Errorf("%s %s: %s is not said to be a setting: %v", target, c.field, name, by)
			}
		}
		if c.status == 412 && by["Content-Type"] {
			t.Errorf("the error page's type is said to be a setting")
		}
	}
	if got := get(t, site.URL, "/sub/b.page"); got.header.Get("Content-Type") != "text/x-b" {
		t.Errorf("%s", got.head)
	}
	if got := get(t, site.URL, "/a.txt"); got.header.Get("X-Lesson") != "¡señor!" || got.header.Get("Server") != "Mine" || get(t, site.URL, "/whole.txt").header.Get("Accept-Ranges") != "none" || got.header.Get("X-Twice") != "last" || !strings.Contains(got.head, "\r\nETag: ") {
		t.Errorf("%s", got.head)
	}
}

// HEAD has the fields of GET, and no content.
func TestHeadHasTheFieldsOfGet(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson+"-- sub/a.txt --\na\n-- plain.unknown --\nx\n-- empty.html --\n")
	write(t, filepath.Join(root, "large.txt"), strings.Repeat("x", 200_000))
	s := serve(t, root)
	for _, path := range []string{"/index-1.html", "/index.css", "/plain.unknown", "/empty.html", "/large.txt", "/sub", "/sub/", "/missing"} {
		for _, field := range []string{"X: 1", "Sec-Fetch-Dest: document", "Accept: application/json", "If-None-Match: *", `If-Match: "other"`} {
			// The tag of a file that was just written changes once, when its time has come.
			var got, head answer
			fields := func(a answer) string {
				a.header.Del("Date")
				return fmt.Sprint(a.status, a.header)
			}
			eventually(t, func() bool {
				got, head = get(t, s.url, path, field), ask(t, s.url, "HEAD", path, "", field)
				return fields(got) == fields(head)
			}, func() string { return fmt.Sprintf("%s %s: %s%s", path, field, got.head, head.head) })
			if head.body != "" {
				t.Errorf("%s %s: HEAD has content: %q", path, field, head.body)
			}
		}
	}
}
