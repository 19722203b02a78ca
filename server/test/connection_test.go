//go:build linux

package test

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// Requests that are sent at once are answered and recorded one after another, and so is
// what is wrong with the last of them.
func TestPipelinedRequestsAreAnsweredInOrder(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, marks))
	const slow = "GET /cgi-bin/index.py?1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
	requests := []string{
		slow, "GET /index.css?2 HTTP/1.1\r\nHost: localhost\r\n\r\n", "HEAD /index.css?3 HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"POST /cgi-bin/echo.sh?4 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
		"\r\nPOST /cgi-bin/echo.sh?5 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ndef\r\n0\r\n\r\n",
		"GET /nothing?6 HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /index.css?7 HTTP/1.1\r\nHost : localhost\r\n\r\n", slow,
	}
	all := strings.Join(requests, "")
	for _, size := range []int{len(all), 7} {
		conn := dial(t, site.URL)
		go func() { // what is sent behind the refusal may not be taken
			for text := all; text != ""; text = text[min(size, len(text)):] {
				if _, err := io.WriteString(conn, text[:min(size, len(text))]); err != nil {
					return
				}
			}
		}()
		reader := bufio.NewReader(conn)
		for i, want := range []int{200, 200, 200, 200, 200, 404, 400} {
			method, _, _ := strings.Cut(requests[i], " ")
			response, err := http.ReadResponse(reader, &http.Request{Method: method})
			if err != nil {
				t.Fatalf("%d: %v", i+1, err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != want || i == 3 && string(body) != "abc" || i == 4 && string(body) != "def" {
				t.Errorf("%d: %s, %q, %v", i+1, response.Status, body, err)
			}
		}
		if n, err := reader.Read(make([]byte, 1)); n != 0 || err != io.EOF {
			t.Errorf("%d bytes more came: %v", n, err)
		}
		var recorded []protocol.ExchangeSummary
		eventually(t, func() bool {
			recorded = exchangesOf(e, site.ID)
			return len(recorded) == 7 && recorded[6].Complete
		}, func() string { return fmt.Sprintf("%+v", recorded) })
		for i, x := range recorded {
			if !strings.HasSuffix(x.Target, fmt.Sprintf("?%d", i+1)) || x.Status == 0 {
				t.Errorf("%d: %+v", i+1, x)
			}
		}
		e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{}, nil)
	}
}

// Whether the connection is kept is what the client asked for, and the response says so
// (RFC 9112, section 9.3).
func TestConnectionsAreKeptAsAsked(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, marks))
	for _, path := range []string{"/index.css", "/cgi-bin/mark.sh", "/nothing"} {
		for head, kept := range map[string]bool{
			"GET " + path + " HTTP/1.1\r\nHost: localhost\r\n":                         true,
			"GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n":    false,
			"GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: x, Close\r\n": false,
			"GET " + path + " HTTP/1.0\r\n":                                            false,
			"HEAD " + path + " HTTP/1.0\r\nConnection: keep-alive\r\n":                 true,
			"GET " + path + " HTTP/1.0\r\nConnection: close\r\n":                       false,
		} {
			conn := dial(t, s.url)
			if _, err := io.WriteString(conn, head+"\r\n"); err != nil {
				t.Fatal(err)
			}
			reader := bufio.NewReader(conn)
			method, _, _ := strings.Cut(head, " ")
			response, err := http.ReadResponse(reader, &http.Request{Method: method})
			if err != nil {
				t.Fatalf("%q: %v", head, err)
			}
			if _, err := io.ReadAll(response.Body); err != nil {
				t.Fatalf("%q: %v", head, err)
			}
			if kept {
				if _, err := io.WriteString(conn, "GET /index.css HTTP/1.0\r\n\r\n"); err != nil {
					t.Fatal(err)
				}
			}
			rest, err := io.ReadAll(reader)
			if err != nil || strings.HasPrefix(string(rest), "HTTP/1.") != kept || !kept && len(rest) > 0 {
				t.Errorf("%q: then %q, %v", head, rest, err)
			}
		}
	}
}

// halfClosed sends a request and the end of what it sends, as printf | nc does, and reads
// the answer.
func halfClosed(t *testing.T, site, request string) string {
	t.Helper()
	conn := dial(t, site)
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(conn)
	if err != nil {
		t.Fatalf("%q: %v (so far %q)", request, err, all)
	}
	return string(all)
}

// A client that sends the end of what it sends, and waits, gets its answer: how long one
// waits that might have sent another request is shown in http1
// (TestHowLongAnAnswerIsAwaited).
func TestHalfClosedClientsAreAnswered(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, marks+`
-- cgi-bin/long.sh --
#!/bin/sh
sleep 1.5
printf 'Content-Type: text/plain\n\nlong'
-- cgi-bin/nph-long.sh --
#!/bin/sh
sleep 1.5
printf 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnph'
`))
	const kept, last = " HTTP/1.1\r\nHost: localhost\r\n", " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
	answers := map[string]string{
		"GET /index.css" + kept + "\r\n":                                                           "<!doctype html><h1>This is HTML</h1>\n",
		"GET /index.css HTTP/1.0\r\n\r\n":                                                          "<!doctype html><h1>This is HTML</h1>\n",
		"GET /cgi-bin/mark.sh" + last + "\r\n":                                                     "ran",
		"GET /cgi-bin/long.sh" + last + "\r\n":                                                     "long",
		"GET /cgi-bin/long.sh HTTP/1.0\r\n\r\n":                                                    "long",
		"GET /cgi-bin/nph-long.sh" + last + "\r\n":                                                 "nph",
		"POST /cgi-bin/long.sh" + last + "Content-Length: 3\r\n\r\nabc":                            "long",
		"POST /cgi-bin/echo.sh" + last + "Content-Length: 3\r\n\r\nabc":                            "abc",
		"POST /cgi-bin/echo.sh" + last + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n": "abc",
	}
	atATime(slices.Collect(maps.Keys(answers)), func(request string) {
		if got := parse(t, "GET", halfClosed(t, site.URL, request)); got.status != 200 || got.body != answers[request] {
			t.Errorf("%q: %s%s", request, got.head, got.body)
		}
	})
	e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{}, nil)
	for request, reason := range map[string]string{
		"GET /index.css HTTP/1.0\r\n": "unfinished", "GET /index.css HTTP/1.1\r\nHost: localhost": "unfinished", "G": "unfinished", "GET /index.css HTTP/1.0\n": "bareLF",
	} {
		if got := parse(t, "GET", halfClosed(t, site.URL, request)); got.status != 400 || !strings.Contains(got.body, "RFC 9112") {
			t.Errorf("%q: %s%s", request, got.head, got.body)
		}
		if x := onlyExchange(e, site.ID); x.Request.Head != request || noteCodes(x.Notes) != "malformed."+reason {
			t.Errorf("%q: %+v", request, x)
		}
	}
	for _, content := range []string{
		"Content-Length: 5\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n",
	} {
		for _, head := range []string{"POST /cgi-bin/echo.sh" + kept, "POST /cgi-bin/echo.sh" + last} {
			if got := parse(t, "POST", halfClosed(t, site.URL, head+content)); got.status != 400 || !strings.Contains(got.body, "before the body was complete (RFC 9112") {
				t.Errorf("%q: %s%s", head+content, got.head, got.body)
			}
			if x := onlyExchange(e, site.ID); noteCodes(x.Notes) != "malformed.cutShort" {
				t.Errorf("%q: %+v", head+content, x)
			}
		}
	}
	// That there will be no other request is said by the last one, and counts for all before.
	if got := halfClosed(t, site.URL, "GET /cgi-bin/long.sh"+kept+"\r\nGET /index.css"+last+"\r\n"); strings.Count(got, "HTTP/1.1 200 OK") != 2 || !strings.Contains(got, "long") || !strings.Contains(got, "This is HTML") {
		t.Errorf("%s", got)
	}
}

// A client that is gone ends its script: a silent one soon, and one that prints when the
// connection is reset, also where the client had announced that it would only wait.
func TestAClientThatIsGoneEndsItsScript(t *testing.T) {
	t.Parallel()
	root := folder(t, idle+`
-- cgi-bin/prints.sh --
#!/bin/sh
echo $$ >> ../pids
printf 'Content-Type: text/plain\n\n'
while echo x; do sleep 0.05; done
exec sleep 1000
-- cgi-bin/begins.sh --
#!/bin/sh
echo $$ >> ../pids
read line < ../go
printf 'Content-Type: text/plain\n\nbegin'
exec sleep 1000
-- cgi-bin/nph-idle.sh --
#!/bin/sh
echo $$ >> ../pids
printf 'HTTP/1.1 200 OK\r\n\r\n'
exec sleep 1000
`)
	letGo := fifo(t, filepath.Join(root, "go"))
	s := serve(t, root, "--cgi-timeout", "10h")
	const host = " HTTP/1.1\r\nHost: localhost\r\n"
	for _, head := range []string{
		"GET /cgi-bin/idle.sh" + host, "GET /cgi-bin/idle.sh" + host + "\r\nGET /half", "GET /cgi-bin/idle.sh HTTP/1.0\r\nConnection: keep-alive\r\n", "GET /cgi-bin/nph-idle.sh" + host,
		"GET /cgi-bin/begins.sh" + host, "GET /cgi-bin/begins.sh HTTP/1.0\r\n",
		"GET /cgi-bin/prints.sh" + host, "GET /cgi-bin/prints.sh" + host + "Connection: close\r\n", "GET /cgi-bin/prints.sh HTTP/1.0\r\n",
	} {
		conn := dial(t, s.url)
		if _, err := io.WriteString(conn, head+"\r\n"); err != nil {
			t.Fatal(err)
		}
		ids := pids(t, filepath.Join(root, "pids"), 1)
		if err := conn.Close(); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(head, "begins.sh") {
			letGo()
		}
		awaitGone(t, ids)
		if err := os.Remove(filepath.Join(root, "pids")); err != nil {
			t.Fatal(err)
		}
	}
}

// A client that announces its last request sends no other one (RFC 9112, section 9.6).
func TestNothingIsReadBehindTheLastRequest(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, marks)
	site := e.start(root)
	const hidden = "GET /cgi-bin/mark.sh HTTP/1.1\r\nHost: localhost\r\n\r\n"
	for _, last := range []string{
		"GET /index.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"GET /index.css HTTP/1.0\r\n\r\n",
		"POST /cgi-bin/echo.sh HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc",
		"POST /cgi-bin/echo.sh HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	} {
		raw := sendRaw(t, site.URL, last+hidden+hidden)
		if got := parse(t, "GET", raw); got.status != 200 || strings.Count(raw, "HTTP/1.") != 1 {
			t.Errorf("%q: %s", last, raw)
		}
		if x := onlyExchange(e, site.ID); x.Status != 200 || len(x.Notes) > 0 {
			t.Errorf("%q: %+v", last, x.ExchangeSummary)
		}
		if _, err := os.Stat(filepath.Join(root, "marked")); err == nil {
			t.Fatalf("%q: a script ran", last)
		}
	}
}
