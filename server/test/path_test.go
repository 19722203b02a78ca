//go:build linux

package test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// link makes symbolic links in a folder: pairs of name and target.
func link(t *testing.T, root string, pairs ...string) {
	t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		name := filepath.Join(root, pairs[i])
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(pairs[i+1], name); err != nil {
			t.Fatal(err)
		}
	}
}

// Links that stay inside the root work, however they are written; those that leave it do not.
func TestLinks(t *testing.T) {
	t.Parallel()
	outside := folder(t, "-- secret.txt --\nSECRET\n-- cgi-bin/out.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nSECRET'\n")
	root := folder(t, "-- a/page.txt --\ninside\n-- cgi-bin/yes.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nran'\n-- lib/tool.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\ntool'\n")
	up := "../" + filepath.Base(root)
	link(t, root,
		"relative.txt", "a/page.txt", "absolute.txt", root+"/a/page.txt", "again.txt", up+"/a/page.txt", "chain.txt", root+"/relative.txt",
		"folder", root+"/a", "scripts", root+"/cgi-bin", "source.txt", root+"/cgi-bin/yes.sh", "sourceRelative.txt", "cgi-bin/yes.sh",
		"out.txt", outside+"/secret.txt", "outFolder", outside, "outChain.txt", root+"/out.txt", "etc", "/etc/passwd", "broken.txt", root+"/nothing", "circle.txt", "circle.txt",
		"cgi-bin/absolute.sh", root+"/cgi-bin/yes.sh", "cgi-bin/tool.sh", root+"/lib/tool.sh", "cgi-bin/relative.sh", "../lib/tool.sh", "cgi-bin/out.sh", outside+"/cgi-bin/out.sh", "cgi-bin/more", root+"/lib",
	)
	s := serve(t, root)
	for path, want := range map[string]string{
		"/relative.txt": "inside\n", "/absolute.txt": "inside\n", "/again.txt": "inside\n", "/chain.txt": "inside\n", "/folder/page.txt": "inside\n",
		"/cgi-bin/yes.sh": "ran", "/cgi-bin/absolute.sh": "ran", "/cgi-bin/tool.sh": "tool", "/cgi-bin/relative.sh": "tool", "/cgi-bin/more/tool.sh": "tool",
		"/out.txt": "", "/outFolder/": "", "/outFolder/secret.txt": "", "/outChain.txt": "", "/etc": "", "/broken.txt": "", "/circle.txt": "",
		"/cgi-bin/out.sh": "", "/scripts/yes.sh": "", "/scripts/": "", "/source.txt": "", "/sourceRelative.txt": "", "/folder/page.txt/": "",
	} {
		got := get(t, s.url, path)
		if want != "" && (got.status != 200 || got.body != want) || want == "" && got.status != 404 {
			t.Errorf("%s: %s%s", path, got.head, got.body)
		}
		if strings.Contains(got.body, "SECRET") || strings.Contains(got.body, "#!/bin/sh") {
			t.Errorf("%s: what nobody may see: %s", path, got.body)
		}
	}
	listing := get(t, s.url, "/").body
	for name, listed := range map[string]bool{"absolute.txt": true, "again.txt": true, "folder/": true, "out.txt": false, "outFolder/": false, "etc": false, "scripts/": false, "source.txt": false, "broken.txt": false} {
		if strings.Contains(listing, `href="./`+name+`"`) != listed {
			t.Errorf("%s in the listing: %v", name, !listed)
		}
	}
}

// What is there and is not sent is not called missing, and the page says what is in the way; so does the
// panel where the site has its own page for what is missing, or lists the folder instead.
func TestWhatIsInTheWayIsNamed(t *testing.T) {
	t.Parallel()
	outside := folder(t, "-- secret.txt --\nSECRET\n-- out.sh --\n#!/bin/sh\n")
	root := folder(t, "-- page.html --\n<a href=out.txt>out</a>\n-- cgi-bin/yes.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nran'\n")
	link(t, root,
		"out.txt", outside+"/secret.txt", "folder", outside, "broken.txt", "nothing.txt", "scripts", "cgi-bin", "source.txt", root+"/cgi-bin/yes.sh",
		"cgi-bin/out.sh", outside+"/out.sh", "cgi-bin/broken.sh", "nothing.sh", "sub/index.html", outside+"/secret.txt",
	)
	for _, name := range []string{"fifo", "cgi-bin/fifo.sh"} {
		if err := syscall.Mkfifo(filepath.Join(root, name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	e := newEditor(t, true)
	site := e.start(root)
	rows := []struct{ path, code, en, es string }{
		{"/out.txt", "notFound.leadsOut", "/out.txt is a link to " + outside + "/secret.txt, outside the served folder", "/out.txt es un enlace a " + outside + "/secret.txt, que está fuera de la carpeta servida"},
		{"/folder/secret.txt", "notFound.leadsOut", "/folder is a link to " + outside + ", outside", "/folder es un enlace a " + outside + ", que"},
		{"/broken.txt", "notFound.leadsNowhere", "/broken.txt is a link to “nothing.txt”, and nothing is there", "/broken.txt es un enlace a «nothing.txt», y allí no hay nada"},
		{"/source.txt", "notFound.leadsToScript", "Use the address in the script folder: /cgi-bin/yes.sh", "Usa la dirección de la carpeta de scripts: /cgi-bin/yes.sh"},
		{"/scripts/yes.sh", "notFound.leadsToScript", "/scripts/yes.sh is another name of /cgi-bin/yes.sh", "/scripts/yes.sh es otro nombre de /cgi-bin/yes.sh"},
		{"/fifo", "notFound.notAFile", "/fifo is neither a file nor a folder", "/fifo no es un archivo ni una carpeta"},
		{"/cgi-bin/out.sh", "scriptNotFound.leadsOut", "/cgi-bin/out.sh is a link to " + outside + "/out.sh, outside", "/cgi-bin/out.sh es un enlace a " + outside + "/out.sh, que"},
		{"/cgi-bin/broken.sh/info", "scriptNotFound.leadsNowhere", "/cgi-bin/broken.sh is a link to “nothing.sh”", "/cgi-bin/broken.sh es un enlace a «nothing.sh»"},
		{"/cgi-bin/fifo.sh", "scriptNotFound.notAFile", "/cgi-bin/fifo.sh is neither", "/cgi-bin/fifo.sh no es"},
		{"/nothing.txt", "notFound", "There is no /nothing.txt", "no existe /nothing.txt"},
		{"/folder2", "notFound", "There is no /folder2", "no existe /folder2"},
	}
	for _, row := range rows {
		for language, sentence := range map[string]string{"en": row.en, "es": row.es} {
			if got := get(t, site.URL, row.path, "Accept-Language: "+language, "Referer: "+site.URL+"page.html"); got.status != 404 || !strings.Contains(got.body, sentence) {
				t.Errorf("%s: %s%s", row.path, got.head, got.body)
			}
		}
		get(t, site.URL, row.path+"?noted")
		if x := e.exchange(row.path + "?noted"); noteCodes(x.Notes) != row.code || !strings.Contains(x.Notes[0].Message, row.path[:4]) {
			t.Errorf("%s: %+v", row.path, x.Notes)
		}
	}
	get(t, site.URL, "/sub/")
	if x := e.exchange("/sub/"); noteCodes(x.Notes) != "leadsOut" || !strings.Contains(x.Notes[0].Message, "/sub/index.html is a link to ") {
		t.Errorf("%+v", x.Notes)
	}
	write(t, filepath.Join(root, "404.html"), "<!doctype html><p>own")
	get(t, site.URL, "/out.txt?own")
	if x := e.exchange("/out.txt?own"); !strings.HasPrefix(noteCodes(x.Notes), "ownNotFound notFound.leadsOut") || strings.Contains(x.Notes[0].Message, "no /out.txt") {
		t.Errorf("%+v", x.Notes)
	}
}

// A folder of scripts may be a link itself, also an absolute one: its files run by its name,
// and are sent by no other.
func TestAFolderOfScriptsThatIsALink(t *testing.T) {
	t.Parallel()
	for name, target := range map[string]string{"relative": "scripts", "absolute": "/scripts"} {
		root := folder(t, "-- scripts/yes.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nran'\n-- scripts/fails.sh --\n#!/bin/sh\nno-such-command; exit 1 # the line\n-- more/no.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nmore'\n")
		if strings.HasPrefix(target, "/") {
			target = root + target
		}
		link(t, root, "programs", target)
		s := serve(t, root, "--cgi-dir", "programs", "--cgi-dir", "more")
		for path, want := range map[string]string{"/programs/yes.sh": "ran", "/more/no.sh": "more", "/scripts/yes.sh": "", "/scripts/": ""} {
			if got := get(t, s.url, path); want != "" && got.body != want || want == "" && got.status != 404 {
				t.Errorf("%s, %s: %s%s", name, path, got.head, got.body)
			}
		}
		if body := get(t, s.url, "/programs/fails.sh").body; !strings.Contains(body, "exit 1 # the line") {
			t.Errorf("%s: the page does not show the line: %s", name, body)
		}
		if body := get(t, s.url, "/programs/yess.sh").body; !strings.Contains(body, "/programs/yes.sh") {
			t.Errorf("%s: the page does not name the script that was meant: %s", name, body)
		}
		if s.stderr.String() != "" {
			t.Errorf("%s: %s", name, s.stderr)
		}
		if body := get(t, s.url, "/").body; strings.Contains(body, "scripts") || strings.Contains(body, "more") {
			t.Errorf("%s: %s", name, body)
		}
	}
}

// A link that is turned from a file to a script and back, again and again, never sends the
// script's source: what was opened is what is judged.
func TestALinkThatIsTurnedSendsNoSource(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- page.txt --\nTHE FILE\n-- cgi-bin/index.py --\n#!/bin/sh\n# THE SOURCE\n")
	link(t, root, "x.txt", "page.txt")
	s := serve(t, root)
	stop := meanwhile(t, func(i int) error {
		next := filepath.Join(root, "next")
		err := os.Symlink([]string{"cgi-bin/index.py", "page.txt"}[i%2], next)
		return errors.Join(err, os.Rename(next, filepath.Join(root, "x.txt")))
	})
	const rounds, each = 20, 100
	for range rounds {
		conn := dial(t, s.url)
		fmt.Fprint(conn, strings.Repeat("GET /x.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", each-1)+"GET /x.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		got, err := io.ReadAll(conn)
		if err != nil || strings.Contains(string(got), "SOURCE") {
			t.Errorf("%d times the source, %v", strings.Count(string(got), "SOURCE"), err)
		}
		conn.Close()
	}
	stop()
}

// spelling is a way to ask for a file in a folder; FOLDER and NAME stand for theirs, HOST
// for the site's. It either leads there or to nothing.
type spelling struct {
	target       string
	file, script int // the statuses
}

func spellings() []spelling {
	const there, none, bad, no, elsewhere = 200, 404, 400, 403, 421
	rows := []spelling{
		{"/FOLDER/NAME", there, there},
		{"/FOLDER/NAME?x=1", there, there},

		// Slashes and dots (RFC 3986, section 5.2.4): cleaned once, behind decoding.
		{"//FOLDER/NAME", there, there},
		{"/FOLDER//NAME", there, there},
		{"///FOLDER///NAME", there, there},
		{"/./FOLDER/./NAME", there, there},
		{"/%2e/FOLDER/%2E/NAME", there, there},
		{"/x/../FOLDER/NAME", there, there},
		{"/x/%2e%2e/FOLDER/NAME", there, there},
		{"/FOLDER/../FOLDER/NAME", there, there},
		{"/FOLDER/x/.%2e/NAME", there, there},
		{"/../../FOLDER/NAME", there, there},
		{"/%2e%2e/%2E%2E/FOLDER/NAME", there, there},
		{"/other/../FOLDER/NAME", there, there},
		{"/%2e%2e/site/FOLDER/NAME", none, none}, // out, and in again by the root's own name
		{"/FOLDER/NAME/", none, there},           // for a script: PATH_INFO
		{"/FOLDER/NAME/.", none, there},
		{"/FOLDER/NAME/x", none, there},
		{"/FOLDER/NAME/x/..", none, there},
		{"/FOLDER/NAME/../NAME", there, there},
		{"/FOLDER/NAME..", none, none},
		{"/FOLDER/NAME...", none, none},
		{"/FOLDER/.../NAME", none, none},
		{"/%252e%252e/FOLDER/NAME", none, none}, // decoded once

		// What looks like a separator.
		{"/FOLDER%2fNAME", none, none},
		{"/FOLDER%2FNAME", none, none},
		{"/%2fFOLDER/NAME", none, none},
		{"/FOLDER/%2fNAME", none, none},
		{"/FOLDER/..%2fFOLDER/NAME", none, none},
		{"/FOLDER%252fNAME", none, none},
		{"/FOLDER%5cNAME", none, none},
		{"/FOLDER%5CNAME", none, none},
		{`/FOLDER\NAME`, none, none},
		{`/x\..\FOLDER\NAME`, none, none},
		{`\FOLDER\NAME`, bad, bad},
		{"/FOLDER%255cNAME", none, none},
		{"/FOLDER%ef%bc%8fNAME", none, none}, // full width
		{"/FOLDER%e2%88%95NAME", none, none}, // division
		{"/FOLDER;/NAME", none, none},
		{"/FOLDER/NAME;x", none, none},

		// Codes.
		{"/FOLDER%c0%afNAME", bad, bad}, // overlong
		{"/FOLDER%e0%80%afNAME", bad, bad},
		{"/%c0%ae%c0%ae/FOLDER/NAME", bad, bad},
		{"/FOLDER/NAME%ff", bad, bad},
		{"/FOLDER/NAME\xff", bad, bad},
		{"/FOLDER/NAME%", bad, bad},
		{"/FOLDER/NAME%zz", bad, bad},
		{"/FOLDER/%u002e", bad, bad},
		{"/FOLDER/NAME%00", none, none},
		{"/FOLDER/NAME%00.txt", none, none},
		{"/FOLDER%00/NAME", none, none},
		{"/FOLDER/NAME%0a", none, none},
		{"/FOLDER/NAME%0d%0aX:y", none, none},
		{"/FOLDER/NAME%23", none, none},
		{"/FOLDER/NAME#x", bad, bad}, // no target has a part of a page
		{"/FOLDER/NAME%3fx", none, none},

		// What is the same file on Windows, and another name here.
		{"/FOLDER/NAME.", none, none},
		{"/FOLDER/NAME%20", none, none},
		{"/FOLDER/NAME%20.", none, none},
		{"/FOLDER./NAME", none, none},
		{"/FOLDER%20/NAME", none, none},
		{"/FOLDER/NAME::$DATA", none, none},
		{"/FOLDER/NAME:$DATA", none, none},
		{"/FOLDER/NAME%3a%3a$DATA", none, none},
		{"/FOLDER::$INDEX_ALLOCATION/NAME", none, none},
		{"/FOLDER:$I30:$INDEX_ALLOCATION/NAME", none, none},
		{"/C:/FOLDER/NAME", none, none},
		{"/CGI-BI~1/INDEX~1.PY", none, none},
		{"/FOLDER/NUL", none, none},
		{"/FOLDER/CON.txt", none, none},
		{"/FOLDER/COM%c2%b9", none, none},
		{"/FOLDER/CONIN$", none, none},

		// Other forms of the target (RFC 9112, section 3.2).
		{"http://HOST/FOLDER/NAME", there, there},
		{"HTTP://HOST//FOLDER/x/../NAME", there, there},
		{"http://localhost/FOLDER/NAME", there, there},
		{"http://localhost:1/FOLDER/NAME", there, there}, // as by a forwarded port
		{"https://HOST/FOLDER/NAME", elsewhere, elsewhere},
		{"HTTPS://localhost/FOLDER/NAME", elsewhere, elsewhere},
		{"https://evil.example/FOLDER/NAME", no, no},
		{"http://HOST/FOLDER%2fNAME", none, none},
		{"http://evil.example/FOLDER/NAME", no, no},
		{"http:///FOLDER/NAME", bad, bad},
		{"http:/FOLDER/NAME", bad, bad},
		{"http:FOLDER/NAME", bad, bad},
		{"http://user@HOST/FOLDER/NAME", bad, bad},
		{"file:///FOLDER/NAME", bad, bad},
		{"//HOST/FOLDER/NAME", none, none},
		{"FOLDER/NAME", bad, bad},
		{"./FOLDER/NAME", bad, bad},
		{"*", bad, bad},
		{"*/FOLDER/NAME", bad, bad},
	}
	return rows
}

// pathSite is a site with a file, and a script whose text must never be seen.
const pathSite = "-- page.d/index.page --\nTHE FILE\n-- other/x.txt --\nx\n-- cgi-bin/index.py --\n#!/bin/sh\n# THE SOURCE\nprintf 'Content-Type: text/plain\\n\\nTHE SCRIPT'\n"

// Every spelling of a path leads to what it names or to nothing, for files and for
// scripts alike, and none of them, by no method and in no part, sends a script's source.
func TestSpellingsOfAPath(t *testing.T) {
	t.Parallel()
	root := folder(t, pathSite)
	link(t, root, "CGI-BIN", "cgi-bin", "other/scripts", root+"/cgi-bin", "other/index.txt", root+"/cgi-bin/index.py", "page.d/up", "..")
	s := serve(t, root)
	methods := []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO", "get"}
	rows := spellings()
	// Second names of the folder of scripts, or of a script: a name in other letters is one
	// on a disk that is blind to letter case.
	for _, target := range []string{"/CGI-BIN/index.py", "/CGI-BIN/", "/other/scripts/index.py", "/other/scripts/", "/other/index.txt", "/page.d/up/cgi-bin/index.py", "/page.d/up/CGI-BIN/index.py", "/cgi-bin/", "/cgi-bin", "/Cgi-Bin/index.py", "/cgi-bin/INDEX.PY"} {
		rows = append(rows, spelling{target, 404, 404})
	}
	atATime(rows, func(row spelling) {
		fill := func(folder, name string) string {
			return strings.NewReplacer("FOLDER", folder, "NAME", name, "HOST", hostOf(s.url)).Replace(row.target)
		}
		file := get(t, s.url, fill("page.d", "index.page"), "Host: localhost")
		if file.status != row.file || (file.body == "THE FILE\n") != (row.file == 200) {
			t.Errorf("%s for a file: %s%s", row.target, file.head, file.body)
		}
		for _, method := range methods {
			for _, part := range []string{"X: 1", "Range: bytes=0-", "Range: bytes=2-30"} {
				if part != "X: 1" && method != "GET" {
					continue
				}
				got := ask(t, s.url, method, fill("cgi-bin", "index.py"), "", "Host: localhost", part)
				if strings.Contains(got.head+got.body, "SOURCE") || strings.Contains(got.body, "/bin/sh") {
					t.Errorf("%s %s (%s) sends the source: %s%s", method, row.target, part, got.head, got.body)
				}
				ran := got.body == "THE SCRIPT" || method == "HEAD" && got.status == 200
				if (row.script == 200) != ran || method == "GET" && got.status != row.script {
					t.Errorf("%s %s (%s) for a script: %s%s", method, row.target, part, got.head, got.body)
				}
			}
		}
	})
}

// What Windows keeps for itself are names like any other here.
func TestNamesThatAreOddElsewhere(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- index.html --\nx\n")
	s := serve(t, root)
	for _, name := range []string{"a:b", "aux", "con.txt", "NUL", "COM1", "name.", "name ", "photo~1.jpg", "a<b>", "a*b?", "a\"b|c", "x::$DATA", "~", "a\nb", "%2e%2e", "ab%2fcd", "ünï", "u\u0308", "#", "a;b", "+ +"} {
		write(t, filepath.Join(root, name), "it is "+name)
		path := ""
		for _, b := range []byte(name) {
			path += fmt.Sprintf("%%%02x", b)
		}
		if got := get(t, s.url, "/"+path); got.status != 200 || got.body != "it is "+name {
			t.Errorf("%q: %s%s", name, got.head, got.body)
		}
	}
}

// OPTIONS * asks about the server, and nothing else may be asked so (RFC 9110, section 9.3.7).
func TestTheAsteriskForm(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, pathSite))
	if got := ask(t, s.url, "OPTIONS", "ftp://host/x", "", "Host: localhost"); got.status == 204 {
		t.Errorf("%s", got.head)
	}
	if got := ask(t, s.url, "OPTIONS", "*", ""); got.status != 204 || got.header.Get("Allow") == "" {
		t.Errorf("%s", got.head)
	}
}
