//go:build linux

package test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"vitrina/server/internal/protocol"
)

// mostMemory is what the server may have in memory, whatever clients do.
const mostMemory = 150 << 20

// scriptsAtOnce is how many scripts run at a time (vitrina.cgi.atOnce).
const scriptsAtOnce = 16

// plainBinary is the program without the race detector, which multiplies memory.
var plainBinary = sync.OnceValues(func() (string, error) {
	return build("vitrina-plain", "vitrina/server")
})

func servePlain(t *testing.T, root string, flags ...string) *serving {
	t.Helper()
	program, err := plainBinary()
	if err != nil {
		t.Fatal(err)
	}
	return serveBy(t, []string{program}, root, flags...)
}

// crowd are connections to one server.
type crowd []net.Conn

func newCrowd(t *testing.T, site string, n int) crowd {
	t.Helper()
	c := make(crowd, n)
	for i := range c {
		c[i] = dial(t, site)
	}
	return c
}

// say sends the same on every connection.
func (c crowd) say(t *testing.T, text string) {
	t.Helper()
	for _, each := range c {
		if _, err := io.WriteString(each, text); err != nil {
			t.Fatal(err)
		}
	}
}

// hear reads a response on every connection, and wants its status and body.
func (c crowd) hear(t *testing.T, status int, body string) {
	t.Helper()
	for i, each := range c {
		response, err := http.ReadResponse(bufio.NewReader(each), nil)
		if err != nil {
			t.Fatalf("connection %d: %v", i, err)
		}
		got, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != status || string(got) != body {
			t.Fatalf("connection %d: %s, %q, %v", i, response.Status, got, err)
		}
	}
}

// begin reads a response on every connection as far as its status, and wants that.
func (c crowd) begin(t *testing.T, status int) {
	t.Helper()
	want := fmt.Sprintf("HTTP/1.1 %d ", status)
	for i, each := range c {
		got := make([]byte, len(want))
		if _, err := io.ReadFull(each, got); err != nil || string(got) != want {
			t.Fatalf("connection %d: %q, %v", i, got, err)
		}
	}
}

func (c crowd) close(t *testing.T) {
	t.Helper()
	for _, each := range c {
		if err := each.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever the others do, one more client is answered; memory stays within its bounds and
// nothing stays open. Not parallel: it measures memory, under as much load as there may be.
func TestManyClientsAtOnce(t *testing.T) {
	root := folder(t, lesson+`
-- cgi-bin/cat.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\n'
exec cat
-- cgi-bin/endless.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\n'
exec cat /dev/zero
`)
	huge := filepath.Join(root, "huge.bin")
	write(t, huge, "")
	if err := os.Truncate(huge, 10<<30); err != nil {
		t.Fatal(err)
	}
	css, err := os.ReadFile(filepath.Join(root, "index.css"))
	if err != nil {
		t.Fatal(err)
	}
	s := servePlain(t, root, "--cgi-timeout", "1h", "--no-prewarm")
	pid := s.cmd.Process.Pid
	get(t, s.url, "/cgi-bin/index.py") // what a first script needs stays open
	before := descriptors(t, pid)
	othersAreServed := func(during string) {
		t.Helper()
		if got := get(t, s.url, "/index.css"); got.status != 200 || got.body != string(css) {
			t.Fatalf("during %s: %s", during, got.head)
		}
		if got := get(t, s.url, "/cgi-bin/index.py"); got.status != 200 {
			t.Fatalf("during %s: %s", during, got.head)
		}
	}
	const host = " HTTP/1.1\r\nHost: localhost\r\n"

	silent, kept := newCrowd(t, s.url, 500), newCrowd(t, s.url, 500)
	kept.say(t, "GET /index.css"+host+"\r\n")
	kept.hear(t, 200, string(css))
	othersAreServed("1,000 idle connections")

	slowHeads, slowContents := newCrowd(t, s.url, 100), newCrowd(t, s.url, 100)
	slowContents.say(t, "POST /cgi-bin/cat.sh"+host+"Content-Length: 7\r\n\r\n")
	const head, content = "GET /index.css" + host + "\r\n", "content"
	for i := range max(len(head), len(content)) {
		slowHeads.say(t, head[min(i, len(head)):min(i+1, len(head))])
		slowContents.say(t, content[min(i, len(content)):min(i+1, len(content))])
		if i%16 == 0 {
			othersAreServed("200 slow requests")
		}
	}
	slowHeads.hear(t, 200, string(css))
	slowContents.hear(t, 200, content)

	neverRead := newCrowd(t, s.url, 3+scriptsAtOnce+4)
	neverRead[:3].say(t, "GET /huge.bin"+host+"\r\n")
	neverRead[3:].say(t, "GET /cgi-bin/endless.sh"+host+"\r\n")
	neverRead.begin(t, 200) // also those of more scripts than there are turns
	othersAreServed("answers that nobody reads")

	unfinished := newCrowd(t, s.url, 400)
	unfinished.say(t, "POST /cgi-bin/cat.sh"+host+"Content-Length: 7\r\n\r\ncon")
	othersAreServed("contents that do not come")

	silent.say(t, "GET /index.css"+host+"\r\n") // they were not forgotten
	silent.hear(t, 200, string(css))
	kept.say(t, "GET /index.css"+host+"\r\n")
	kept.hear(t, 200, string(css))

	for _, each := range []crowd{silent, kept, neverRead, unfinished, slowHeads, slowContents} {
		each.close(t)
	}
	open := 0
	eventually(t, func() bool {
		open = descriptors(t, pid)
		return open <= before
	}, func() string { return fmt.Sprintf("%d descriptors are open, %d were", open, before) })
	if peak := peakMemory(t, pid); peak > mostMemory {
		t.Errorf("%d MiB", peak>>20)
	} else {
		t.Logf("%d MiB", peak>>20)
	}
}

// What is kept of exchanges is bounded, be their heads as long as they may, or their
// contents. Not parallel: it measures memory.
func TestWhatIsKeptIsBounded(t *testing.T) {
	root := folder(t, `
-- large.bin --
-- cgi-bin/sink.sh --
#!/bin/sh
cat > /dev/null
printf 'Content-Type: text/plain\n\n'
`)
	if err := os.Truncate(filepath.Join(root, "large.bin"), 1<<20); err != nil {
		t.Fatal(err)
	}
	s := servePlain(t, root)
	send := func(n int, request string) {
		t.Helper()
		clients := newCrowd(t, s.url, 4)
		var wait sync.WaitGroup
		for _, client := range clients {
			wait.Go(func() {
				reader := bufio.NewReader(client)
				for range n / len(clients) {
					if _, err := io.WriteString(client, request); err != nil {
						t.Error(err)
						return
					}
					response, err := http.ReadResponse(reader, nil)
					if err != nil {
						t.Error(err)
						return
					}
					if _, err := io.Copy(io.Discard, response.Body); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		wait.Wait()
	}
	const host = " HTTP/1.1\r\nHost: localhost\r\n"
	// Of each kind half as much again as is kept.
	send(500, "GET /"+strings.Repeat("x", 60_000)+host+"\r\n")
	send(500, "GET /large.bin"+host+"X: "+strings.Repeat("x", 60_000)+"\r\nRange: bytes=0-9\r\n\r\n")
	send(80, "GET /large.bin"+host+"\r\n")
	send(80, "POST /cgi-bin/sink.sh"+host+"Content-Length: 1048576\r\n\r\n"+strings.Repeat("x", 1<<20))
	send(500, "GET /cgi-bin/none.sh"+host+"Cookie: "+strings.Repeat("x", 60_000)+"\r\n\r\n")
	if peak := peakMemory(t, s.cmd.Process.Pid); peak > mostMemory {
		t.Errorf("%d MiB", peak>>20)
	} else {
		t.Logf("%d MiB", peak>>20)
	}
}

// Each connection of this server is busy with a script, so the descriptors run out.
func TestDescriptorsThatRunOut(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson+`
-- cgi-bin/sleep.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\n'
exec sleep 1000
`)
	for locale, says := range map[string]string{"C.UTF-8": "open files (ulimit -n). Until", "es_ES.UTF-8": "archivos abiertos (ulimit -n). Hasta"} {
		t.Run(locale, func(t *testing.T) {
			t.Parallel()
			s := serveBy(t, []string{"env", "LC_ALL=" + locale, "sh", "-c", `ulimit -n 60 && exec "$@"`, "sh", binary}, root, "--cgi-timeout", "1h", "--no-prewarm")
			get(t, s.url, "/cgi-bin/index.py")
			before := descriptors(t, s.cmd.Process.Pid)
			half := newCrowd(t, s.url, 1)
			half.say(t, "GET /cgi-bin/sleep.sh HTTP/1.1\r\n")
			var busy crowd
			refused := ""
			for refused == "" {
				c := dial(t, s.url)
				busy = append(busy, c)
				busy[len(busy)-1:].say(t, "GET /cgi-bin/sleep.sh HTTP/1.1\r\nHost: localhost\r\n\r\n")
				head := make([]byte, 4096)
				n, err := c.Read(head)
				if err != nil {
					t.Fatal(err)
				}
				if first := string(head[:n]); !strings.HasPrefix(first, "HTTP/1.1 200 ") {
					refused = first
				}
			}
			if !strings.HasPrefix(refused, "HTTP/1.1 503 ") || !strings.Contains(refused, "Retry-After: ") {
				t.Errorf("%q", refused)
			}
			half.say(t, "Host: localhost\r\n\r\n") // what is under way goes on, and says what is wrong
			response, err := http.ReadResponse(bufio.NewReader(half[0]), nil)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != 503 || response.Header.Get("Retry-After") == "" || !strings.Contains(string(body), "ulimit -n") {
				t.Errorf("%s %s, %v", response.Status, body, err)
			}
			eventually(t, func() bool { return strings.Contains(s.stderr.String(), "60 "+says) }, s.stderr.String)
			busy.close(t)
			half.close(t)
			eventually(t, func() bool { return descriptors(t, s.cmd.Process.Pid) <= before+1 }, func() string { return "descriptors stay open" })
			if got := get(t, s.url, "/cgi-bin/index.py"); got.status != 200 {
				t.Errorf("%s", got.head)
			}
			if n := strings.Count(s.stderr.String(), "vitrina: "); n != 1 {
				t.Errorf("it was said %d times: %s", n, s.stderr)
			}
		})
	}
}

// The editor is told too, and the exchange says why.
func TestTheEditorIsToldThatDescriptorsRunOut(t *testing.T) {
	t.Parallel()
	e := startEditorBy(t, "sh", "-c", `ulimit -n 60 && exec "$0" rpc`, binary)
	e.initialize(true)
	site := e.start(folder(t, "-- cgi-bin/sleep.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nexec sleep 1000\n"))
	half := newCrowd(t, site.URL, 1)
	half.say(t, "GET /cgi-bin/sleep.sh?refused HTTP/1.1\r\n")
	for answer := "HTTP/1.1 200"; answer != "HTTP/1.1 503"; {
		busy := newCrowd(t, site.URL, 1)
		busy.say(t, "GET /cgi-bin/sleep.sh HTTP/1.1\r\nHost: localhost\r\n\r\n")
		begin := make([]byte, len(answer))
		if _, err := io.ReadFull(busy[0], begin); err != nil {
			t.Fatal(err)
		}
		answer = string(begin)
	}
	half.say(t, "Host: localhost\r\n\r\n")
	if x := e.exchange("/cgi-bin/sleep.sh?refused"); x.Status != 503 || noteCodes(x.Notes) != "descriptors" || !strings.Contains(x.Notes[0].Message, "60 files") {
		t.Errorf("%+v", x.ExchangeSummary)
	}
	await(e, protocol.MethodLogMessage, func(p protocol.LogMessageParams) bool {
		return p.Level == protocol.LogWarning && strings.Contains(p.Message, "60 open files (ulimit -n)")
	})
}

// A connection that there is no room for is answered, recorded and told of; one that is idle
// makes room.
func TestConnectionsThatAreTooMany(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson)
	s := serveBy(t, []string{"sh", "-c", `ulimit -n 100 && exec "$@"`, "sh", binary}, root)
	newCrowd(t, s.url, 60) // silent ones; the limit is 50, half of the descriptors
	var busy crowd
	refused := ""
	for !strings.HasPrefix(refused, "HTTP/1.1 503 ") {
		if len(busy) > 100 {
			t.Fatalf("no 503, but %q", refused)
		}
		another := newCrowd(t, s.url, 1)
		another.say(t, "GET /index.css HTTP/1.1\r\n")
		busy = append(busy, another...)
		probe := newCrowd(t, s.url, 1)
		probe.say(t, "GET /index.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		answered, _ := io.ReadAll(probe[0]) // one that makes room gets nothing
		refused = string(answered)
	}
	if got := parse(t, "GET", refused); got.header.Get("Retry-After") == "" || !strings.Contains(got.head, "\r\nConnection: close\r\n") || !strings.Contains(got.body, "in a moment") {
		t.Errorf("%q", refused)
	}
	eventually(t, func() bool { return strings.Contains(s.stderr.String(), "50 connections are open") }, s.stderr.String)
	for noted := false; !noted; {
		noted = strings.Contains(s.line(), `"turnedAway"`)
	}
	busy.close(t)
	eventually(t, func() bool {
		return strings.Contains(sendRaw(t, s.url, "GET /index.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), " 200 OK")
	},
		func() string { return "there is no room again" })
}

// Go raises the limit of descriptors for the server; scripts have the user's own.
func TestScriptsHaveTheUsersLimit(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/limit.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nulimit -S -n\n")
	s := serveBy(t, []string{"sh", "-c", `ulimit -S -n 99 && exec "$@"`, "sh", binary}, root)
	if got := get(t, s.url, "/cgi-bin/limit.sh"); got.body != "99\n" {
		t.Errorf("%s", got.body)
	}
}

// Content that nobody asked for ends no connection, be the answer early or late.
func TestAConnectionGoesOnBehindContentThatNobodyWants(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, lesson+"-- cgi-bin/fails.sh --\n#!/bin/sh\nexit 1\n"))
	client := newCrowd(t, s.url, 1)
	reader := bufio.NewReader(client[0])
	for range 20 {
		for _, c := range []struct {
			target string
			status int
		}{{"/index.css", 405}, {"/nothing", 404}, {"/cgi-bin/nothing", 404}, {"/cgi-bin/fails.sh", 500}} {
			client.say(t, "POST "+c.target+" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 7\r\n\r\ncontent")
			response, err := http.ReadResponse(reader, nil)
			if err != nil {
				t.Fatalf("%s: %v", c.target, err)
			}
			if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != c.status {
				t.Fatalf("%s: %s, %v", c.target, response.Status, err)
			}
		}
	}
}
