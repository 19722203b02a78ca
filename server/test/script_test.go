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
	"strconv"
	"strings"
	"syscall"
	"testing"

	"vitrina/server/internal/protocol"
)

func TestScriptsGetTheirMetaVariables(t *testing.T) {
	t.Setenv("GITHUB_TOKEN", "secret") // of the editor's environment; no script may have it
	root := folder(t, "-- cgi-bin/env.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nenv\npwd\nfor a; do echo \"arg:$a\"; done\n")
	s := serve(t, root)
	got := ask(t, s.url, "POST", "/cgi-bin/env.sh/more/p%C3%A1th%20x?a=%20b&c", "12345",
		"Content-Length: 5", "Content-Type: text/x", "X-One: 1", "X-One: 2", "X_One: bad", "Proxy: http://evil", "Authorization: Basic x", "Cookie: a=1", "Cookie: b=2")
	host, port, _ := net.SplitHostPort(hostOf(s.url))
	for _, want := range []string{
		"GATEWAY_INTERFACE=CGI/1.1", "REQUEST_METHOD=POST", "SERVER_PROTOCOL=HTTP/1.1", "QUERY_STRING=a=%20b&c",
		"SCRIPT_NAME=/cgi-bin/env.sh", "PATH_INFO=/more/páth x", "PATH_TRANSLATED=" + root + "/more/páth x",
		"CONTENT_LENGTH=5", "CONTENT_TYPE=text/x", "HTTP_X_ONE=1, 2", "HTTP_COOKIE=a=1; b=2",
		"SERVER_NAME=" + host, "SERVER_PORT=" + port, "REMOTE_ADDR=127.0.0.1", "DOCUMENT_ROOT=" + root, "PYTHONUTF8=1",
		filepath.Join(root, "cgi-bin"),
	} {
		if !strings.Contains("\n"+got.body, "\n"+want+"\n") {
			t.Errorf("no line %q in\n%s", want, got.body)
		}
	}
	for _, never := range []string{"HTTP_PROXY", "Basic", "GITHUB_TOKEN", "bad", "HTTP_CONTENT"} {
		if strings.Contains(got.body, never) {
			t.Errorf("%q in\n%s", never, got.body)
		}
	}
	if got := get(t, s.url, "/cgi-bin/env.sh?one+t%20wo"); !strings.Contains(got.body, "arg:one\narg:t wo\n") {
		t.Errorf("words of an indexed query: %s", got.body)
	}
}

// Authorization is withheld, unless the setting asks for it.
func TestAuthorizationIsPassedWhereItIsAskedFor(t *testing.T) {
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

func TestScriptResponses(t *testing.T) {
	s := serve(t, folder(t, "-- target.txt --\ntarget\n"))
	for name, c := range map[string]struct {
		script string // of sh
		status int
		field  string // a field line of the response's head
		body   string
	}{
		"status":                {`printf 'Status: 404 No such thing\nContent-Type: text/plain\n\nno'`, 404, "Content-Type: text/plain", "no"},
		"status in small":       {`printf 'status: 201\nContent-Type: text/plain\n\nyes'`, 201, "Content-Type: text/plain", "yes"},
		"CR LF":                 {`printf 'Content-Type: text/plain\r\nX-A: 1\r\n\r\nyes'`, 200, "X-A: 1", "yes"},
		"client redirect":       {`printf 'Location: http://127.0.0.1:1/x\n\n'`, 302, "Location: http://127.0.0.1:1/x", ""},
		"redirect with content": {`printf 'Status: 301\nLocation: /x\nContent-Type: text/plain\n\ngo'`, 301, "Location: /x", "go"},
		"local redirect":        {`printf 'Location: /target.txt\n\n'`, 200, "Content-Type: text/plain; charset=utf-8", "target\n"},
		"two cookies":           {`printf 'Set-Cookie: a=1\nSet-Cookie: b=2\nContent-Type: text/plain\n\n'`, 200, "Set-Cookie: a=1\r\nSet-Cookie: b=2", ""},
		"own spelling":          {`printf 'X-lower: 1\nContent-type: text/plain\n\n'`, 200, "X-lower: 1", ""},
		"no framing of its own": {`printf 'Transfer-Encoding: identity\nContent-Type: text/plain\n\nyes'`, 200, "Transfer-Encoding: chunked", "yes"},
		"its length":            {`printf 'Content-Length: 3\nContent-Type: text/plain\n\nyes'`, 200, "Content-Length: 3", "yes"},
		"nothing":               {`:`, 200, "", ""},
		"its reason phrase":     {`printf 'Status: 404 No such  thing\nContent-Type: text/plain\n\nno'`, 404, "Content-Type: text/plain", "no"},
		"more than its length":  {`printf 'Content-Length: 3\nContent-Type: text/plain\n\nyes and more'`, 200, "Content-Length: 3", "yes"},
		"204":                   {`printf 'Status: 204\n\n'; head -c 1000000 /dev/zero`, 204, "", ""},
		"its own date":          {`printf 'date: yesterday\nContent-Type: text/plain\n\n'`, 200, "date: yesterday", ""},
		"its own spelling":      {`printf 'CONTENT-TYPE: text/plain\n\n'`, 200, "CONTENT-TYPE: text/plain", ""},
		"non-parsed header":     {`printf 'HTTP/1.1 299 My own\r\nX-A: 1\r\n\r\nraw'`, 299, "X-A: 1", "raw"},
	} {
		t.Run(name, func(t *testing.T) {
			file := strings.ReplaceAll(name, " ", "-") + ".sh"
			if name == "non-parsed header" {
				file = "nph-" + file
			}
			write(t, filepath.Join(s.folder, "cgi-bin", file), "#!/bin/sh\n"+c.script+"\n")
			got := get(t, s.url, "/cgi-bin/"+file)
			if got.status != c.status || got.body != c.body || !strings.Contains(got.head, "\r\n"+c.field+"\r\n") && c.field != "" {
				t.Errorf("%s%s", got.head, got.body)
			}
			if name == "its reason phrase" && !strings.HasPrefix(got.head, "HTTP/1.1 404 No such  thing\r\n") {
				t.Errorf("%s", got.head)
			}
			if strings.Count(strings.ToLower(got.head), "\r\ndate:") > 1 {
				t.Errorf("two dates: %s", got.head)
			}
		})
	}
	t.Run("round in circles", func(t *testing.T) {
		write(t, filepath.Join(s.folder, "cgi-bin", "loop.sh"), "#!/bin/sh\nprintf 'Location: /cgi-bin/loop.sh\\n\\n'\n")
		if got := get(t, s.url, "/cgi-bin/loop.sh"); got.status != 500 || !strings.Contains(got.body, "circles") {
			t.Errorf("%s%s", got.head, got.body)
		}
	})
	t.Run("strict", func(t *testing.T) {
		strict := serve(t, folder(t, lesson), "--cgi-mode", "strict")
		if got := get(t, strict.url, "/cgi-bin/index.py"); got.status != 500 || !strings.Contains(got.body, "printed no header") {
			t.Errorf("%s%s", got.head, got.body)
		}
	})
}

// A script's output goes out as it is printed, and not at its end.
func TestOutputStreams(t *testing.T) {
	root := folder(t, "-- cgi-bin/slow.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nfirst\\n'\nread line < ../go\necho $line\n")
	if err := syscall.Mkfifo(filepath.Join(root, "go"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, root)
	response, err := http.Get(s.url + "cgi-bin/slow.sh")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body := bufio.NewReader(response.Body)
	if line, err := body.ReadString('\n'); line != "first\n" {
		t.Fatalf("%q, %v", line, err)
	}
	write(t, filepath.Join(root, "go"), "second\n") // the script waits until here
	if rest, err := io.ReadAll(body); string(rest) != "second\n" || err != nil {
		t.Errorf("%q, %v", rest, err)
	}
}

// A failing script teaches: a page with its line, the traceback and what to do, and a
// diagnostic for the editor that goes when it works again.
func TestAFailingScriptTeaches(t *testing.T) {
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
	root := folder(t, "-- cgi-bin/page.xyz --\nhello\n-- cgi-bin/odd.sh --\n#!/usr/bin/env no-such-program\n")
	s := serve(t, root)
	for file, want := range map[string]string{
		"page.xyz": "no interpreter for the extension “.xyz”",
		"odd.sh":   "run with “no-such-program”, but no such program was found",
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
			e := newEditor(t, true)
			root := folder(t, stubborn)
			site := e.start(root)
			response, err := http.Get(site.URL + "cgi-bin/stubborn.sh")
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
	root := folder(t, "-- cgi-bin/hang.sh --\n#!/bin/sh\ntrap '' TERM\nsleep 1000 &\necho $$ $! > ../pids\nwait\n")
	s := serve(t, root, "--cgi-timeout", "300ms")
	if got := get(t, s.url, "/cgi-bin/hang.sh"); got.status != 504 || !strings.Contains(got.body, "still running after 300ms") {
		t.Errorf("%s%s", got.head, got.body)
	}
	awaitGone(t, pids(t, filepath.Join(root, "pids"), 2))
}

// The end of the output ends the answer, whoever still holds the pipe or lives on.
func TestTheAnswerEndsWithTheScript(t *testing.T) {
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
	s := serve(t, folder(t, "-- cgi-bin/echo.py --\nimport sys, shutil\nsys.stdout.write('Content-Type: text/plain\\n\\n'); sys.stdout.flush()\nsys.stderr.write('x' * 1048576)\nshutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)\n"))
	body := strings.Repeat("0123456789abcdef", 1<<16) // 1 MiB
	for name, reader := range map[string]io.Reader{
		"of a known length": strings.NewReader(body),
		"chunked":           io.MultiReader(strings.NewReader(body)),
	} {
		response, err := http.Post(s.url+"cgi-bin/echo.py", "text/plain", reader)
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
