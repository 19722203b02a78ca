package watch

import (
	"path"
	"strings"
	"testing"
)

func TestIgnoredNames(t *testing.T) {
	rules, err := newIgnoreRules([]string{"*.log", "data/", "/build/out", "docs/**/*.pdf", "**/cache/**", "a?/[xy].txt"})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		path   string
		folder bool
		want   bool
	}{
		{".", true, false},
		{"index.html", false, false},
		{"css/site.css", false, false},
		{"cgi-bin/index.py", false, false},
		{".htaccess", false, false},
		{".git", true, true},
		{".git/HEAD", false, true},
		{"deep/down/.svn/entries", false, true},
		{".well-known", true, false},
		{".well-known/security.txt", false, false},
		{"node_modules", true, true},
		{"node_modules/x/index.js", false, true},
		{"node_modules.html", false, false},
		{"cgi-bin/__pycache__/x.cpython-311.pyc", false, true},
		{"cgi-bin/x.pyc", false, true},
		{".index.html.swp", false, true},
		{".index.html.swo", false, true},
		{".index.html.swx", false, true},
		{".index.html.swpx", false, true},
		{"index.html~", false, true},
		{"css/4913", false, true},
		{"4913.html", false, false},
		{".#index.html", false, true},
		{"#index.html#", false, true},
		{"#1.html", false, false},
		{".goutputstream-A1B2C3", false, true},
		{".index.html.kate-swp", false, true},
		{"index.html___jb_tmp___", false, true},
		{"index.html___jb_old___", false, true},
		{"index.html.vsctmp", false, true},
		{".subl1f2.tmp", false, true},
		{"index.html.crswap", false, true},
		{".~lock.notes.odt#", false, true},
		{"~$notes.docx", false, true},
		{"index.html.tmp", false, true},
		{"film.webm.part", false, true},
		{"film.webm.crdownload", false, true},
		{".DS_Store", false, true},
		{"Thumbs.db", false, true},
		// The user's own globs.
		{"access.log", false, true},
		{"deep/down/access.log", false, true},
		{"data", false, false},
		{"data", true, true},
		{"data/x.json", false, true},
		{"deep/data/x.json", false, true},
		{"build/out", true, true},
		{"build/out/x.js", false, true},
		{"deep/build/out", true, false},
		{"docs/x.pdf", false, true},
		{"docs/a/b/x.pdf", false, true},
		{"docs/a/b/x.html", false, false},
		{"other/docs/x.pdf", false, false},
		{"cache/x", false, true},
		{"a/cache/b/c", false, true},
		{"cache", false, true},
		{"ab/x.txt", false, true},
		{"ab/z.txt", false, false},
		{"abc/x.txt", false, false},
		{"a*b/[x].txt", false, false},
	}
	for _, test := range tests {
		if got := rules.match(test.path, test.folder); got != test.want {
			t.Errorf("match(%q, folder %v) = %v, want %v", test.path, test.folder, got, test.want)
		}
	}
}

func TestMalformedGlobs(t *testing.T) {
	for _, glob := range []string{"", "/", "a//b", "[", "a/[b"} {
		if _, err := newIgnoreRules([]string{glob}); err == nil || !strings.Contains(err.Error(), "malformed") {
			t.Errorf("the glob %q gives the error %v", glob, err)
		}
	}
}

// A glob must not take time that grows with a power of its length: names are foreign.
func TestManyStarsEnd(t *testing.T) {
	glob := strings.Repeat("**/a/", 40) + "b"
	rules, err := newIgnoreRules([]string{glob})
	if err != nil {
		t.Fatal(err)
	}
	if rules.match(strings.Repeat("a/", 400)+"c", false) {
		t.Error("a path that does not end in b matches")
	}
}

// What is compared first, a glob's two ends, changes no result.
func TestOneNameIsComparedAsByPathMatch(t *testing.T) {
	parts := []string{"", "a", "*", "?", "[ab]", "[^a]", `\*`, `\a`, `[\]]`, "ñ", "]", "ab"}
	names := []string{"", "a", "b", "*", "aa", "ab", "ba", "]", "a]", "ñ", "añ", "ñb", "\xff", "aba", "aab]", "a*b", `a\`}
	for _, first := range parts {
		for _, second := range parts {
			for _, third := range parts {
				glob := newSegmentGlob(first + second + third)
				for _, name := range names {
					want, err := path.Match(glob.glob, name)
					if got := glob.match(name); err == nil && got != want {
						t.Errorf("%q, which begins with %q and ends with %q, with %q: %v", glob.glob, glob.prefix, glob.suffix, name, got)
					}
				}
			}
		}
	}
}
