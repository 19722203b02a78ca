package site

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What is served is told by its state: it is another where, and only where, another answer
// would be sent.
func TestTheStateOfATarget(t *testing.T) {
	t.Parallel()
	long := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	files := map[string]string{
		"index.html": "one", "style.css": "p {}", "docs/a.txt": "a", "docs/b.txt": "b", "404.html": "none",
		"cgi-bin/page.py": "print(open('../data/list.json').read())", "cgi-bin/part.py": "x = 1", "cgi-bin/templates/a.html": "t",
		"data/list.json": "[]", "other/c.txt": "c", "cgi-bin/__pycache__/part.pyc": "1", "cgi-bin/sub/other.sh": "echo",
	}
	write := func(name, content string) func(t *testing.T, root string) {
		return func(t *testing.T, root string) {
			t.Helper()
			file := filepath.Join(root, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	remove := func(name string) func(t *testing.T, root string) {
		return func(t *testing.T, root string) {
			t.Helper()
			if err := os.Remove(filepath.Join(root, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	touch := func(name string) func(t *testing.T, root string) {
		return func(t *testing.T, root string) {
			t.Helper()
			if err := os.Chtimes(filepath.Join(root, name), long, long); err != nil {
				t.Fatal(err)
			}
		}
	}
	link := func(name, to string) func(t *testing.T, root string) {
		return func(t *testing.T, root string) {
			t.Helper()
			if err := os.Remove(filepath.Join(root, name)); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, test := range map[string]struct {
		target  string
		edit    func(t *testing.T, root string)
		another bool
	}{
		"a page is saved":                        {"/", write("index.html", "two"), true},
		"a page is touched":                      {"/", touch("index.html"), false},
		"a page is saved as it was":              {"/index.html?x=1", write("index.html", "one"), false},
		"another file is saved":                  {"/", write("style.css", "q {}"), false},
		"a page goes":                            {"/", remove("index.html"), true},
		"a page is a link to the same":           {"/docs/a.txt", func(t *testing.T, root string) { write("a", "a")(t, root); link("docs/a.txt", "../a")(t, root) }, false},
		"a page is a link to another":            {"/docs/a.txt", link("docs/a.txt", "b.txt"), true},
		"a missing file comes":                   {"/new.html", write("new.html", "new"), true},
		"a missing file comes deep":              {"/x/y/new.html", write("x/y/new.html", "new"), true},
		"the page for what is missing":           {"/new.html", write("404.html", "no"), true},
		"a file in a listing grows":              {"/docs/", write("docs/a.txt", "aa"), true},
		"a listing has a new name":               {"/docs/", write("docs/c.txt", ""), true},
		"a listing has one less":                 {"/docs/", remove("docs/a.txt"), true},
		"a listing gets a page in its place":     {"/docs/", write("docs/index.html", ""), true},
		"a listing, and what is elsewhere":       {"/docs/", write("other/c.txt", "cc"), false},
		"a script is saved":                      {"/cgi-bin/page.py", write("cgi-bin/page.py", "print(2)"), true},
		"a script and its module":                {"/cgi-bin/page.py/info?a=b", write("cgi-bin/part.py", "x = 2"), true},
		"a script and its template":              {"/cgi-bin/page.py", write("cgi-bin/templates/a.html", "u"), true},
		"a script and what it names":             {"/cgi-bin/page.py", write("data/list.json", "[1]"), true},
		"a script and a new file beside it":      {"/cgi-bin/page.py", write("cgi-bin/new.csv", "1"), true},
		"a script, and data that it does not":    {"/cgi-bin/page.py", write("other/c.txt", "cc"), false},
		"a script, and what interpreters keep":   {"/cgi-bin/page.py", write("cgi-bin/__pycache__/part.pyc", "2"), false},
		"a script, and a temporary file":         {"/cgi-bin/page.py", write("cgi-bin/x.tmp", "2"), false},
		"a script whose module is touched":       {"/cgi-bin/page.py", touch("cgi-bin/part.py"), false},
		"a script that is missing comes":         {"/cgi-bin/new.py", write("cgi-bin/new.py", "print()"), true},
		"a script below, and one above":          {"/cgi-bin/sub/other.sh", write("cgi-bin/part.py", "x = 3"), false},
		"the folder goes":                        {"/", func(t *testing.T, root string) { removeAll(t, root) }, true},
		"a page that was missing, and is folder": {"/x", func(t *testing.T, root string) { write("x/y", "")(t, root) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := filepath.Join(t.TempDir(), "html")
			for file, content := range files {
				write(file, content)(t, root)
			}
			s := startIn(t, root, Options{}, defaultTimeouts())
			defer s.Close()
			before := s.StateOf(test.target)
			if again := s.StateOf(test.target); again.Token() != before.Token() || before.Token() == "" {
				t.Fatalf("the same state is %q, then %q", before.Token(), again.Token())
			}
			test.edit(t, root)
			if after := s.StateOf(test.target); (after.Token() != before.Token()) != test.another {
				t.Errorf("before %v\nafter %v", before.Parts, after.Parts)
			}
		})
	}
}

func removeAll(t *testing.T, folder string) {
	t.Helper()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
}
