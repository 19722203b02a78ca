//go:build linux

package test

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// python are the scripts that CPython 3.11's own tests of http.server --cgi use, in
// words of our own. Each names the type that Python's server let pass.
const python = `
-- cgi-bin/file1.py --
print("Content-type: text/html")
print()
print("Hello World")
-- cgi-bin/file2.py --
import os, sys
from urllib.parse import parse_qs
form = parse_qs(sys.stdin.read(int(os.environ["CONTENT_LENGTH"])))
print("Content-type: text/html")
print()
print("%s, %s, %s" % (form["spam"][0], form["eggs"][0], form["bacon"][0]))
-- cgi-bin/file3.py --
import os, sys
print("Content-type: text/html")
print()
content = sys.stdin.buffer.read()
print("%s %d" % (os.environ["CONTENT_LENGTH"], len(content)))
-- cgi-bin/file4.py --
import os
print("Content-type: text/html")
print()
print(os.environ["QUERY_STRING"])
print(os.environ.get("HTTP_ACCEPT"))
-- cgi-bin/child-dir/file5.py --
print("Content-type: text/html")
print()
print("Hello World")
-- sub/dir/cgi-bin/file5.py --
print("Content-type: text/html")
print()
print("Hello World")
-- nocgi.py --
print("not run")
`

// What CPython 3.11's test_httpservers.py asks of CGIHTTPRequestHandler. Where the
// answer differs on purpose, the row says why; the README has the list.
func TestWhatPythonsServerDid(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, python), "--cgi-dir", "cgi-bin", "--cgi-dir", "sub/dir/cgi-bin")
	for name, c := range map[string]struct {
		method, path, body string
		fields             []string
		status             int
		want               string // the content, where it is the script's
	}{
		"headers and content":                 {"GET", "/cgi-bin/file1.py", "", nil, 200, "Hello World\n"},
		"a path that leads out and in again":  {"GET", "///////////nocgi.py/../cgi-bin/nothere.sh", "", nil, 404, ""},
		"a form":                              {"POST", "/cgi-bin/file2.py", "spam=1&eggs=python&bacon=123456", []string{"Content-type: application/x-www-form-urlencoded", "Content-Length: 31"}, 200, "1, python, 123456\n"},
		"a script that is not there":          {"GET", "/cgi-bin/invalid", "", nil, 404, ""},
		"authorization":                       {"GET", "/cgi-bin/file1.py", "", []string{"Authorization: Basic dXNlcm5hbWU6cGFzc3dvcmQ="}, 200, "Hello World\n"},
		"no slash at the start":               {"GET", "cgi-bin/file1.py", "", nil, 400, ""},    // RFC 9112, section 3.2: no form of a target begins so
		"an encoded slash":                    {"GET", "/cgi-bin%2ffile1.py", "", nil, 404, ""}, // RFC 3986, section 2.2: it is not a separator; Python ran it
		"a folder in the folder":              {"GET", "/cgi-bin/child-dir/file5.py", "", nil, 200, "Hello World\n"},
		"two question marks":                  {"GET", "/cgi-bin/file4.py?a=b?c=d", "", nil, 200, "a=b?c=d\nNone\n"},
		"slashes in the query":                {"GET", "/cgi-bin/file4.py?k=aa%2F%2Fbb&//q//p//=//a//b//", "", nil, 200, "k=aa%2F%2Fbb&//q//p//=//a//b//\nNone\n"},
		"another folder of scripts":           {"GET", "/sub/dir/cgi-bin/file5.py", "", nil, 200, "Hello World\n"},
		"one Accept":                          {"GET", "/cgi-bin/file4.py", "", []string{"Accept: text/html,text/plain"}, 200, "\ntext/html,text/plain\n"},
		"two fields Accept":                   {"GET", "/cgi-bin/file4.py", "", []string{"Accept: text/html", "ACCEPT: text/plain"}, 200, "\ntext/html, text/plain\n"}, // RFC 9110, section 5.3: comma and space; Python put no space
		"a file outside is sent and not run":  {"GET", "/nocgi.py", "", nil, 200, "print(\"not run\")\n"},
		"a folder of scripts is never listed": {"GET", "/cgi-bin/", "", nil, 404, ""}, // Python answered 403
	} {
		got := ask(t, s.url, c.method, c.path, c.body, c.fields...)
		if got.status != c.status || c.want != "" && got.body != c.want {
			t.Errorf("%s: %s%s", name, got.head, got.body)
		}
	}
	client := ownClient(t)
	for size := 1 << 15; size < 1<<25; size <<= 3 { // content larger than any buffer
		response, err := client.Post(s.url+"cgi-bin/file3.py", "text/plain", strings.NewReader(strings.Repeat("X", size)))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if words := strings.Fields(string(body)); err != nil || len(words) != 2 || words[0] != words[1] {
			t.Errorf("%d bytes: %s, %v", size, body, err)
		}
	}
}

// Content that is shorter than announced: the script sees its end when the client goes. There
// is as much of it as lets the script begin at once; TestContentThatNeverComes has less.
func TestContentThatBreaksOff(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/count.sh --\n#!/bin/sh\necho $$ > ../pid\nwc -c > ../counted\n")
	s := serve(t, root, "--cgi-timeout", "10h")
	conn := dial(t, s.url)
	if _, err := io.WriteString(conn, "POST /cgi-bin/count.sh HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"+strings.Repeat("x", 20_000)); err != nil {
		t.Fatal(err)
	}
	ids := pids(t, filepath.Join(root, "pid"), 1)
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	awaitGone(t, ids)
}

// What Go's tests of net/http/cgi ask of a host. A chunked request is 400 there and
// works here (TestLargeBodiesPass).
func TestWhatGosHostDoes(t *testing.T) {
	t.Parallel()
	root := folder(t, `
-- cgi-bin/test.sh --
#!/bin/sh
case $QUERY_STRING in
*mode=redirect*) printf 'Location: http://127.0.0.1:1/elsewhere\n\n'; exit;;
*mode=local*) printf 'Location: /target.txt\n\n'; exit;;
*mode=stderr*) echo complaint >&2;;
esac
printf 'Content-Type: text/html\nX-CGI-Pid: %s\nX-Test-Header: X-Test-Value\n\n' $$
env | sort
-- target.txt --
target
`)
	s := serve(t, root)
	got := get(t, s.url, "/cgi-bin/test.sh/extrapath?foo=bar&a=b", "Cookie: nom=NOM", "Cookie: yum=YUM", "X-Foo: val1", "X-Foo: val2", "Proxy: should_be_stripped")
	for _, line := range []string{
		"GATEWAY_INTERFACE=CGI/1.1", "HTTP_COOKIE=nom=NOM; yum=YUM", "HTTP_X_FOO=val1, val2", "PATH_INFO=/extrapath", "QUERY_STRING=foo=bar&a=b", "REMOTE_ADDR=127.0.0.1",
		"REMOTE_HOST=127.0.0.1", "REQUEST_METHOD=GET", "REQUEST_URI=/cgi-bin/test.sh/extrapath?foo=bar&a=b", "SCRIPT_NAME=/cgi-bin/test.sh",
		"SCRIPT_FILENAME=" + filepath.Join(root, "cgi-bin/test.sh"), "SERVER_PROTOCOL=HTTP/1.1", "HTTP_HOST=" + hostOf(s.url),
	} {
		if !strings.Contains("\n"+got.body, "\n"+line+"\n") {
			t.Errorf("no %q", line)
		}
	}
	if strings.Contains(got.body, "HTTP_PROXY") || strings.Contains(got.body, "PATH_INFO=\n") || got.header.Get("X-Test-Header") != "X-Test-Value" {
		t.Errorf("%s%s", got.head, got.body)
	}
	if plain := get(t, s.url, "/cgi-bin/test.sh"); strings.Contains(plain.body, "PATH_INFO") {
		t.Errorf("PATH_INFO without extra path: %s", plain.body)
	}
	if got := get(t, s.url, "/cgi-bin/test.sh?mode=redirect"); got.status != 302 || got.header.Get("Location") != "http://127.0.0.1:1/elsewhere" {
		t.Errorf("redirect: %s", got.head)
	}
	if got := get(t, s.url, "/cgi-bin/test.sh?mode=local"); got.status != 200 || got.body != "target\n" || got.header.Get("Location") != "" {
		t.Errorf("local redirect: %s%s", got.head, got.body)
	}
	if got := get(t, s.url, "/cgi-bin/test.sh?mode=stderr"); got.status != 200 || strings.Contains(got.body, "complaint") {
		t.Errorf("standard error: %s%s", got.head, got.body)
	}
}

// A slow reader holds the script back, and the server keeps little of what passes. Not
// parallel: it measures memory, and that of the program without the race detector, which would
// look at so much for a minute (TestLargeBodiesPass has it look at less).
func TestMuchPassesInLittleMemory(t *testing.T) {
	const much = 256 << 20
	root := folder(t, "-- cgi-bin/out.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nexec head -c 268435456 /dev/zero\n-- cgi-bin/in.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nexec wc -c\n")
	s := servePlain(t, root)
	before := peakMemory(t, s.cmd.Process.Pid)
	client := ownClient(t)
	response, err := client.Get(s.url + "cgi-bin/out.sh")
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
	if n != much || err != nil {
		t.Errorf("%d bytes came out, %v", n, err)
	}
	in, err := client.Post(s.url+"cgi-bin/in.sh", "text/plain", io.LimitReader(zeros{}, much))
	if err != nil {
		t.Fatal(err)
	}
	counted, err := io.ReadAll(in.Body)
	_ = in.Body.Close()
	if strings.TrimSpace(string(counted)) != fmt.Sprint(much) || err != nil {
		t.Errorf("%s bytes went in, %v", counted, err)
	}
	// What matters is that it does not grow with what passes.
	if grown := peakMemory(t, s.cmd.Process.Pid) - before; grown > 64<<20 {
		t.Errorf("memory grew by %d MiB", grown>>20)
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestExpectContinue(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- cgi-bin/cat.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nexec cat\n"))
	conn := dial(t, s.url)
	if _, err := io.WriteString(conn, "POST /cgi-bin/cat.sh HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	interim := make([]byte, len("HTTP/1.1 100 Continue\r\n\r\n"))
	if _, err := io.ReadFull(conn, interim); err != nil || string(interim) != "HTTP/1.1 100 Continue\r\n\r\n" {
		t.Fatalf("%q, %v", interim, err)
	}
	if _, err := io.WriteString(conn, "yes"); err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	if got := parse(t, "POST", string(all)); got.body != "yes" {
		t.Errorf("%s%s", got.head, got.body)
	}
}

// Requests beyond the limit wait in their order, and a queue that is too long says so.
func TestOnlySoManyScriptsRunAtOnce(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- cgi-bin/wait.sh --\n#!/bin/sh\necho $$ >> ../pids\nprintf 'Content-Type: text/plain\\n\\n'\nexec sleep 1000\n")
	one := 1
	site := e.start(root, oneAtOnce(&one))
	answers, full := make(chan string, 12), make(chan struct{})
	for range 12 { // one runs, eight wait, three are too many
		conn := dial(t, site.URL)
		if _, err := io.WriteString(conn, "GET /cgi-bin/wait.sh HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		go func() {
			head := make([]byte, len("HTTP/1.1 503"))
			if _, err := io.ReadFull(conn, head); err != nil {
				return // it was closed at the end
			}
			answers <- string(head)
			if string(head) != "HTTP/1.1 503" {
				<-full           // all have come
				_ = conn.Close() // it has its turn: it ends, and the next one begins
			}
		}()
	}
	count := map[string]int{}
	for range 12 {
		select {
		case answer := <-answers:
			if count[answer]++; count["HTTP/1.1 503"] == 3 && answer == "HTTP/1.1 503" {
				close(full)
			}
		case <-time.After(patience):
			t.Fatalf("after %v nothing came", count)
		}
	}
	if count["HTTP/1.1 503"] != 3 || count["HTTP/1.1 200"] != 9 {
		t.Errorf("%v", count)
	}
	awaitGone(t, pids(t, filepath.Join(root, "pids"), 9))
}
