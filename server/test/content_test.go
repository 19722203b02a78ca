//go:build linux

package test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Content that is not what its type says is noted, of files and of scripts, in both languages.
func TestContentIsComparedWithItsType(t *testing.T) {
	t.Parallel()
	root := folder(t, `
-- page.html --
<!doctype html><meta charset=utf-8>
-- data.json --
{"a": 1,}
-- lib.txt --
export const a = 1;
-- cgi-bin/image.py --
#!/usr/bin/env python3
print("Content-Type: image/png")
print()
print(bytes([0x89]) + b"PNG")
-- cgi-bin/dict.py --
#!/usr/bin/env python3
print("Content-Type: application/json")
print()
print({"a": None})
-- cgi-bin/right.py --
#!/usr/bin/env python3
print("Content-Type: application/json")
print()
print('{"a": null}')
`)
	if err := os.WriteFile(filepath.Join(root, "latin.html"), []byte("<!doctype html><p>\nse\xf1or\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "photo.png"), []byte("\xff\xd8\xff\xe0"), 0o600); err != nil {
		t.Fatal(err)
	}
	for locale, says := range map[string]map[string]string{
		"en": {
			"/page.html": "", "/data.json": "Line 1: A comma stands before the closing bracket", "/latin.html": "Line 2 contains bytes that are not UTF-8",
			"/photo.png": "the bytes are image/jpeg", "/cgi-bin/image.py": "sys.stdout.buffer.write", "/cgi-bin/dict.py": "Print json.dumps",
			"/cgi-bin/right.py": "", "/lib.txt": "If it is a module",
		},
		"es": {
			"/page.html": "", "/data.json": "Línea 1: Hay una coma antes de la llave", "/latin.html": "La línea 2 contiene bytes que no son UTF-8",
			"/photo.png": "los bytes son image/jpeg", "/cgi-bin/image.py": "sys.stdout.buffer.write", "/cgi-bin/dict.py": "Imprime json.dumps",
			"/cgi-bin/right.py": "", "/lib.txt": "Si es un módulo",
		},
	} {
		e := startEditor(t)
		e.initializeIn(locale, true)
		site := e.start(root)
		for target, want := range says {
			fields := []string{}
			if target == "/lib.txt" {
				fields = append(fields, "Sec-Fetch-Dest: script", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: same-origin")
			}
			get(t, site.URL, target, fields...)
			x := e.exchange(target)
			switch {
			case want == "" && len(x.Notes) > 0, want != "" && len(x.Notes) != 1:
				t.Errorf("%s %s: %+v", locale, target, x.Notes)
			case want != "" && !strings.Contains(x.Notes[0].Message, want):
				t.Errorf("%s %s: %s", locale, target, x.Notes[0].Message)
			}
		}
	}
}

// A note on a file leads to its line: the one that is wrong, or the one that asked.
func TestANoteLeadsToItsLine(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- sub/index.html --\n<!doctype html>\n<img src=a.png>\n-- data.json --\n{\n\"a\": 1,\n}\n-- whole.json --\n{}\n"))
	for target, want := range map[string]string{"/data.json": "data.json:3", "/sub/a.png": "sub/index.html:2", "/whole.json": "", "/other.png": ""} {
		get(t, site.URL, target, "Referer: "+site.URL+"sub/")
		got := ""
		for _, note := range e.exchange(target).Notes {
			if note.Where != nil {
				got += fmt.Sprintf("%s:%d", note.Where.Path, note.Where.Line)
			}
		}
		if got != want {
			t.Errorf("%s: %q, not %q", target, got, want)
		}
	}
}
