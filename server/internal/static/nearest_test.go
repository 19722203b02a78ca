//go:build unix

package static

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNearestNames(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{
		"index.html", "about.html", "about.css", "Images/Logo.PNG", "images.txt", "caf\u00e9.html", "contact/index.html", ".about.htm", "cgi-bin/about.html",
		"<b>.html", "two words.html", "readme", "chapter1.html", "chapter2.html", "a.html",
		"css/a.css", "js/app.js", "blog/2024/uno.html", "blog/2025/dos.html",
	} {
		local := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(local), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(local, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(t.TempDir(), "elsewhere"), filepath.Join(folder, "aboot.html")); err != nil {
		t.Fatal(err)
	}
	files, done := filesOf(t, folder)
	defer done()
	files.excluded = []string{"cgi-bin"}
	for name, want := range map[string][]string{
		"INDEX.html":                          {"index.html"},              // letter case
		"Index.HTML":                          {"index.html"},              //
		"about":                               {"about.css", "about.html"}, // the extension is missing
		"About":                               {"about.css", "about.html"},
		"about.htm":                           {"about.css", "about.html"}, // another extension
		"abuot.html":                          {"about.html"},              // two letters exchanged
		"abot.html":                           {"about.html"},              // one is missing
		"indexx.html":                         {"index.html"},
		"images/logo.png":                     {"Images/Logo.PNG"}, // folders, too
		"imges/logo":                          {"Images/Logo.PNG"},
		"images":                              {"Images/", "images.txt"},
		"Contact":                             {"contact/"},
		"index.htlm":                          {"index.html"},
		"contcat/index.html":                  {"contact/index.html"},
		"cafe\u0301.html":                     {"caf\u00e9.html"}, // the other way to write the accent
		"caf\u00c9.html":                      {"caf\u00e9.html"},
		"twowords.html":                       {"two words.html"},
		"chapter3.html":                       {"chapter1.html", "chapter2.html"},
		"readme.txt":                          {"readme"},
		"jss/app.js":                          {"js/app.js"}, // not in the first folder that resembles
		"blog/2023/dos.html":                  {"blog/2025/dos.html"},
		"blog/2024/dos.html":                  {"blog/2025/dos.html"}, // the folder exists, the file is in another
		filepath.Base(folder) + "/about.html": {"about.html"},         // the served folder's own name
		filepath.Base(folder) + "/js/apq.js":  {"js/app.js"},
		"b.html":                              {},
		"entirely-different.txt":              {},
		"nowhere/about.html":                  {},
		"cgi-bin/abuot.html":                  {}, // nothing of scripts is told
		"index.html/x":                        {},
		"a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r": {},
		strings.Repeat("index", 100):          {},
	} {
		got := []string{}
		for _, near := range files.Nearest(name) {
			path := near.Path
			if near.Folder {
				path += "/"
			}
			got = append(got, path)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%.40s: %q, not %q", name, got, want)
		}
	}
}

// However large a folder is, no more of it is looked at than the limit, and no more names
// are told.
func TestNearestNamesAreBounded(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := ""
	for i := range maxLooked + 100 { // names of one file take a tenth of what files take; NTFS has 1024 names a file
		name := filepath.Join(folder, fmt.Sprintf("page%05d.html", i))
		if i%1000 != 0 && os.Link(file, name) == nil {
			continue
		}
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		file = name
	}
	files, done := filesOf(t, folder)
	defer done()
	if near := files.Nearest("pagex0000.html"); len(near) != maxNear {
		t.Errorf("%d names: %v", len(near), near)
	}
}
