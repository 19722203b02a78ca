//go:build linux

package test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// A fault of a header is told once, by what was plainly meant, in both languages, at the line of
// the script that it is about.
func TestAFaultOfAHeaderIsToldAtItsLine(t *testing.T) {
	t.Parallel()
	const python = "#!/usr/bin/env python3\n"
	rows := []struct {
		source, code string
		line         int // of the diagnostic
		en, es       string
	}{
		{python + "print(\"\"\"\nContent-Type: text/html\n\n<h1>Hola</h1>\"\"\")\n", "emptyLineFirst", 2, "Remove the empty line", "Quita la línea vacía"},
		{"#!/bin/sh\ncat <<END\n\nContent-Type: text/html\n\n<h1>Hola</h1>\nEND\n", "emptyLineFirst", 3, "comes too late", "llega demasiado tarde"},
		{python + "print()\nprint('Content-Type: text/html')\nprint()\n", "emptyLineFirst", 2, "", ""},
		{python + "x = 1\nprint(' Content-Type: text/html\\n\\n<h1>')\n", "spaceBeforeName", 3, "without the space: “Content-Type: text/html”", "sin el espacio: «Content-Type: text/html»"},
		{python + "x = 1\nprint('Content-Type text/html')\nprint()\n", "noColon", 3, "without a colon", "sin dos puntos"},
		{python + "x = 1\nprint('Content-Type=text/html')\nprint()\n", "equalsForColon", 3, "an equals sign", "un signo igual"},
		{python + "x = 1\nprint('Content-type : text/html')\nprint()\n", "spaceBeforeColon", 3, "a space before the colon", "un espacio antes de los dos puntos"},
		{python + "x = 1\nprint('Contnet-Type: text/html')\nprint()\n", "misspeltName", 3, "If you meant “Content-Type: text/html”", "Si querías decir «Content-Type: text/html»"},
		{python + "x = 1\nprint('HTTP/1.1 404 Not Found')\nprint()\n", "statusLine", 3, "Print “Status: 404 Not Found” instead", "Imprime «Status: 404 Not Found» en su lugar"},
		{python + "print('Content-Type: text/html')\nprint(' ')\nprint('<h1>')\n", "spaceInEmptyLine", 3, "must be empty", "debe estar vacía"},
		{python + "x = 1\nprint(b'Content-Type: text/html\\n\\n<h1>')\n", "bytesLiteral", 3, "bytes", "bytes"},
		{"#!/bin/sh\n# page\necho -e \"Content-Type: text/html\\n\\n<p>hi\"\n", "echoOption", 3, "printf", "printf"},
		{"#!/bin/sh\n# page\necho '\"Content-Type: text/html\"'\necho\n", "quotedField", 3, "without the quotes", "sin las comillas"},
		{python + "x = 1\nprint('Content-Type：text/html')\nprint()\n", "wideColon encodingGuessed", 3, "only looks like a colon", "solo se parece a los dos puntos"},
		{python + "x = 1\nprint('Content-Type: html')\nprint()\n", "badType", 3, "two parts with a slash", "dos partes separadas por una barra"},
		{python + "print('Content-Type: text/html')\nprint('Status: Not Found')\nprint()\n", "statusWithoutNumber", 3, "Print “Status: 404 Not Found”", "Imprime «Status: 404 Not Found»"},
		{"#!/bin/bash\n# página\necho 'Content-Type: text/html\\n\\n<h1>'\n", "literalEscape", 3, "printf", "printf"},
		{python + "print('Content-Type: text/html')\nprint()\nprint('Set-Cookie: a=1')\n", "fieldAfterEmptyLine", 4, "before the empty line", "antes de la línea vacía"},
		{python + "x = 1\nprint('Location: /a.txt')\n", "headerNotEnded localRedirect", 3, "also if no body follows", "aunque no siga ningún cuerpo"},
		{python + "import sys\nsys.stdout.write('Content-Type: text/html\\r\\r\\n\\r\\r\\n<h1>')\n", "doubledCR", 3, "Print \\n, not \\r\\n", "Imprime \\n, no \\r\\n"},
		{python + "print('Content-Type: text/html;')\nprint('  charset=utf-8')\nprint()\n", "foldedField", 3, "in one line", "en una sola línea"},
		{python + "print('Content-Type: text/html')\nprint('Status: 404: Not Found')\nprint()\n", "looseStatus", 3, "Only a space may follow", "solo puede ir un espacio"},
		{python + "print('Status: 204 No Content')\nprint()\nprint('<h1>')\n", "unsentContent", 2, "did not send it", "no lo envió"},
		{python + "print('Content-Type: text/html')\nprint('Status: 401')\nprint()\n", "noChallenge", 3, "WWW-Authenticate", "WWW-Authenticate"},
		{python + "x = 1\nprint('Location: /a.txt#end')\nprint()\n", "fragmentRedirect", 3, "status 302", "estado 302"},
		{python + "print('Location: /a')\nprint('Location: /b')\nprint()\n", "duplicateField localRedirect notFound", 2, "more than once", "más de una vez"},
		{python, "noOutput", 1, "printed nothing", "no imprimió nada"},
	}
	root := folder(t, "-- a.txt --\na\n")
	for i, row := range rows {
		write(t, filepath.Join(root, "cgi-bin", fmt.Sprintf("%d.cgi", i)), row.source)
	}
	for locale, sentence := range map[string]func(i int) string{
		"en": func(i int) string { return rows[i].en }, "es": func(i int) string { return rows[i].es },
	} {
		t.Run(locale, func(t *testing.T) {
			t.Parallel()
			e := startEditor(t)
			e.must(protocol.MethodInitialize, protocol.InitializeParams{
				ProtocolVersion: protocol.Version, Client: protocol.Program{Name: "test", Version: "1"}, Locale: locale, WorkspaceTrusted: true,
			}, nil)
			site := e.start(root)
			for i, row := range rows {
				target := fmt.Sprintf("/cgi-bin/%d.cgi", i)
				get(t, site.URL, target)
				x := e.exchange(target)
				code, _, _ := strings.Cut(row.code, " ")
				if codes := noteCodes(x.Notes); codes != row.code || !strings.Contains(x.Notes[0].Message, sentence(i)) {
					t.Errorf("%s: notes %q: %v", row.source, codes, x.Notes)
				}
				script := filepath.Join(root, filepath.FromSlash(target))
				told := await(e, protocol.MethodScriptDidReport, func(p protocol.ScriptDidReportParams) bool { return p.Script == script })
				if d := told.Diagnostics; len(d) != 1 || d[0].Code != code || d[0].Line != row.line || !strings.Contains(d[0].Message, sentence(i)) {
					t.Errorf("%s: %+v", row.source, d)
				}
			}
		})
	}
}

// Strict mode gives the same reason on its page.
func TestStrictModeNamesTheMistake(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- cgi-bin/a.py --\nprint('Content-Type text/html')\nprint()\n-- cgi-bin/b.py --\nprint('Location: /a#b')\nprint()\n-- cgi-bin/c.py --\n"), "--cgi-mode", "strict")
	for path, want := range map[string]map[string]string{
		"/cgi-bin/a.py": {"en": "cgi-bin/a.py:1 printed “Content-Type text/html” without a colon", "es": "cgi-bin/a.py:1 imprimió «Content-Type text/html» sin dos puntos"},
		"/cgi-bin/b.py": {"en": "strict mode requires a whole address", "es": "el modo estricto exige una dirección completa"},
		"/cgi-bin/c.py": {"en": "cgi-bin/c.py finished without an error, but printed nothing", "es": "cgi-bin/c.py terminó sin errores, pero no imprimió nada"},
	} {
		for language, sentence := range want {
			if got := get(t, s.url, path, "Accept-Language: "+language); got.status != 500 || !strings.Contains(got.body, sentence) {
				t.Errorf("%s%s", got.head, got.body)
			}
		}
	}
}

// The module cgitb makes a page of the traceback, which the browser gets as one.
func TestThePageOfCgitb(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- cgi-bin/a.py --\nimport sys\nsys.stdout.write('<!--: spam\\nContent-Type: text/html\\n\\n<body bgcolor=\"#f0f0f8\"> -->\\n<body><h1>NameError</h1>\\n')\nsys.exit(1)\n"))
	got := get(t, site.URL, "/cgi-bin/a.py")
	if got.status != 200 || got.header.Get("Content-Type") != "text/html" || !strings.HasPrefix(got.body, "<body bgcolor") {
		t.Errorf("%s%s", got.head, got.body)
	}
	if codes := noteCodes(e.exchange("/cgi-bin/a.py").Notes); codes != "scriptFailed" {
		t.Errorf("notes: %s", codes)
	}
}
