package blame

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLineOfField(t *testing.T) {
	source := Source(strings.Split(`#!/usr/bin/env python3
# Content-type: text/html is what it should say
kind = "text/plain"
print("Content-type: text/javascript")
print("Set-Cookie: a=1")
print("Set-Cookie: b=2")
print("X-Made: " + kind)
print(f"Content-Length: {len(body)}")
if kind: print("X-Twice: yes")
else: print("X-Twice: yes")
print("X-Kind: " + kind if kind else "X-Kind: none") # X-Said: by nobody
print('X-Long: text/html; charset=utf-8')
print('X-Long: ' + kind)
printf("X-C: 1\\r\\nX-D: 2\\r\\n")`, "\n"))
	for _, c := range []struct {
		name, value string
		want        int
	}{
		{"Content-type", "text/javascript", 4},
		{"content-type", "text/javascript", 4},
		{"Set-Cookie", "a=1", 5},
		{"Set-Cookie", "b=2", 6},
		{"X-Made", "text/plain", 7},
		{"Content-Length", "12", 8},
		{"X-Other", "1", 0},
		{"X-Twice", "yes", 0}, // which of the two is not known
		{"X-Said", "by nobody", 0},
		{"X-Kind", "text/plain", 11},
		{"X-Long", "text/html; charset=utf-8", 0}, // kind may be that, too
		{"X-Long", "text/html", 13},               // the first line has another value
		{"X-C", "1", 14},
		{"X-D", "2", 14},
	} {
		if got := source.LineOfField(c.name, c.value); got != c.want {
			t.Errorf("%s: %s: line %d, not %d", c.name, c.value, got, c.want)
		}
	}
}

func TestLineOfText(t *testing.T) {
	source := Source(strings.Split(`x = 1
print("working...", flush=True)
print("<p class=\"a\">")
print("<hr>"); print("<b>")
print("<hr>")
echo hello
<h1>
"""<!doctype html>
note = "see working... below"`, "\n"))
	for text, want := range map[string]int{
		"working...": 2, `<p class="a">`: 3, "<b>": 4, "<hr>": 0, "1": 0, "hello": 6, " <h1>\r": 7, "<!doctype html>": 8, "": 0, "nothing": 0,
	} {
		if got := source.LineOfText(text); got != want {
			t.Errorf("%q: line %d, not %d", text, got, want)
		}
	}
}

func TestReadSource(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.py")
	if err := os.WriteFile(file, []byte("one\r\ntwo\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := ReadSource(file); len(got) != 2 || got[0] != "one" || got[1] != "two" {
		t.Errorf("%q", got)
	}
	if err := os.Truncate(file, maxSource+1); err != nil {
		t.Fatal(err)
	}
	if got := append(ReadSource(file), ReadSource(file+"x")...); got != nil {
		t.Errorf("%d lines of no script", len(got))
	}
}
