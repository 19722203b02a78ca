//go:build linux

package test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// Faults of scripts and clients that were once answered wrong.

func dial(t *testing.T, site string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", hostOf(site))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestLengthsThatAreNoneOrTwo(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, `
-- cgi-bin/negative.sh --
#!/bin/sh
printf 'Content-Length: -5\nContent-Type: text/plain\n\nyes'
-- cgi-bin/twice.sh --
#!/bin/sh
printf 'Content-Length: 3\nContent-Length: 5\nContent-Type: text/plain\nContent-Type: text/html\nServer: mine\n\nyes'
`))
	if got := get(t, site.URL, "/cgi-bin/negative.sh"); got.body != "yes" || got.header.Get("Content-Length") != "" {
		t.Errorf("%s%s", got.head, got.body)
	}
	if x := e.exchange("/cgi-bin/negative.sh"); noteCodes(x.Notes) != "badLength" {
		t.Errorf("%+v", x.Notes)
	}
	got := get(t, site.URL, "/cgi-bin/twice.sh")
	if len(got.header["Content-Length"]) != 1 || len(got.header["Content-Type"]) != 1 || got.header.Get("Content-Type") != "text/plain" || len(got.header["Server"]) != 1 || got.body != "yes" {
		t.Errorf("%s%s", got.head, got.body)
	}
}

// A script that prints its header before it reads still gets all of the content.
func TestContentIsWholeThoughTheHeadIsOut(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/count.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nprintf 'count '\nread line < ../go\nexec wc -c\n")
	letGo := fifo(t, filepath.Join(root, "go"))
	s := serve(t, root)
	client := ownClient(t)
	for range 3 { // on one connection
		response, err := client.Post(s.url+"cgi-bin/count.sh", "text/plain", strings.NewReader(strings.Repeat("x", 250_000)))
		if err != nil {
			t.Fatal(err)
		}
		word := make([]byte, len("count "))
		if _, err := io.ReadFull(response.Body, word); string(word) != "count " || err != nil {
			t.Fatalf("%q, %v", word, err)
		}
		letGo()
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if strings.TrimSpace(string(body)) != "250000" || err != nil {
			t.Errorf("%q, %v", body, err)
		}
	}
}

// A client that stops in the middle of its content gets its answer, and what it sends
// later is not taken for a request.
func TestContentThatNeverComes(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/ok.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nok'\n-- cgi-bin/hang.sh --\n#!/bin/sh\nexec sleep 1000\n")
	ample, hasty := serve(t, root, "--cgi-timeout", "5s"), serve(t, root, "--cgi-timeout", "300ms")
	for script, status := range map[string]string{"ok.sh": "200", "hang.sh": "504"} {
		s := map[string]*serving{"ok.sh": ample, "hang.sh": hasty}[script]
		conn := dial(t, s.url)
		if _, err := io.WriteString(conn, "POST /cgi-bin/"+script+" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\npart"); err != nil {
			t.Fatal(err)
		}
		all, err := io.ReadAll(conn)
		if err != nil || !strings.HasPrefix(string(all), "HTTP/1.1 "+status+" ") || strings.Count(string(all), "HTTP/1.1") != 1 {
			t.Errorf("%s: %q, %v", script, all, err)
		}
	}
}

func TestAnEmptyLineBetweenRequestsIsNoRequest(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson+"-- cgi-bin/cat.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nexec cat\n"))
	conn := dial(t, site.URL)
	reader := bufio.NewReader(conn)
	for _, request := range []string{
		"POST /cgi-bin/cat.sh HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nyes",
		"\r\nGET /index.css?after HTTP/1.1\r\nHost: localhost\r\n\r\n",
	} {
		if _, err := io.WriteString(conn, request); err != nil {
			t.Fatal(err)
		}
		response, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		if response.StatusCode != 200 {
			t.Errorf("%s", response.Status)
		}
	}
	if x := e.exchange("/index.css?after"); x.Status != 200 || x.Kind != protocol.KindFile {
		t.Errorf("%+v", x.ExchangeSummary)
	}
}

func TestALoginThatRedirectsKeepsItsCookie(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- in.txt --\nin\n-- cgi-bin/login.sh --\n#!/bin/sh\nprintf 'Set-Cookie: a=1\\nSet-Cookie: b=2\\nLocation: /in.txt\\n\\n'\n"))
	if got := get(t, s.url, "/cgi-bin/login.sh"); got.body != "in\n" || len(got.header["Set-Cookie"]) != 2 {
		t.Errorf("%s%s", got.head, got.body)
	}
}

// Once the head is out, what goes wrong is on the exchange.
func TestATimeOutAfterTheHeadIsNoted(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	soon := 3000.0 // though not before the head is out
	site := e.start(folder(t, "-- cgi-bin/slow.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nhello'\nexec sleep 1000\n"), func(p *protocol.SiteStartParams) { p.CGI.TimeoutMs = &soon })
	if got := get(t, site.URL, "/cgi-bin/slow.sh"); got.status != 200 || got.body != "hello" {
		t.Errorf("%s%s", got.head, got.body)
	}
	await(e, protocol.MethodExchangeDidRecord, func(p protocol.ExchangeDidRecordParams) bool {
		return len(p.Exchanges) == 1 && noteCodes(p.Exchanges[0].Notes) == "scriptTimedOut" && strings.Contains(p.Exchanges[0].Notes[0].Message, "3s")
	})
}

func TestSettingsGoBeforeTheTable(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- a.txt --\na\n"), func(p *protocol.SiteStartParams) {
		p.Headers = map[string]map[string]string{"*.txt": {"Cache-Control": "max-age=60", "Content-Type": "text/x-mine"}}
	})
	got := get(t, site.URL, "/a.txt")
	if got.header.Get("Cache-Control") != "max-age=60" || got.header.Get("Content-Type") != "text/x-mine" {
		t.Errorf("%s", got.head)
	}
	for _, h := range e.exchange("/a.txt").Response.Headers {
		if (h.Name == "Content-Type" || h.Name == "Cache-Control") && h.SetBy != protocol.SetBySetting {
			t.Errorf("%+v", h)
		}
	}
	if got := get(t, site.URL, "/a.txt", "Range: items=0-1"); got.status != 200 || got.body != "a\n" {
		t.Errorf("an unknown unit: %s", got.head)
	}
}

// The traceback cannot make the page show what is not served.
func TestAFakedTracebackShowsNothingHidden(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- .env --\nSECRET=1\n-- cgi-bin/fake.sh --\n#!/bin/sh\necho \"  File \\\"$DOCUMENT_ROOT/.env\\\", line 1\" >&2\nexit 1\n")
	s := serve(t, root)
	if got := get(t, s.url, "/cgi-bin/fake.sh"); strings.Contains(got.body, "SECRET") {
		t.Errorf("%s", got.body)
	}
}
