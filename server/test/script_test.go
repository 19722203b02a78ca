//go:build linux

package test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// Authorization is withheld, unless the setting asks for it.
func TestAuthorizationIsPassedWhereItIsAskedFor(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- cgi-bin/env.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nenv | grep -E 'AUTH|GREET'\n")
	site := e.start(root, func(p *protocol.SiteStartParams) {
		p.CGI.Env = map[string]string{"HTTP_AUTHORIZATION": "", "GREETING": "¡Hola!"}
	})
	got := get(t, site.URL, "/cgi-bin/env.sh", "Authorization: Basic abc")
	if !strings.Contains(got.body, "HTTP_AUTHORIZATION=Basic abc\n") || !strings.Contains(got.body, "GREETING=¡Hola!\n") {
		t.Errorf("%s", got.body)
	}
}

// A script gets its three streams and nothing else that the server has open, or was
// started with, and a
// process group of its own, so that it can be ended with its children.
func TestAScriptGetsThreeDescriptorsAndAGroup(t *testing.T) {
	t.Parallel()
	with9 := []string{"sh", "-c", `exec "$@" 9<&0`, "sh", binary} // the server is started with this descriptor besides
	s := serveBy(t, with9, folder(t, `
-- cgi-bin/mine.py --
import os
print('Content-Type: text/plain\n')
listing = os.open('/proc/self/fd', os.O_RDONLY)
print(sorted(int(name) for name in os.listdir(listing) if int(name) != listing and os.path.exists(f'/proc/self/fd/{name}')))
print(os.getpgrp() == os.getpid())
`))
	if got := get(t, s.url, "/cgi-bin/mine.py"); got.body != "[0, 1, 2]\nTrue\n" {
		t.Errorf("%s%s", got.head, got.body)
	}
}

// A script's output goes out as it is printed, and not at its end.
func TestOutputStreams(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/slow.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nfirst\\n'\nread line < ../go\necho second\n")
	letGo := fifo(t, filepath.Join(root, "go"))
	s := serve(t, root)
	response, err := ownClient(t).Get(s.url + "cgi-bin/slow.sh")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body := bufio.NewReader(response.Body)
	if line, err := body.ReadString('\n'); line != "first\n" {
		t.Fatalf("%q, %v", line, err)
	}
	letGo() // the script waits until here
	if rest, err := io.ReadAll(body); string(rest) != "second\n" || err != nil {
		t.Errorf("%q, %v", rest, err)
	}
}

// A failing script teaches: a page with its line, the traceback and what to do, and a
// diagnostic for the editor that goes when it works again.
func TestAFailingScriptTeaches(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- cgi-bin/bad.py --\n# a comment\nprint('Content-type: text/html')\nprintt()\n")
	site := e.start(root)
	got := get(t, site.URL, "/cgi-bin/bad.py", "Accept: text/html", "Accept-Language: es")
	script := filepath.Join(root, "cgi-bin", "bad.py")
	for _, want := range []string{
		"El script falló", `<span class="line marked"><span class="number">3</span><strong>printt()</strong>`,
		"NameError: name &#39;printt&#39; is not defined", `<html lang="es">`,
	} {
		if got.status != 500 || !strings.Contains(got.body, want) {
			t.Errorf("no %q in %s%s", want, got.head, got.body)
		}
	}
	if plain := get(t, site.URL, "/cgi-bin/bad.py"); !strings.Contains(plain.body, "> 3  printt()\n") || strings.Contains(plain.body, "<") && strings.Contains(plain.body, "</") {
		t.Errorf("for curl: %s", plain.body)
	}
	told := await(e, protocol.MethodScriptDidReport, func(p protocol.ScriptDidReportParams) bool { return len(p.Diagnostics) > 0 })
	if d := told.Diagnostics[0]; told.Script != script || d.Path != script || d.Line != 3 || d.Code != "NameError" {
		t.Errorf("%+v", told)
	}
	write(t, script, "print('Content-type: text/html')\nprint()\n")
	get(t, site.URL, "/cgi-bin/bad.py?again")
	await(e, protocol.MethodScriptDidReport, func(p protocol.ScriptDidReportParams) bool { return p.Script == script && len(p.Diagnostics) == 0 })
}

func TestAScriptWithoutInterpreterIsExplained(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/page.xyz --\nhello\n-- cgi-bin/odd.sh --\n#!/usr/bin/env no-such-program\n")
	s := serve(t, root)
	for file, want := range map[string]string{
		"page.xyz": "no interpreter for the extension “.xyz”",
		"odd.sh":   "needs the program “no-such-program” to run, but Vitrina did not find it",
	} {
		if got := get(t, s.url, "/cgi-bin/"+file); got.status != 500 || !strings.Contains(got.body, want) {
			t.Errorf("%s: %s%s", file, got.head, got.body)
		}
	}
}

// pids reads the process ids that a script wrote down, once all are there.
func pids(t *testing.T, file string, n int) []int {
	t.Helper()
	var words []string
	eventually(t, func() bool {
		data, _ := os.ReadFile(file)
		words = strings.Fields(string(data))
		return len(words) == n
	}, func() string { return fmt.Sprintf("the script wrote %q", words) })
	ids := make([]int, n)
	for i, word := range words {
		id, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = id
	}
	return ids
}

// awaitGone waits until no process of those is left, not even as a zombie.
func awaitGone(t *testing.T, ids []int) {
	t.Helper()
	var left []int
	eventually(t, func() bool {
		left = nil
		for _, id := range ids {
			if state, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", id)); err == nil {
				// An orphan is its new parent's to wait for, and that may be a container's
				// first process, which does not: dead is dead.
				if _, rest, _ := strings.Cut(string(state), ") "); !strings.HasPrefix(rest, "Z 1 ") {
					left = append(left, id)
				}
			}
		}
		return len(left) == 0
	}, func() string { return fmt.Sprintf("processes are left: %v", left) })
}

// stubborn is a script with a child, both of which ignore SIGTERM.
const stubborn = `
-- cgi-bin/stubborn.sh --
#!/bin/sh
trap '' TERM
sleep 1000 &
echo $$ $! > ../pids
printf 'Content-Type: text/plain\n\nstarted\n'
while :; do sleep 1; done
`

func TestNoProcessIsLeft(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*editor, protocol.Site, *http.Response){
		"when the browser goes away": func(_ *editor, _ protocol.Site, r *http.Response) { _ = r.Body.Close() },
		"when the site stops": func(e *editor, s protocol.Site, _ *http.Response) {
			e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: s.ID}, nil)
		},
		"when the editor is gone": func(e *editor, _ protocol.Site, _ *http.Response) {
			_ = e.in.Close()
			e.awaitEnd()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			root := folder(t, stubborn)
			site := e.start(root)
			response, err := ownClient(t).Get(site.URL + "cgi-bin/stubborn.sh")
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			ids := pids(t, filepath.Join(root, "pids"), 2)
			end(e, site, response)
			awaitGone(t, ids)
		})
	}
}

func TestATimedOutScriptIsEnded(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/hang.sh --\n#!/bin/sh\ntrap '' TERM\nsleep 1000 &\necho $$ $! > ../new && mv ../new ../pids\nwait\n")
	s := serve(t, root, "--cgi-timeout", "3s")
	written := filepath.Join(root, "pids")
	eventually(t, func() bool { // on a busy machine the time may be over before it has a child
		if got := get(t, s.url, "/cgi-bin/hang.sh"); got.status != 504 || !strings.Contains(got.body, "did not finish within 3s") {
			t.Errorf("%s%s", got.head, got.body)
		}
		_, err := os.Stat(written)
		return err == nil
	}, func() string { return "it never has a child" })
	awaitGone(t, pids(t, written, 2))
}

// The end of the output ends the answer, whoever still holds the pipe or lives on.
func TestTheAnswerEndsWithTheScript(t *testing.T) {
	t.Parallel()
	root := folder(t, `
-- cgi-bin/child.sh --
#!/bin/sh
sleep 1000 &
echo $! > ../child
printf 'Content-Type: text/plain\n\nyes'
-- cgi-bin/closes.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\nyes'
echo $$ > ../closes
exec 1>&- 2>&-
sleep 1000
`)
	s := serve(t, root)
	for _, name := range []string{"child", "closes"} {
		if got := get(t, s.url, "/cgi-bin/"+name+".sh"); got.body != "yes" {
			t.Errorf("%s: %s%s", name, got.head, got.body)
		}
		awaitGone(t, pids(t, filepath.Join(root, name), 1))
	}
}

// Bodies pass both ways at once, whole, whatever is on standard error.
func TestLargeBodiesPass(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- cgi-bin/echo.py --\nimport sys, shutil\nsys.stdout.write('Content-Type: text/plain\\n\\n'); sys.stdout.flush()\nsys.stderr.write('x' * 1048576)\nshutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)\n"))
	body := strings.Repeat("0123456789abcdef", 1<<16) // 1 MiB
	for name, reader := range map[string]io.Reader{
		"of a known length": strings.NewReader(body),
		"chunked":           io.MultiReader(strings.NewReader(body)),
	} {
		response, err := ownClient(t).Post(s.url+"cgi-bin/echo.py", "text/plain", reader)
		if err != nil {
			t.Fatal(err)
		}
		back, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil || string(back) != body {
			t.Errorf("%s: %d bytes came back, %v", name, len(back), err)
		}
	}
}

// Nothing in a CGI folder is sent as source, by whatever name.
func TestScriptsAreNeverSentAsSource(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/index.sh --\n#!/bin/sh\nprintf 'Content-type: text/plain\\n\\nran' # source\n")
	for link, target := range map[string]string{"scripts": "cgi-bin", "page.txt": "cgi-bin/index.sh"} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	s := serve(t, root)
	for _, path := range []string{
		"/cgi-bin/index.sh", "/cgi-bin%2findex.sh", "/%63gi-bin/index.sh", "/%2e/cgi-bin/index.sh", "//cgi-bin/index.sh", "/x/../cgi-bin/index.sh",
		"/cgi-bin/./index.sh", "/cgi-bin//index.sh", "/cgi-bin\\index.sh", "/cgi-bin/index.sh/", "/cgi-bin", "/cgi-bin/", "/cgi-bin%2f",
		"/scripts/index.sh", "/scripts/", "/page.txt", "/CGI-BIN/index.sh", "/_vitrina/../cgi-bin/index.sh", s.url + "cgi-bin/index.sh",
	} {
		for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS", "PUT"} {
			got := ask(t, s.url, method, path, "", "Range: bytes=0-9")
			if strings.Contains(got.body, "source") || strings.Contains(got.body, "printf") || strings.Contains(got.body, "index.sh</a>") {
				t.Errorf("%s %s: %s%s", method, path, got.head, got.body)
			}
		}
	}
}
