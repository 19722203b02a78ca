package shelf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A link to a page that nobody made is told at its line; one that is meant to be missing is not, nor one
// that a step or its test makes.
func TestLinksThatLeadNowhere(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"lesson.test":      "run a\n  write html/made.html \"x\"\n",
		"html/a b.html":    "a",
		"html/cgi-bin/x":   "#!/bin/sh",
		"html/sub/in.html": "in",
	} {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text := "---\ntitle: T\nopens: /start.html\n---\n[1](/a%20b.html?q#f) [2](/) [3](/sub/) [4](/cgi-bin/x/info) [5](/made.html) [6](/gone/x)\n[7](/../lesson.test2)\n" +
		"## One\n[8](https://example.org/)\n[9](/nota.html)\n```check\na GET of /gone/* was answered 404\n```\n"
	got := []string{}
	for _, problem := range Check(filepath.Join(folder, "lesson.md"), []byte(text)) {
		got = append(got, fmt.Sprintf("%d %s %s %v", problem.Line, problem.Code, problem.Args["file"], problem.Doubt))
	}
	want := "3 lesson.missing html/start.html true, 6 lesson.missing html/../lesson.test2 true, 9 lesson.missing html/nota.html true"
	if strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if err := os.RemoveAll(filepath.Join(folder, "html")); err != nil {
		t.Fatal(err)
	}
	if problems := Check(filepath.Join(folder, "lesson.md"), []byte(text)); len(problems) > 0 {
		t.Errorf("of a site that lies elsewhere: %+v", problems)
	}
}

// A student's copy has the lesson and its site, and not the answers. The template has its test: that is
// what its reader is to change.
func TestWhatACopyHas(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		folder  string
		has     []string
		hasNone []string
	}{
		{"1-types", []string{"lesson.md", "lesson.es.md", "diary.txt", "html/cgi-bin/index.py"}, []string{"lesson.test", "answers"}},
		{Template, []string{"lesson.md", "lesson.es.md", "lesson.test", "html/index.html"}, nil},
	} {
		to := filepath.Join(t.TempDir(), "copy")
		if err := Copy(test.folder, to); err != nil {
			t.Fatal(err)
		}
		for _, name := range test.has {
			if _, err := os.Stat(filepath.Join(to, name)); err != nil {
				t.Errorf("%s: %v", test.folder, err)
			}
		}
		for _, name := range test.hasNone {
			if _, err := os.Lstat(filepath.Join(to, name)); err == nil {
				t.Errorf("the copy of %s has %s", test.folder, name)
			}
		}
	}
}
