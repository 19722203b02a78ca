package route

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestResolve(t *testing.T) {
	file := func(path string) Meaning { return Meaning{Kind: File, Path: path} }
	folder := func(path string) Meaning { return Meaning{Kind: File, Path: path, Folder: true} }
	script := func(path string) Meaning { return Meaning{Kind: Script, Path: path, Within: "cgi-bin"} }
	refused := func(why Refusal) Meaning { return Meaning{Refusal: why} }
	for target, want := range map[string]Meaning{
		"/":                                  folder("."),
		"/index-1.html":                      file("index-1.html"),
		"/a%20b.html":                        file("a b.html"),
		"/a/b/":                              folder("a/b"),
		"/a/./b//c.css":                      file("a/b/c.css"),
		"/a/../b.css":                        file("b.css"),
		"/../../etc/passwd":                  file("etc/passwd"),
		"/%2e%2e/etc/passwd":                 file("etc/passwd"),
		"//evil.example/x":                   file("evil.example/x"),
		"http://127.0.0.1:8000/x.html":       file("x.html"),
		"http://127.0.0.1:8000":              folder("."),
		"/cgi-bin/index.py":                  script("cgi-bin/index.py"),
		"/%63gi-bin/index.py":                script("cgi-bin/index.py"),
		"/%2e/cgi-bin/index.py":              script("cgi-bin/index.py"),
		"/x/../cgi-bin/index.py":             script("cgi-bin/index.py"),
		"//cgi-bin/index.py":                 script("cgi-bin/index.py"),
		"/cgi-bin/index.py/more/../path":     script("cgi-bin/index.py/path"),
		"http://127.0.0.1:8000/cgi-bin/a.py": script("cgi-bin/a.py"),
		"/cgi-bin/.hidden.py":                script("cgi-bin/.hidden.py"),
		"/cgi-bin":                           script("cgi-bin"),
		"/cgi-bin%2findex.py":                refused(BadName),
		"/cgi-bin%5cindex.py":                refused(BadName),
		`/cgi-bin\index.py`:                  refused(BadName),
		"/x%00.html":                         refused(BadName),
		"/x%zz":                              refused(BadCode),
		"/%ff":                               refused(BadCode),
		"/%c0%ae%c0%ae/etc/passwd":           refused(BadCode),
		"*":                                  refused(NotAPath),
		"":                                   refused(NotAPath),
		"x.html":                             refused(NotAPath),
		"ftp://host/x":                       refused(NotAPath),
		"/.env":                              {Refusal: Hidden, Path: ".env"},
		"/.git/config":                       {Refusal: Hidden, Path: ".git/config"},
		"/a/.b/c":                            {Refusal: Hidden, Path: "a/.b/c"},
		"/a/.well-known/c":                   {Refusal: Hidden, Path: "a/.well-known/c"},
		"/.well-known/acme":                  file(".well-known/acme"),
		"/_vitrina/live":                     {Kind: Own, Path: "_vitrina/live"},
		"/x/%2e%2e/_vitrina/live":            {Kind: Own, Path: "_vitrina/live"},
		"/cgi-bin/a.py?x=%2F..":              {Kind: Script, Path: "cgi-bin/a.py", Within: "cgi-bin", Query: "x=%2F.."},
		"/?a?b":                              {Kind: File, Path: ".", Folder: true, Query: "a?b"},
	} {
		got := Resolve(target, []string{"cgi-bin"})
		if want.Kind == Script && want.Path != "cgi-bin" {
			want.Folder = got.Folder // a script's path info decides on its own slashes
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Resolve(%q) (-want +got):\n%s", target, diff)
		}
	}
}

// FuzzResolve: no target yields a path that could leave the root, and none reaches a
// file of a CGI folder as a file.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{"/", "/../x", "/%2e%2e%2f", "/cgi-bin/..", "http://h/..//cgi-bin/x", "/a/..\\b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, target string) {
		m := Resolve(target, []string{"cgi-bin"})
		if m.Kind == Refused {
			if m.Refusal == "" {
				t.Fatalf("%q is refused without a reason", target)
			}
			return
		}
		if m.Path == "" || m.Path[0] == '/' || m.Path == ".." || len(m.Path) > 2 && m.Path[:3] == "../" {
			t.Fatalf("%q leaves the root: %q", target, m.Path)
		}
		if m.Kind == File && (m.Path == "cgi-bin" || len(m.Path) > 8 && m.Path[:8] == "cgi-bin/") {
			t.Fatalf("%q is served as a file: %q", target, m.Path)
		}
	})
}
