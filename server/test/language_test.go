//go:build linux

package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Every language runs by its #! line, by its extension and with what it wants, and
// what it prints and reads is right in UTF-8.
func TestScriptsOfEveryLanguage(t *testing.T) {
	t.Parallel()
	root := folder(t, "")
	for name, source := range map[string]string{
		"form.py":   "import os, sys\nbody = sys.stdin.buffer.read(int(os.environ['CONTENT_LENGTH'])).decode()\nprint('Content-Type: text/plain')\nprint()\nprint('¡Hola, ' + body + '!')\n",
		"form.pl":   "use strict;\nread(STDIN, my $body, $ENV{CONTENT_LENGTH});\nprint \"Content-Type: text/plain\\n\\n¡Hola, $body!\\n\";\n",
		"form.rb":   "body = STDIN.read(ENV['CONTENT_LENGTH'].to_i).force_encoding('UTF-8')\nputs 'Content-Type: text/plain', '', \"¡Hola, #{body}!\"\n",
		"form.php":  "<?php\nheader('Content-Type: text/plain');\necho '¡Hola, ', file_get_contents('php://input'), \"!\\n\";\n",
		"form.js":   "const body = require('node:fs').readFileSync(0, 'utf8');\nconsole.log('Content-Type: text/plain\\n\\n¡Hola, ' + body + '!');\n",
		"form.mjs":  "import { readFileSync } from 'node:fs';\nconsole.log('Content-Type: text/plain\\n\\n¡Hola, ' + readFileSync(0, 'utf8') + '!');\n",
		"form.sh":   "echo Content-Type: text/plain\necho\necho \"¡Hola, $(cat)!\"\n",
		"form.bash": "body=$(cat)\nprintf '%s\\n' 'Content-Type: text/plain' '' \"¡Hola, ${body//x/}!\"\n",
		"form.lua":  "print('Content-Type: text/plain\\n')\nprint('¡Hola, ' .. io.read('a') .. '!')\n",
		"form.tcl":  "fconfigure stdout -encoding utf-8\nfconfigure stdin -encoding utf-8\nputs \"Content-Type: text/plain\\n\"\nputs \"\\u00a1Hola, [read stdin]!\"\n",
		"form.awk":  "BEGIN { print \"Content-Type: text/plain\\n\" }\n{ print \"¡Hola, \" $0 \"!\" }\n",
		"crlf.cgi":  "#!/usr/bin/env python3\r\nimport sys\r\nsys.stdout.reconfigure(newline='\\n')\r\nprint('Content-Type: text/plain\\n\\n¡Hola, ' + sys.stdin.read() + '!')\r\n",
		"bom.cgi":   "\ufeff#!/usr/bin/perl\nread(STDIN, my $body, $ENV{CONTENT_LENGTH});\nprint \"Content-Type: text/plain\\n\\n¡Hola, $body!\\n\";\n",
		"env-s.cgi": "#!/usr/bin/env -S awk -f\nBEGIN { print \"Content-Type: text/plain\\n\" }\n{ print \"¡Hola, \" $0 \"!\" }\n",
		"vars.cgi":  "#!/usr/bin/env GREETING=¡Hola sh\necho Content-Type: text/plain\necho\necho \"$GREETING, $(cat)!\"\n",
	} {
		write(t, filepath.Join(root, "cgi-bin", name), source)
		if strings.HasPrefix(name, "form.") { // by extension alone
			if err := os.Chmod(filepath.Join(root, "cgi-bin", name), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	program := filepath.Join(root, "form.go")
	write(t, program, "package main\nimport (\"fmt\"; \"io\"; \"os\")\nfunc main() { b, _ := io.ReadAll(os.Stdin); fmt.Printf(\"Content-Type: text/plain\\n\\n¡Hola, %s!\\n\", b) }\n")
	if out, err := exec.Command("go", "build", "-o", filepath.Join(root, "cgi-bin", "compiled"), program).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s := serve(t, root)
	entries, err := os.ReadDir(filepath.Join(root, "cgi-bin"))
	if err != nil {
		t.Fatal(err)
	}
	const body = "señor" // 6 bytes
	for _, entry := range entries {
		got := ask(t, s.url, "POST", "/cgi-bin/"+entry.Name(), body, "Content-Length: 6")
		kind, _, _ := strings.Cut(got.header.Get("Content-Type"), ";")
		if got.status != 200 || kind != "text/plain" || got.body != "¡Hola, señor!\n" {
			t.Errorf("%s: %s%q", entry.Name(), got.head, got.body)
		}
	}
}
