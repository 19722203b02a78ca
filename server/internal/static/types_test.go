package static

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTypesGoByTheName(t *testing.T) {
	types := Types{Charset: "utf-8", Overrides: map[string]string{".page": "text/html", "/special.txt": "text/x-special"}}
	for name, want := range map[string]string{
		"index.html": "text/html; charset=utf-8", "INDEX.HTML": "text/html; charset=utf-8", "a.htm": "text/html; charset=utf-8",
		"index.css": "text/css; charset=utf-8", "a.js": "text/javascript; charset=utf-8", "a.mjs": "text/javascript; charset=utf-8",
		"a.png": "image/png", "a.svg": "image/svg+xml; charset=utf-8", "a.json": "application/json", "a.webm": "video/webm", "a.otf": "font/otf",
		"a.webmanifest": "application/manifest+json", "a.tar.gz": "application/gzip", "a.py": "text/plain; charset=utf-8", "a.ico": "image/vnd.microsoft.icon",
		"a.unknown": "", "noextension": "", "html": "", ".html": "text/html; charset=utf-8", "a.html.bak": "",
		"a.page": "text/html", "special.txt": "text/x-special", "sub/special.txt": "text/plain; charset=utf-8",
	} {
		if got, _ := types.Of(name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
	if got, _ := (Types{}).Of("a.html"); got != "text/html" {
		t.Errorf("without charset: %q", got)
	}
	if _, bySetting := types.Of("a.page"); !bySetting {
		t.Error("a setting is not told as one")
	}
}

func TestTheTableIsWellFormed(t *testing.T) {
	for extension, contentType := range table {
		kind, rest, found := strings.Cut(contentType, "/")
		if filepath.Ext("x"+extension) != extension || extension != strings.ToLower(extension) || !found || kind == "" || rest == "" || strings.ContainsAny(contentType, "; ") {
			t.Errorf("%q: %q", extension, contentType)
		}
	}
}

// FuzzTypes: any name has a type or none, and no name makes a field of two lines.
func FuzzTypes(f *testing.F) {
	f.Add("a.html")
	f.Add("\n.css")
	f.Fuzz(func(t *testing.T, name string) {
		if got, _ := (Types{Charset: "utf-8"}).Of(name); strings.ContainsAny(got, "\r\n") {
			t.Errorf("%q: %q", name, got)
		}
	})
}
