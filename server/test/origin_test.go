//go:build linux

package test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// Fields leave in the order and the spelling in which the script printed them, also two spellings of
// one name. The panel names the line that printed each of them.
func TestTheOriginOfAFieldGoesByItsSpelling(t *testing.T) {
	e := newEditor(t, true)
	site := e.start(folder(t, "-- cgi-bin/login.sh --\n#!/bin/sh\necho 'set-cookie: a=2'\necho 'Set-Cookie: b=1'\necho 'set-cookie: c=3'\necho 'content-length: 0'\necho\n"))
	got := get(t, site.URL, "/cgi-bin/login.sh")
	if cookies := got.header["Set-Cookie"]; !slices.Contains(cookies, "a=2") || !slices.Contains(cookies, "b=1") || len(cookies) != 3 {
		t.Fatalf("%s", got.head)
	}
	if !strings.HasPrefix(got.head, "HTTP/1.1 200 OK\r\nset-cookie: a=2\r\nSet-Cookie: b=1\r\nset-cookie: c=3\r\ncontent-length: 0\r\nServer: ") {
		t.Errorf("%s", got.head)
	}
	lines := map[string]int{}
	for _, h := range e.exchange("/cgi-bin/login.sh").Response.Headers {
		if h.Where != nil {
			lines[h.Name+": "+h.Value] = h.Where.Line
		}
	}
	want := map[string]int{"set-cookie: a=2": 2, "Set-Cookie: b=1": 3, "set-cookie: c=3": 4, "content-length: 0": 5}
	if fmt.Sprint(lines) != fmt.Sprint(want) {
		t.Errorf("lines %v, not %v", lines, want)
	}
}

// The fields of a file begin with its type, and end with the server's own and the framing.
func TestTheTypeOfAFileComesFirst(t *testing.T) {
	t.Parallel()
	site := serve(t, folder(t, "-- a.css --\na { color: red }\n"))
	got := get(t, site.url, "/a.css")
	names := []string{}
	for _, line := range strings.Split(strings.TrimSpace(got.head), "\r\n")[1:] {
		name, _, _ := strings.Cut(line, ":")
		names = append(names, name)
	}
	if want := "Content-Type Accept-Ranges Cache-Control ETag Last-Modified Server Date Content-Length Connection"; strings.Join(names, " ") != want {
		t.Errorf("%s", got.head)
	}
}

// A cookie of a script that hands the request on is not said to be the other script's.
func TestACookieBeforeALocalRedirectKeepsItsOrigin(t *testing.T) {
	e := newEditor(t, true)
	site := e.start(folder(t, "-- cgi-bin/login.sh --\n#!/bin/sh\nprintf 'Set-Cookie: a=1\\nLocation: /cgi-bin/home.sh\\n\\n'\n-- cgi-bin/home.sh --\n#!/bin/sh\necho 'Set-Cookie: b=2'\necho 'Content-Type: text/plain'\necho\necho home\n"))
	if got := get(t, site.URL, "/cgi-bin/login.sh"); got.body != "home\n" {
		t.Fatalf("%s%s", got.head, got.body)
	}
	x := e.exchange("/cgi-bin/login.sh")
	id := x.ID
	place := func(value string) (where protocol.SourceLocation) {
		for _, h := range x.Response.Headers {
			if h.Value == value && h.SetBy == "script" && h.Where != nil {
				where = *h.Where
			}
		}
		return where
	}
	eventually(t, func() bool { // the second script may end after the first, and its lines are sought then
		x = protocol.Exchange{}
		e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: id}, &x)
		return place("b=2").Line > 0
	}, func() string { return fmt.Sprintf("%+v", x.Response.Headers) })
	for value, path := range map[string]string{"a=1": "cgi-bin/login.sh", "b=2": "cgi-bin/home.sh"} {
		if at := place(value); at.Path != path || at.Line != 2 {
			t.Errorf("%s: %+v", value, at)
		}
	}
}
