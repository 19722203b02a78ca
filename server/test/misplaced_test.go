//go:build linux

package test

import (
	"strings"
	"testing"
)

// What is asked for in the wrong place, or sent there, is answered with the right one.
func TestWhatIsInTheWrongPlaceIsExplained(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, `
-- index.html --
<p>home
-- hello.py --
print("hi")
-- cgi-bin/order.py --
print()
-- cgi-bin/page.html --
<p>page
-- cgi-bin/data/x.txt --
`))
	const form = "Content-Type: application/x-www-form-urlencoded"
	for i, c := range []struct {
		method, path, field string
		status              int
		notes               string
		says, dice          string // "" for nothing more than before
	}{
		{"POST", "/index.html", form, 405, "methodNotAllowed", "Scripts that can: /cgi-bin/order.py. Write the script's path in the form's action.", "Scripts que sí pueden: /cgi-bin/order.py."},
		{"POST", "/index.html", "Content-Type: application/json", 405, "methodNotAllowed", "", ""},
		{"PUT", "/index.html", form, 405, "methodNotAllowed", "", ""},
		{"GET", "/hello.py", "Sec-Fetch-Dest: document", 200, "scriptOutside", "/hello.py did not run, but was sent as a file", "/hello.py no se ejecutó"},
		{"GET", "/hello.py", "Sec-Fetch-Dest: script", 200, "", "", ""},
		{"GET", "/cgi-bin/page.html", "X: 1", 500, "scriptCannotRun.noInterpreter", "Move the file out of cgi-bin, into the served folder.", "Saca el archivo de cgi-bin"},
		{"GET", "/logo.png", "Referer: " + site.URL + "index.html", 404, "notFound", "/index.html asked for it. Correct the address in /index.html", "Lo pidió /index.html."},
		{"GET", "/logo.png", "Referer: http://elsewhere.example/index.html", 404, "notFound", "", ""},
		{"GET", "/favicon.ico", "Referer: " + site.URL + "index.html", 404, "noFavicon", "which is not a fault", "no es un error"},
	} {
		target := c.path + "?" + string(rune('a'+i))
		got := ask(t, site.URL, c.method, target, "", c.field, "Accept-Language: es")
		x := e.exchange(target)
		if got.status != c.status || noteCodes(x.Notes) != c.notes {
			t.Errorf("%s %s: %s%+v", c.method, target, got.head, x.Notes)
			continue
		}
		if c.says == "" {
			if len(x.Notes) > 0 && x.Notes[0].Args["mistake"] != "" {
				t.Errorf("%s %s: %+v", c.method, target, x.Notes)
			}
			continue
		}
		if !strings.Contains(x.Notes[0].Message, c.says) || c.status >= 400 && !strings.Contains(got.body, c.dice) {
			t.Errorf("%s %s: %+v\n%s", c.method, target, x.Notes, got.body)
		}
	}
	for _, target := range []string{"/.well-known/appspecific/com.chrome.devtools.json", "/apple-touch-icon.png", "/apple-touch-icon-120x120-precomposed.png"} {
		get(t, site.URL, target)
		if x := e.exchange(target); len(x.Notes) != 1 || x.Notes[0].Code != "noBrowserFile" || x.Notes[0].Severity != "information" {
			t.Errorf("%s: %+v", target, x.Notes)
		}
		get(t, site.URL, target+"?again")
		if x := e.exchange(target + "?again"); len(x.Notes) > 0 {
			t.Errorf("%s, again: %+v", target, x.Notes)
		}
	}
	get(t, site.URL, "/favicon.ico?again")
	if x := e.exchange("/favicon.ico?again"); len(x.Notes) > 0 {
		t.Errorf("said twice: %+v", x.Notes)
	}
}

// The terminal has each exchange's sentences below its line, in the user's language.
func TestTheTerminalExplains(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ locale, fails, missing string }{
		{"C.UTF-8", "cgi-bin/late.py exited with an error (1). Line 3: A number is divided by zero. Check that the divisor is not 0 before you divide.", "There is no /no.png in the served folder."},
		{"es_ES.UTF-8", "cgi-bin/late.py terminó con un error (1). Línea 3: Se divide un número entre cero. Comprueba que el divisor no sea 0 antes de dividir.", "En la carpeta servida no existe /no.png."},
	} {
		root := folder(t, "-- cgi-bin/late.py --\nprint('Content-Type: text/html')\nprint('\\n<p>half', flush=True)\n1/0\n-- index.html --\n<!doctype html><meta charset=utf-8>\n")
		s := startServingBy(t, []string{"env", "LC_ALL=" + c.locale, "LANG=" + c.locale, binary}, root, "--no-panel")
		s.url = s.first[strings.LastIndex(s.first, "http://"):]
		const indent = "          "
		get(t, s.url, "/cgi-bin/late.py")
		if line := s.line(); !strings.Contains(line, "GET /cgi-bin/late.py") {
			t.Errorf("%q", line)
		}
		if line := s.line(); line != indent+c.fails {
			t.Errorf("%q", line)
		}
		get(t, s.url, "/no.png")
		if line := s.line(); !strings.Contains(line, "404") {
			t.Errorf("%q", line)
		}
		if line := s.line(); !strings.HasPrefix(line, indent+c.missing) {
			t.Errorf("%q", line)
		}
		get(t, s.url, "/", "Sec-Fetch-Dest: document") // with a note on live reload, which is not news
		get(t, s.url, "/")
		for range 2 {
			if line := s.line(); !strings.Contains(line, "GET /  200") {
				t.Errorf("%q", line)
			}
		}
	}
}
