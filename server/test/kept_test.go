//go:build linux

package test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// A file that is kept is answered, and told of, as it was when it was read: by whom each field was
// set, what is noted, what was put in.
func TestAKeptFileIsAnsweredAsOneThatIsRead(t *testing.T) {
	t.Parallel()
	root := folder(t, `
-- page.html --
<!doctype html><meta charset=utf-8><title>p</title><p>text
-- sub/data.json --
{"a": 1,}
-- style.css --
<!doctype html>
-- what.unknown --
text
-- empty.txt --
-- tool.py --
print("a script that lies outside")
-- app.js.br --
not checked
`)
	if err := os.WriteFile(filepath.Join(root, "latin.html"), []byte("<!doctype html><p>\nse\xf1or\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := newEditor(t, true)
	site := e.start(root, func(p *protocol.SiteStartParams) {
		p.Headers = map[string]map[string]string{"*.json": {"X-Own": "1", "Cache-Control": "max-age=5"}}
	})
	ways := []string{
		"", "Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n", "Sec-Fetch-Dest: style\r\n", "Sec-Fetch-Dest: image\r\n", "Range: bytes=1-2\r\n",
		"If-None-Match: *\r\n", "If-Match: \"a\"\r\n", "Sec-Fetch-Dest: empty\r\nSec-Fetch-Mode: cors\r\nOrigin: http://example.org\r\n",
		"Sec-Fetch-Dest: empty\r\nSec-Fetch-Mode: cors\r\nCookie: a=b\r\n",
	}
	paths := []string{"/page.html", "/latin.html", "/sub/data.json", "/style.css", "/what.unknown", "/empty.txt", "/tool.py", "/app.js.br"}
	host := strings.TrimSuffix(strings.TrimPrefix(site.URL, "http://"), "/")
	first := map[string]string{}
	for round := range 2 {
		answers := map[string]answer{} // by the target
		for _, path := range paths {
			for i, fields := range ways {
				for _, method := range []string{"GET", "HEAD"} {
					target := fmt.Sprintf("%s?%s%d.%d", path, method, i, round)
					answers[target] = parse(t, method, sendRaw(t, site.URL, method+" "+target+" HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n"+fields+"\r\n"))
				}
			}
		}
		for target, answer := range answers {
			x := e.exchange(target)
			for i, field := range x.Response.Headers {
				if field.Name == "Date" {
					x.Response.Headers[i].Value = ""
				}
			}
			told, err := json.Marshal([]any{answer.status, answer.body, x.Kind, x.Status, x.Bytes, x.ContentType, x.Notes, x.Response.Headers, x.Response.Body, x.File, x.Inserted})
			if err != nil {
				t.Fatal(err)
			}
			key := strings.TrimSuffix(target, fmt.Sprint(".", round))
			said := strings.ReplaceAll(string(told), target, key)
			if before, had := first[key]; had && before != said {
				t.Errorf("%s\n%s\nand later\n%s", key, before, said)
			}
			first[key] = said
		}
		for began := time.Now(); time.Since(began) < 300*time.Millisecond; { // by then they are kept
			for _, path := range paths {
				get(t, site.URL, path)
			}
		}
	}
}

// A page that is saved again and again is never answered with what it was before, however old the
// one before is.
func TestASaveIsSeenWhereTheFileIsKept(t *testing.T) {
	t.Parallel()
	top := folder(t, "-- html/sub/page.html --\nfirst\n-- html/other/page.html --\nother\n-- next/sub/page.html --\nfirst\n")
	root, next := filepath.Join(top, "html"), filepath.Join(top, "next")
	s := serve(t, root)
	page := filepath.Join(root, "sub", "page.html")
	until := func(age time.Duration) {
		for began := time.Now(); time.Since(began) < age; {
			get(t, s.url, "/sub/page.html")
		}
	}
	replaceWith := func(content string) error {
		if err := os.WriteFile(page+".tmp", []byte(content), 0o600); err != nil {
			return err
		}
		return os.Rename(page+".tmp", page)
	}
	for i, c := range []struct {
		change func() error
		status int
		body   string
	}{
		{func() error { return os.WriteFile(page, []byte("again\n"), 0o600) }, 200, "again\n"},
		{func() error { return replaceWith("third\n") }, 200, "third\n"},
		{func() error { return os.Truncate(page, 2) }, 200, "th"},
		{func() error { return os.Truncate(page, 0) }, 200, ""},
		{func() error { return os.Remove(page) }, 404, ""},
		{func() error { return replaceWith("back\n") }, 200, "back\n"},
		{func() error { return os.Rename(filepath.Join(root, "sub"), filepath.Join(root, "was")) }, 404, ""},
		{func() error { return os.Symlink("was", filepath.Join(root, "sub")) }, 200, "back\n"},
		{func() error { return os.WriteFile(page, []byte("by a link\n"), 0o600) }, 200, "by a link\n"},
		{func() error { return os.Remove(filepath.Join(root, "sub")) }, 404, ""},
		{func() error { return os.Rename(filepath.Join(root, "other"), filepath.Join(root, "sub")) }, 200, "other\n"},
		{func() error { return os.Rename(filepath.Join(root, "sub"), filepath.Join(root, "cgi-bin")) }, 404, ""},
		{func() error { return os.Symlink("cgi-bin", filepath.Join(root, "sub")) }, 404, ""},
		{func() error { return errors.Join(os.Rename(root, top+"/was"), os.Rename(next, root)) }, 200, "first\n"},
		{func() error { return os.Rename(root, next) }, 404, ""},
		{func() error { return os.Symlink("next", root) }, 200, "first\n"},
		{func() error { return os.WriteFile(filepath.Join(next, "sub/page.html"), []byte("new\n"), 0o600) }, 200, "new\n"},
		{func() error { return errors.Join(os.Remove(root), os.Symlink("was", root)) }, 404, ""},
	} {
		until(150 * time.Millisecond)
		if err := c.change(); err != nil {
			t.Fatal(err)
		}
		if got := get(t, s.url, "/sub/page.html"); got.status != c.status || c.status == 200 && got.body != c.body {
			t.Errorf("%d: %s %q, not %d %q", i, got.head, got.body, c.status, c.body)
		}
	}
}
