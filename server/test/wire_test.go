//go:build linux

package test

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// What is recorded are the bytes that crossed the connection, however the requests
// and responses are framed and however they share it.
func TestRecordedHeadsAreTheBytesOnTheWire(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson+"-- cgi-bin/echo.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\ncat\n"))
	host := hostOf(site.URL)
	requests := []string{
		"GET /index-1.html?1 HTTP/1.1\r\nhOst: " + host + "\r\nX-Odd:   spaces  \r\n\r\n",
		"HEAD /index-1.html?2 HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"POST /cgi-bin/echo.sh?3 HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 23\r\n\r\nGET /fake HTTP/1.1\r\n\r\n:",
		"GET /nothing?4 HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"POST /cgi-bin/echo.sh?5 HTTP/1.1\r\nHost: " + host + "\r\nTransfer-Encoding: chunked\r\n\r\n3 ;x=y\r\nabc\r\n2\r\n\r\n\r\n0\r\nX-Trailer: 1\r\n\r\n",
		"GET /index.css?6 HTTP/1.0\r\nConnection: keep-alive\r\nRange: bytes=0-3\r\n\r\n",
		"GET /index.css?7 HTTP/1.1\nHost: " + host + "\n\n", // bare LF: refused
	}
	received := sendRaw(t, site.URL, strings.Join(requests, "")) // all at once; the last closes
	for i, request := range requests {
		target := strings.Fields(request)[1]
		x := e.exchange(target)
		head, body, _ := cutHead(request)
		if x.Request.Head != head {
			t.Errorf("%s: the request's head is recorded as %q", target, x.Request.Head)
		}
		if !strings.HasPrefix(received, x.Response.Head) {
			t.Fatalf("%s: recorded %q, received %q", target, x.Response.Head, received)
		}
		received = received[len(x.Response.Head):]
		next := len(received)
		if i < len(requests)-1 {
			next = regexp.MustCompile(`HTTP/1\.[01] \d`).FindStringIndex(received)[0]
		}
		received = received[next:]
		if i == 2 && (x.Request.Body.Bytes != 23 || bodyOf(e, x.ID, protocol.BodyOfRequest) != body || bodyOf(e, x.ID, protocol.BodyOfResponse) != body) {
			t.Errorf("%s: bodies %q and %q", target, bodyOf(e, x.ID, protocol.BodyOfRequest), bodyOf(e, x.ID, protocol.BodyOfResponse))
		}
		if i == 4 && bodyOf(e, x.ID, protocol.BodyOfResponse) != "abc\r\n" {
			t.Errorf("%s: body %q", target, bodyOf(e, x.ID, protocol.BodyOfResponse))
		}
	}
	await(e, protocol.MethodExchangeDidRecord, func(p protocol.ExchangeDidRecordParams) bool {
		for _, x := range p.Exchanges {
			if strings.Contains(x.Target, "fake") {
				t.Errorf("content was taken for a request: %+v", x)
			}
		}
		return true
	})
}

func cutHead(message string) (head, body string, ok bool) {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if i := strings.Index(message, end); i >= 0 {
			return message[:i+len(end)], message[i+len(end):], true
		}
	}
	return "", "", false
}

func bodyOf(e *editor, id string, of protocol.BodyOf) string {
	e.t.Helper()
	var result struct {
		DataBase64 []byte `json:"dataBase64"`
	}
	e.must(protocol.MethodExchangeBody, protocol.ExchangeBodyParams{ID: id, Of: of}, &result)
	return string(result.DataBase64)
}

func TestOneExchangeAfterAnotherOnAConnection(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson))
	conn := dial(t, site.URL)
	for i := range 5 {
		if _, err := fmt.Fprintf(conn, "GET /index.css?n=%d HTTP/1.1\r\nHost: localhost\r\n\r\n", i); err != nil {
			t.Fatal(err)
		}
		head := make([]byte, 10)
		if _, err := io.ReadFull(conn, head); err != nil {
			t.Fatal(err)
		}
		x := e.exchange(fmt.Sprintf("/index.css?n=%d", i))
		rest := make([]byte, len(x.Response.Head)+int(x.Bytes)-len(head))
		if _, err := io.ReadFull(conn, rest); err != nil {
			t.Fatal(err)
		}
	}
}

// A large file goes out whole, though most of it never passes through the recorder.
func TestLargeFilesAreSentWhole(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, lesson)
	large := strings.Repeat("0123456789abcdef", 5<<16) // 5 MiB
	write(t, filepath.Join(root, "large.unknown"), large)
	site := e.start(root)
	got := get(t, site.URL, "/large.unknown")
	if got.body != large {
		t.Errorf("%d bytes of %d came", len(got.body), len(large))
	}
	if _, typed := got.header["Content-Type"]; typed {
		t.Errorf("an unknown extension has a type: %s", got.head)
	}
	x := e.exchange("/large.unknown")
	if x.Bytes != int64(len(large)) || x.Response.Body.Kept == 0 || x.Response.Body.Kept > 1<<20+512 {
		t.Errorf("%d bytes, %d kept", x.Bytes, x.Response.Body.Kept)
	}
}

func TestFilesAnswerConditionsRangesAndMethods(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson)
	s := serve(t, root)
	first := get(t, s.url, "/index.css")
	tag := first.header.Get("ETag")
	if got := get(t, s.url, "/index.css", "If-None-Match: "+tag); got.status != 304 || got.body != "" {
		t.Errorf("unchanged: %s", got.head)
	}
	if got := get(t, s.url, "/index.css", "Range: bytes=2-4"); got.status != 206 || got.body != first.body[2:5] {
		t.Errorf("range: %s%s", got.head, got.body)
	}
	info, err := os.Stat(filepath.Join(root, "index.css"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(first.body, "This", "That", 1) // as long, and within the same second
	write(t, filepath.Join(root, "index.css"), changed)
	if err := os.Chtimes(filepath.Join(root, "index.css"), time.Time{}, info.ModTime().Add(time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if got := get(t, s.url, "/index.css", "If-None-Match: "+tag); got.status != 200 || got.body != changed {
		t.Errorf("changed within a second: %s", got.head)
	}
	if got := ask(t, s.url, "HEAD", "/index.css", ""); got.status != 200 || got.body != "" || got.header.Get("Content-Length") != fmt.Sprint(len(changed)) {
		t.Errorf("HEAD: %s", got.head)
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "TRACE", "FOO"} {
		if got := ask(t, s.url, method, "/index.css", ""); got.status != 405 || got.header.Get("Allow") != "GET, HEAD, OPTIONS" {
			t.Errorf("%s: %s", method, got.head)
		}
	}
	if got := ask(t, s.url, "PUT", "/new.css", ""); got.status != 405 || !strings.Contains(got.body, "/new.css does not support PUT") {
		t.Errorf("a new file: %s%s", got.head, got.body)
	}
	if got := ask(t, s.url, "OPTIONS", "/index.css", ""); got.status != 204 || got.header.Get("Allow") == "" {
		t.Errorf("OPTIONS: %s", got.head)
	}
}

func TestFoldersRedirectListAndHide(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- sub/a.txt --\na\n-- sub/<b>&.txt --\nb\n-- .env --\nSECRET=1\n-- .git/config --\nx\n-- .well-known/y --\ny\n-- page/index.htm --\nhtm\n")
	outside := folder(t, "-- secret.txt --\nsecret\n")
	if err := os.Symlink(filepath.Join(outside, "secret.txt"), filepath.Join(root, "leak.txt")); err != nil {
		t.Fatal(err)
	}
	s := serve(t, root)
	if got := get(t, s.url, "/sub?q=1"); got.status != 301 || got.header.Get("Location") != "/sub/?q=1" {
		t.Errorf("redirect: %s", got.head)
	}
	if got := get(t, s.url, "/sub?q=\xc3\xb1\xe9\x9b\"<b>&r=%C3%B1+%zz?/"); got.header.Get("Location") != "/sub/?q=%C3%B1%E9%9B%22%3Cb%3E&r=%C3%B1+%zz?/" {
		t.Errorf("redirect with a query that is no ASCII: %s", got.head)
	}
	if got := get(t, s.url, "//sub"); got.header.Get("Location") != "/sub/" {
		t.Errorf("a redirect to another host: %s", got.head)
	}
	if got := get(t, s.url, "/page/"); got.body != "htm\n" {
		t.Errorf("index.htm: %s%s", got.head, got.body)
	}
	got := get(t, s.url, "/sub/", "Accept: text/html")
	if got.status != 200 || strings.Contains(got.body, "<b>") || !strings.Contains(got.body, `<a href="./%3Cb%3E&amp;.txt"><bdi>&lt;b&gt;&amp;.txt</bdi></a>`) {
		t.Errorf("listing: %s", got.body)
	}
	if got := get(t, s.url, "/"); strings.Contains(got.body, ".env") || strings.Contains(got.body, "leak") {
		t.Errorf("hidden names are listed: %s", got.body)
	}
	for path, status := range map[string]int{"/.env": 404, "/.git/config": 404, "/leak.txt": 404, "/.well-known/y": 200, "/sub/a.txt/": 404, "/SUB/nothing": 404} {
		if got := get(t, s.url, path); got.status != status || strings.Contains(got.body, "secret\n") {
			t.Errorf("%s: %s%s", path, got.head, got.body)
		}
	}
}

func TestHostIsChecked(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, lesson), "--allow-host", "lab.test", "--allow-host", "port.test:18432", "--allow-host", "dot.test.")
	_, port, _ := net.SplitHostPort(hostOf(s.url))
	for host, status := range map[string]int{
		"127.0.0.1:" + port: 200, "localhost:" + port: 200, "localhost": 200, "[::1]:" + port: 200, "LAB.test:1": 200, "x.localhost": 200, "port.test:18432": 200, "dot.test:1": 200, "dot.test.": 200,
		"evil.example": 403, "evil.example:" + port: 403, "port.test:1": 403, "127.0.0.1.evil.example": 403, "192.168.1.1": 403, "0.0.0.0:" + port: 403,
		"[::ffff:127.0.0.1]:" + port: 403, "[::ffff:7f00:1]:" + port: 403,
	} {
		if got := get(t, s.url, "/cgi-bin/index.py", "Host: "+host); got.status != status {
			t.Errorf("%s: %s", host, got.head)
		}
	}
	if got := parse(t, "GET", sendRaw(t, s.url, "GET /index.css HTTP/1.0\r\n\r\n")); got.status != 200 {
		t.Errorf("HTTP/1.0 without a host: %s", got.head)
	}
	if got := get(t, s.url, "http://evil.example/cgi-bin/index.py", "Host: localhost"); got.status != 403 {
		t.Errorf("in absolute form: %s", got.head)
	}
}

// Only a browser's own navigation gets the reload line.
func TestOnlyNavigationsAreInjected(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson))
	plain := get(t, site.URL, "/index-1.html")
	for fields, injected := range map[string]bool{
		"Sec-Fetch-Dest: document":                        true,
		"Sec-Fetch-Dest: iframe":                          true,
		"Sec-Fetch-Dest: empty":                           false,
		"Sec-Fetch-Dest: empty\nSec-Fetch-Mode: navigate": true, // a service worker passes it on
		"Sec-Fetch-Dest: empty\nSec-Fetch-Mode: cors":     false,
		"Sec-Fetch-Dest: document\nRange: bytes=0-10":     false,
	} {
		got := get(t, site.URL, "/index-1.html", strings.Split(fields, "\n")...)
		if strings.Contains(got.body, "_vitrina/reload.js") != injected {
			t.Errorf("%q: %s", fields, got.body)
		}
		if injected && got.header.Get("ETag") == plain.header.Get("ETag") {
			t.Error("the injected page has the tag of the plain one")
		}
	}
	live := get(t, site.URL, "/index-1.html", "Sec-Fetch-Dest: iframe", "Referer: "+site.URL+"_vitrina/live?path=/index-1.html")
	if live.body != plain.body {
		t.Errorf("the live view's frame is injected: %s", live.body)
	}
	var list protocol.ExchangeListResult
	e.must(protocol.MethodExchangeList, protocol.ExchangeListParams{}, &list)
	get(t, site.URL, "/_vitrina/live?path=/")
	e.must(protocol.MethodExchangeList, protocol.ExchangeListParams{}, &list)
	for _, x := range list.Exchanges {
		if strings.Contains(x.Target, "_vitrina") {
			t.Errorf("Vitrina's own traffic is recorded: %+v", x)
		}
	}
}

// The panel's address is secret and its own origin's only.
func TestThePanelIsGuarded(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, lesson))
	origin, _, _ := strings.Cut(s.panel, "/?")
	root := origin[:strings.LastIndex(origin, "/")+1]
	path := "/" + strings.SplitN(strings.TrimPrefix(origin, "http://"), "/", 2)[1] + "/"
	for name, c := range map[string]struct {
		path, field string
		status      int
	}{
		"with the secret":    {path, "X: 1", 200},
		"without":            {"/", "X: 1", 404},
		"another":            {"/ABCDEFGHIJKLMNOPQRSTUVWXYZ/", "X: 1", 404},
		"another host":       {path, "Host: evil.example", 403},
		"another's socket":   {path + "rpc", "Origin: http://evil.example", 403},
		"the site's as host": {path + "rpc", "Origin: " + s.url, 403},
	} {
		fields := []string{c.field}
		if strings.HasSuffix(c.path, "rpc") {
			fields = append(fields, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
		}
		if got := get(t, root, c.path, fields...); got.status != c.status {
			t.Errorf("%s: %s%s", name, got.head, got.body)
		}
	}
	if got := parse(t, "GET", sendRaw(t, root, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nA : b\r\n\r\n")); got.status != 400 {
		t.Errorf("a malformed request: %s", got.head)
	}
	if response, err := ownClient(t).Get(s.panel); err != nil || !strings.Contains(response.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("%v %v", response, err)
	} else {
		_ = response.Body.Close()
	}
}
