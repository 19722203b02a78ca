//go:build linux

package test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// What a script printed is kept as it was, header block and all, and the length of that block is
// told.
func TestWhatAScriptPrintedIsKeptAsItWas(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- cgi-bin/print.sh --\n#!/bin/sh\ncat $QUERY_STRING\n-- cgi-bin/nph-print.sh --\n#!/bin/sh\ncat $QUERY_STRING\n")
	site := e.start(root)
	long := strings.Repeat("x", 1<<20)
	for name, c := range map[string]struct {
		header, content string
		raw             bool
	}{
		"typed":     {"Content-Type: text/plain\n\n", "\x00\xff\r\n\r\nx", false},
		"windows":   {"Content-Type: text/plain\r\r\n\r\r\n", "x", false},
		"no-header": {"", "<!doctype html>\n\nx", false},
		"no-end":    {"Content-Type: text/plain\n", "<p>x\n", false},
		"empty":     {"\n", "x", false},
		"no-more":   {"Content-Type: text/plain\n\n", "", false},
		"long":      {"Content-Type: text/plain\n\n", long, false},
		"unsent":    {"Status: 204\n\n", "x", false},
		"raw":       {"", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nx", true},
	} {
		printed := c.header + c.content
		write(t, filepath.Join(root, "cgi-bin", name), printed)
		target := "/cgi-bin/print.sh?" + name
		if c.raw {
			target = "/cgi-bin/nph-print.sh?" + name
		}
		get(t, site.URL, target)
		x := e.exchange(target)
		if got := x.Script.HeaderBytes; (got == nil) != c.raw || got != nil && *got != int64(len(c.header)) {
			t.Errorf("%s: the header block has %v bytes, want %d", name, got, len(c.header))
		}
		kept := printed[:min(len(printed), 1<<20)]
		if got, want := x.Script.Printed, (protocol.Body{Bytes: int64(len(printed)), Kept: int64(len(kept))}); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
		if start := kept[:min(len(kept), 64<<10)]; bodyOf(e, x.ID, protocol.BodyOfOutput) != start {
			t.Errorf("%s: the output is not %.40q", name, start)
		}
	}
}

func TestOfScriptsThatHandOnTheLastOnesOutputIsKept(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- cgi-bin/first.sh --\n#!/bin/sh\nprintf 'Location: /cgi-bin/second.sh\\n\\nfirst'\n"+
		"-- cgi-bin/second.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nsecond'\n"))
	get(t, site.URL, "/cgi-bin/first.sh")
	x := e.exchange("/cgi-bin/first.sh")
	if got := bodyOf(e, x.ID, protocol.BodyOfOutput); got != "Content-Type: text/plain\n\nsecond" || x.Script.Printed.Bytes != int64(len(got)) {
		t.Errorf("%q, %+v", got, x.Script.Printed)
	}
}

// Whoever takes the inserted bytes out of a body has what the file or the script gave.
func TestWhereTheLineWasPutIsTold(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	page := "<!doctype html><title>x</title><p>x"
	large := "<!doctype html><title>x</title><p><!--" + strings.Repeat("x", 3<<20) + "-->"
	root := folder(t, "-- cgi-bin/print.sh --\n#!/bin/sh\ncat $QUERY_STRING\n-- cgi-bin/printed --\nContent-Type: text/html\n\n"+page)
	for name, content := range map[string]string{"page.html": page, "large.html": large, "404.html": page, "page.css": page, "wide.html": "\xff\xfe<\x00p\x00>\x00"} {
		write(t, filepath.Join(root, name), content)
	}
	site := e.start(root)
	for _, c := range []struct {
		method, target, request, want string
	}{
		{http.MethodGet, "/page.html", "", page},
		{http.MethodGet, "/large.html", "", large},
		{http.MethodGet, "/none", "", page},
		{http.MethodGet, "/wide.html", "", "\xff\xfe<\x00p\x00>\x00"},
		{http.MethodGet, "/cgi-bin/print.sh?printed", "", page + "\n"},
		{http.MethodHead, "/page.html?head", "", ""},
		{http.MethodGet, "/page.html?range", "Range: bytes=3-", ""},
		{http.MethodGet, "/page.css", "", ""},
	} {
		fields := []string{"Sec-Fetch-Dest: document", "Accept: text/html"}
		if c.request != "" {
			fields = append(fields, c.request)
		}
		got := ask(t, site.URL, c.method, c.target, "", fields...)
		put := e.exchange(c.target).Inserted
		if (put == nil) != (c.want == "") {
			t.Errorf("%s %s: %+v", c.method, c.target, put)
			continue
		}
		if put == nil {
			continue
		}
		if without := got.body[:put.Offset] + got.body[put.Offset+put.Bytes:]; without != c.want {
			t.Errorf("%s: without the line %.80q, want %.80q", c.target, without, c.want)
		}
	}
}
