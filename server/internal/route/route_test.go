package route

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	linux   = Disk{}
	mac     = Disk{CaseBlind: true}
	windows = Disk{Windows: true, CaseBlind: true}
)

// One row a spelling: what it means on Linux, and what else on other disks.
func TestResolve(t *testing.T) {
	file := func(path string) Target { return Target{Kind: File, Path: path} }
	folder := func(path string) Target { return Target{Kind: File, Path: path, Folder: true} }
	script := func(path string) Target { return Target{Kind: Script, Path: path, CGIDir: "cgi-bin"} }
	scriptFolder := func(path string) Target {
		return Target{Kind: Script, Path: path, CGIDir: "cgi-bin", Folder: true}
	}
	refused := func(why Refusal) Target { return Target{Refusal: why} }
	type row struct {
		everywhere       Target
		onMac, onWindows *Target // where it is another
	}
	same := func(m Target) row { return row{everywhere: m} }
	notOnWindows := func(path string) row {
		bad := refused(BadName)
		return row{everywhere: file(path), onWindows: &bad}
	}
	blind := func(linux, other Target) row { return row{everywhere: linux, onMac: &other, onWindows: &other} }
	rows := map[string]row{
		"/":             same(folder(".")),
		"/index-1.html": same(file("index-1.html")),
		"/a%20b.html":   same(file("a b.html")),
		"/a/b/":         same(folder("a/b")),
		"/?a?b":         same(Target{Kind: File, Path: ".", Folder: true, Query: "a?b"}),
		"/a#b":          same(file("a#b")),
		"/caf%C3%A9":    same(file("café")),
		"/cafe%CC%81":   same(file("cafe\u0301")), // decomposed: another name, where the disk tells them apart

		// Dots and slashes.
		"/a/./b//c.css":           same(file("a/b/c.css")),
		"/a/.":                    same(folder("a")),
		"/a/b/..":                 same(folder("a")),
		"/a/../b.css":             same(file("b.css")),
		"/..":                     same(folder(".")),
		"/../../etc/passwd":       same(file("etc/passwd")),
		"/%2e%2e/etc/passwd":      same(file("etc/passwd")),
		"/%2E%2e/%2E/etc/passwd":  same(file("etc/passwd")),
		"/.%2e/etc/passwd":        same(file("etc/passwd")),
		"/%252e%252e/etc/passwd":  same(file("%2e%2e/etc/passwd")), // decoded once
		"//evil.example/x":        same(file("evil.example/x")),
		"/a%2fb":                  same(refused(BadName)),
		"/a%2Fb":                  same(refused(BadName)),
		"/..%2fetc/passwd":        same(refused(BadName)),
		"/%2f/etc/passwd":         same(refused(BadName)),
		`/..\etc\passwd`:          same(refused(BadName)),
		"/..%5cetc%5cpasswd":      same(refused(BadName)),
		"/x%00.html":              same(refused(BadName)),
		"/a%ef%bc%8fb":            same(file("a／b")), // full width: no separator
		"/%ef%bc%8e%ef%bc%8e/etc": same(file("．．/etc")),

		// Codes.
		"/x%zz":                    same(refused(BadEncoding)),
		"/x%":                      same(refused(BadEncoding)),
		"/x%4":                     same(refused(BadEncoding)),
		"/%ff":                     same(refused(BadEncoding)),
		"/caf\xe9":                 same(refused(BadEncoding)),
		"/%c0%ae%c0%ae/etc/passwd": same(refused(BadEncoding)), // overlong
		"/a%c0%afb":                same(refused(BadEncoding)),
		"/a%e0%80%afb":             same(refused(BadEncoding)),
		"/a%f0%80%80%afb":          same(refused(BadEncoding)),
		"/%ed%a0%80":               same(refused(BadEncoding)), // a surrogate
		"/%f4%90%80%80":            same(refused(BadEncoding)), // beyond Unicode
		"/%u002e%u002e/x":          same(refused(BadEncoding)),

		// Forms.
		"http://127.0.0.1:8000/x.html":   same(file("x.html")),
		"HTTP://127.0.0.1:8000/x.html":   same(file("x.html")),
		"HTTPS://127.0.0.1:8000/x.html":  same(refused(OtherScheme)),
		"https://localhost/cgi-bin/a.py": same(refused(OtherScheme)),
		"http://127.0.0.1:8000":          same(folder(".")),
		"http://127.0.0.1:8000?q":        same(Target{Kind: File, Path: ".", Folder: true, Query: "q"}),
		"http://127.0.0.1/../x":          same(file("x")),
		"http://a/b/%2e%2e/cgi-bin/x":    same(script("cgi-bin/x")),
		"*":                              same(refused(NotAPath)),
		"":                               same(refused(NotAPath)),
		"x.html":                         same(refused(NotAPath)),
		"ftp://host/x":                   same(refused(NotAPath)),
		"http:/x":                        same(refused(NotAPath)),
		"localhost:80":                   same(refused(NotAPath)),

		// Scripts.
		"/cgi-bin/index.py":                  same(script("cgi-bin/index.py")),
		"/%63gi-bin/index.py":                same(script("cgi-bin/index.py")),
		"/%2e/cgi-bin/index.py":              same(script("cgi-bin/index.py")),
		"/x/../cgi-bin/index.py":             same(script("cgi-bin/index.py")),
		"//cgi-bin/index.py":                 same(script("cgi-bin/index.py")),
		"/cgi-bin//index.py":                 same(script("cgi-bin/index.py")),
		"/cgi-bin/index.py/":                 same(scriptFolder("cgi-bin/index.py")),
		"/cgi-bin/index.py/more/../path":     same(script("cgi-bin/index.py/path")),
		"http://127.0.0.1:8000/cgi-bin/a.py": same(script("cgi-bin/a.py")),
		"/cgi-bin/a.py?x=%2F..":              same(Target{Kind: Script, Path: "cgi-bin/a.py", CGIDir: "cgi-bin", Query: "x=%2F.."}),
		"/cgi-bin/.hidden.py":                same(script("cgi-bin/.hidden.py")),
		"/cgi-bin":                           same(script("cgi-bin")),
		"/cgi-bin/":                          same(scriptFolder("cgi-bin")),
		"/cgi-bin/..":                        same(folder(".")),
		"/cgi-binary/a":                      same(file("cgi-binary/a")),
		"/cgi-bin%2findex.py":                same(refused(BadName)),
		"/cgi-bin%5cindex.py":                same(refused(BadName)),
		`/cgi-bin\index.py`:                  same(refused(BadName)),
		"/CGI-BIN/index.py":                  blind(file("CGI-BIN/index.py"), script("CGI-BIN/index.py")),
		"/Cgi-Bin":                           blind(file("Cgi-Bin"), script("Cgi-Bin")),

		// Hidden files, and Vitrina's own pages.
		"/.env":                   same(Target{Refusal: Hidden, Path: ".env"}),
		"/%2eenv":                 same(Target{Refusal: Hidden, Path: ".env"}),
		"/.git/config":            same(Target{Refusal: Hidden, Path: ".git/config"}),
		"/a/.b/c":                 same(Target{Refusal: Hidden, Path: "a/.b/c"}),
		"/a/.well-known/c":        same(Target{Refusal: Hidden, Path: "a/.well-known/c"}),
		"/.well-known/acme":       same(file(".well-known/acme")),
		"/_vitrina/live":          same(Target{Kind: Internal, Path: "_vitrina/live"}),
		"/%5Fvitrin%61/live":      same(Target{Kind: Internal, Path: "_vitrina/live"}),
		"/x/%2e%2e/_vitrina/live": same(Target{Kind: Internal, Path: "_vitrina/live"}),

		// Names of files on Linux that on Windows are none, or another file's.
		"/a/...":                            {everywhere: Target{Refusal: Hidden, Path: "a/..."}, onWindows: &Target{Refusal: BadName}},
		"/cgi-bin./index.py":                notOnWindows("cgi-bin./index.py"),
		"/cgi-bin%20/index.py":              notOnWindows("cgi-bin /index.py"),
		"/cgi-bin::$DATA/index.py":          notOnWindows("cgi-bin::$DATA/index.py"),
		"/CGI-BI~1/INDEX~1.PY":              notOnWindows("CGI-BI~1/INDEX~1.PY"),
		"/cgi-bin:$I30:$INDEX_ALLOCATION/a": notOnWindows("cgi-bin:$I30:$INDEX_ALLOCATION/a"),
		"/a.html~":                          same(file("a.html~")),
		"/~user/a":                          same(file("~user/a")),
		"/backup~2024.tar.gz":               same(file("backup~2024.tar.gz")),
		"/console":                          same(file("console")),
		"/com":                              same(file("com")),
		"/COM10":                            same(file("COM10")),
		"/a.aux":                            same(file("a.aux")),
	}
	for _, name := range []string{
		"a.txt.", "a.txt..", "a.txt ", "a.txt . .", "a:b", "a.txt::$DATA", "a.txt:stream", "a.txt:stream:$DATA", "C:", "a<b", "a>b", "a\"b", "a|b", "a*b", "a\nb", "a\x01",
		"CON", "con", "NUL", "nul.txt", "aux.tar.gz", "prn", "COM1", "com9.log", "COM\u00b9", "com\u00b2.txt", "LPT0", "lpt\u00b3", "CONIN$", "conout$", "con .txt", "NUL:",
		"GIT~1", "index~1.htm", "WEBCON~1.INI", "a~123456",
	} {
		rows["/x/"+url.PathEscape(name)+"/y"] = notOnWindows("x/" + name + "/y")
	}
	for _, name := range []string{"index.py::$DATA", "index.py.", "index.py ", "INDEX~1.PY", "con", "index.py:x"} {
		bad := refused(BadName)
		rows["/cgi-bin/"+url.PathEscape(name)] = row{everywhere: script("cgi-bin/" + name), onWindows: &bad}
	}
	for target, want := range rows {
		if IsInternal(target) != (want.everywhere.Kind == Internal) {
			t.Errorf("IsInternal(%q) is %t", target, IsInternal(target))
		}
		for name, disk := range map[string]struct {
			disk Disk
			want *Target
		}{"Linux": {linux, nil}, "macOS": {mac, want.onMac}, "Windows": {windows, want.onWindows}} {
			if disk.want == nil {
				disk.want = &want.everywhere
			}
			got := Resolve(target, []string{"cgi-bin"}, disk.disk)
			if got.Kind == Script && path.Clean(got.Spelled) != "/"+got.Path {
				t.Errorf("Resolve(%q) on %s: %q is spelt %q", target, name, got.Path, got.Spelled)
			}
			got.Spelled = ""
			if diff := cmp.Diff(*disk.want, got); diff != "" {
				t.Errorf("Resolve(%q) on %s (-want +got):\n%s", target, name, diff)
			}
		}
	}
}

// What stands behind a script keeps its empty names, and loses those that lead elsewhere.
func TestTheSpellingOfAScriptsPath(t *testing.T) {
	for target, want := range map[string]string{
		"/cgi-bin/e.py":               "/cgi-bin/e.py",
		"/cgi-bin/e.py/a//b":          "/cgi-bin/e.py/a//b",
		"/cgi-bin/e.py//a/":           "/cgi-bin/e.py//a/",
		"/cgi-bin/e.py/http://h/x%20": "/cgi-bin/e.py/http://h/x ",
		"//cgi-bin//e.py/./a/.":       "//cgi-bin//e.py/a/",
		"/cgi-bin/e.py/a//../b":       "/cgi-bin/e.py/b",
		"/cgi-bin/e.py/a/%2e%2e":      "/cgi-bin/e.py/",
		"/x//../../cgi-bin/e.py//":    "/cgi-bin/e.py//",
	} {
		if got := Resolve(target, []string{"cgi-bin"}, linux).Spelled; got != want {
			t.Errorf("%s: %q, not %q", target, got, want)
		}
	}
}

// FuzzResolve: no target yields a path that could leave the root, that means anything
// else when it is asked for again, or that reaches a file of a CGI folder as a file.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{
		"/", "/../x", "/%2e%2e%2f", "/cgi-bin/..", "http://h/..//cgi-bin/x", "/a/..\\b", "/CGI-BIN/x", "/cgi-bin./x", "/a:b", "/nul.txt/", "/GIT~1/x", "/.git", "/%c0%af", "/_vitrina/../%63gi-bin",
	} {
		f.Add(seed, true, true)
		f.Add(seed, false, false)
	}
	f.Fuzz(func(t *testing.T, target string, isWindows, isBlind bool) {
		disk := Disk{Windows: isWindows, CaseBlind: isBlind}
		m := Resolve(target, []string{"cgi-bin"}, disk)
		if m.Kind == Refused {
			if m.Refusal == "" {
				t.Fatalf("%q is refused without a reason", target)
			}
			return
		}
		if m.Kind == Script && path.Clean(m.Spelled) != "/"+m.Path {
			t.Fatalf("%q is %q and is spelt %q", target, m.Path, m.Spelled)
		}
		names := strings.Split(m.Path, "/")
		if m.Path != "." && slices.ContainsFunc(names, func(name string) bool { return name == "" || name == "." || name == ".." }) || strings.ContainsAny(m.Path, "\x00\\") {
			t.Fatalf("%q may leave the root: %q", target, m.Path)
		}
		top := names[0]
		if m.Kind == File && (top == "cgi-bin" || isBlind && strings.EqualFold(top, "cgi-bin") && len(top) == len("cgi-bin")) {
			t.Fatalf("%q is served as a file: %q", target, m.Path)
		}
		if m.Kind == File && slices.ContainsFunc(names[1:], func(name string) bool { return name[0] == '.' }) {
			t.Fatalf("%q is hidden: %q", target, m.Path)
		}
		if isWindows && slices.ContainsFunc(names, func(name string) bool {
			return name != "." && (strings.ContainsAny(name, `:*?"<>|`) || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "))
		}) {
			t.Fatalf("%q is no name on Windows: %q", target, m.Path)
		}
		again := Resolve((&url.URL{Path: "/" + m.Path}).EscapedPath(), []string{"cgi-bin"}, disk)
		if again.Kind != m.Kind || again.Path != m.Path || again.CGIDir != m.CGIDir {
			t.Fatalf("%q means %+v, and that %+v", target, m, again)
		}
	})
}
