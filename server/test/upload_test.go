//go:build linux

package test

import (
	"bufio"
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

// idle is a script that never reads, and lives for ever.
const idle = "-- cgi-bin/idle.sh --\n#!/bin/sh\necho $$ >> ../pids\nexec sleep 1000\n"

// A browser that goes away is noticed though its content waits to be read by a script
// that does not: much content, little, and a part of it.
func TestAClientThatGoesIsNoticedBehindItsContent(t *testing.T) {
	t.Parallel()
	root := folder(t, idle)
	s := serve(t, root, "--cgi-timeout", "10h")
	for _, c := range []struct{ announced, sent int }{{1 << 30, 100_000}, {1 << 20, 1 << 20}, {1000, 1000}, {100_000, 20_000}} {
		conn := dial(t, s.url)
		if _, err := fmt.Fprintf(conn, "POST /cgi-bin/idle.sh HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n", c.announced); err != nil {
			t.Fatal(err)
		}
		sent := make(chan error, 1)
		go func() { // what the script holds back is not taken: this ends with the connection
			_, err := io.WriteString(conn, strings.Repeat("x", c.sent))
			sent <- err
		}()
		ids := pids(t, filepath.Join(root, "pids"), 1)
		if err := conn.Close(); err != nil {
			t.Fatal(err)
		}
		<-sent
		awaitGone(t, ids)
		if err := os.Remove(filepath.Join(root, "pids")); err != nil {
			t.Fatal(err)
		}
	}
}

// One that goes while it waits for its turn is not run any more.
func TestAClientThatGoesLosesItsTurn(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, idle+"-- cgi-bin/mark.sh --\n#!/bin/sh\necho ran > ../marked\n")
	one, anHour := 1, 3_600_000.0
	site := e.start(root, oneAtOnce(&one), func(p *protocol.SiteStartParams) { p.CGI.TimeoutMs = &anHour })
	first := dial(t, site.URL)
	if _, err := io.WriteString(first, "GET /cgi-bin/idle.sh HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	ids := pids(t, filepath.Join(root, "pids"), 1)
	second := dial(t, site.URL)
	if _, err := io.WriteString(second, "POST /cgi-bin/mark.sh HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"+strings.Repeat("x", 1000)); err != nil {
		t.Fatal(err)
	}
	told := func(complete bool) {
		await(e, protocol.MethodExchangeDidRecord, func(p protocol.ExchangeDidRecordParams) bool {
			return slices.ContainsFunc(p.Exchanges, func(x protocol.ExchangeSummary) bool {
				return x.Target == "/cgi-bin/mark.sh" && x.Complete == complete
			})
		})
	}
	told(false)
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	told(true)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	awaitGone(t, ids)
	if got := get(t, site.URL, "/marked"); got.status != 404 {
		t.Error("it ran for nobody")
	}
}

// A script that hands a form on without having read it: the answer is the other's, whole,
// and the connection goes on in step.
func TestAFormIsHandedOnUnread(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- cgi-bin/on.sh --\n#!/bin/sh\nprintf 'Location: /cgi-bin/last.sh\\n\\n'\n-- cgi-bin/last.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'; echo \"$REQUEST_METHOD $CONTENT_LENGTH\"; wc -c\n"))
	for _, size := range []int{1, 1000, 200_000, 2_000_000} {
		conn := dial(t, s.url)
		go func() { // where it is too much to be read, this ends with an error
			_, _ = fmt.Fprintf(conn, "POST /cgi-bin/on.sh HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%sGET /cgi-bin/last.sh HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", size, strings.Repeat("x", size))
		}()
		reader := bufio.NewReader(conn)
		for n := range 2 {
			response, err := http.ReadResponse(reader, nil)
			if n == 1 && size > 1<<20 {
				if err == nil {
					t.Errorf("%d bytes: the connection is used after content that nobody read", size)
				}
				break
			}
			if err != nil {
				t.Fatalf("%d bytes: answer %d: %v", size, n+1, err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil || strings.Join(strings.Fields(string(body)), " ") != "GET 0" {
				t.Errorf("%d bytes: answer %d: %q, %v", size, n+1, body, err)
			}
		}
	}
}

// The exchange shows the script that answered, not one that handed the request on.
func TestTheLastScriptOfAChainIsShown(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	// What holds the first one's standard error keeps its run from ending before the other's.
	root := folder(t, "-- cgi-bin/on.sh --\n#!/bin/sh\nprintf 'Location: /cgi-bin/last.sh\\n\\n'\nexec 1>&-\nsetsid sh -c 'read line < ../go' &\n-- cgi-bin/last.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nlast'\n")
	letGo := fifo(t, filepath.Join(root, "go"))
	site := e.start(root)
	if got := get(t, site.URL, "/cgi-bin/on.sh"); got.body != "last" {
		t.Fatalf("%s%s", got.head, got.body)
	}
	// Both runs have ended once the site has stopped.
	x := e.exchange("/cgi-bin/on.sh")
	letGo()
	e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: site.ID}, nil)
	e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: x.ID}, &x)
	if x.Script == nil || x.Script.Path != "cgi-bin/last.sh" || x.Script.ExitCode == nil {
		t.Errorf("%+v", x.Script)
	}
}

// What went wrong with a header is told by the whole output, not by its first piece.
func TestAHeaderBehindOtherTextIsFoundInUnbufferedOutput(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- cgi-bin/late.py --\n# -\nprint('working...', flush=True)\nopen('../go').readline()\nprint('Content-type: text/html', flush=True)\nprint()\n-- cgi-bin/own.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\nConnection: close\\nKeep-Alive: timeout=5\\n\\nyes'\n")
	letGo := fifo(t, filepath.Join(root, "go"))
	site := e.start(root)
	response, err := ownClient(t).Get(site.URL + "cgi-bin/late.py")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.ReadFull(response.Body, make([]byte, len("working..."))); err != nil { // the first piece
		t.Fatal(err)
	}
	letGo()
	if _, err := io.ReadAll(response.Body); err != nil {
		t.Fatal(err)
	}
	told := await(e, protocol.MethodScriptDidReport, func(p protocol.ScriptDidReportParams) bool { return len(p.Diagnostics) > 0 })
	if d := told.Diagnostics[0]; d.Code != "textBeforeHeader" || d.Line != 2 {
		t.Errorf("%+v", told)
	}
	if x := e.exchange("/cgi-bin/late.py"); noteCodes(x.Notes) != "textBeforeHeader" {
		t.Errorf("%+v", x.Notes)
	}
	got := ask(t, site.URL, "GET", "/cgi-bin/own.sh", "")
	x := e.exchange("/cgi-bin/own.sh")
	if strings.Contains(got.head, "Keep-Alive") || noteCodes(x.Notes) != "fieldNotPassed" || !strings.Contains(x.Notes[0].Message, "Connection, Keep-Alive") {
		t.Errorf("%s%+v", got.head, x.Notes)
	}
}
