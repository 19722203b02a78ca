//go:build linux

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// What beginners meet most often is told in their language, with the line and what to do: on
// the page, on the exchange and in the editor. The interpreters are the real ones.
func TestUsualMistakesAreExplained(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, source string
		line         string
		mistake      string
		says         string // in English
	}{
		{"length.py", "import os\nn = int(os.environ['CONTENT_LENGTH'])\n", "2", "variableOfBody", "This request is a GET without a body, so there is no CONTENT_LENGTH."},
		{"variable.py", "import os\nos.environ[\"HTTP_X_NO\"]\n", "2", "variableMissing", "HTTP_X_NO"},
		{"input.py", "name = input()\n", "1", "noKeyboard", "no keyboard"},
		{"empty.py", "int('')\n", "1", "numberEmpty", "empty text"},
		{"letters.py", "int('x y')\n", "1", "notNumber", "“x y”"},
		{"none.py", "int(None)\n", "1", "numberOfNothing", "None"},
		{"field.py", "import os\nfrom urllib.parse import parse_qs\nform = parse_qs(os.environ['QUERY_STRING'])\nform['age'][0]\n", "4", "fieldMissing", `name="age"`},
		{"calls.sh", "cd ..; exec python3 $PWD/divides.py\n", "1", "zeroDivision", "A number is divided by zero."},
		{"key.py", "d = {}\nd['x']\n", "2", "keyMissing", "no key x"},
		{"data.py", "open('data.txt')\n", "1", "fileElsewhere", "There is no data.txt in cgi-bin, the folder in which the script runs. There is one at ../files/data.txt"},
		{"data2.py", "open('nowhere.txt')\n", "1", "fileMissing", "There is no nowhere.txt in cgi-bin"},
		{"data3.py", "open('/nowhere/x.txt')\n", "1", "fileNotThere", "top of the disk"},
		{"indent.py", "if True:\nprint(1)\n", "2", "indentation", "indented"},
		{"tabs.py", "if True:\n        a = 1\n\tb = 2\n", "3", "tabs", "mixes tabs and spaces"},
		{"quote.py", "a = 1\nprint('hello)\n", "2", "quoteOpen", "starts with a quote"},
		{"bracket.py", "a = (1\nb = 2\n", "1", "bracketOpen", "The bracket ( is opened"},
		{"print2.py", "print 'hello'\n", "1", "printStatement", "Python 2"},
		{"colon.py", "if 1\n  print()\n", "1", "colonMissing", "colon"},
		{"curly.py", "print(“a”)\n", "1", "badCharacter", "curly quote"},
		{"module.py", "import no_such_package\n", "1", "moduleMissing", "-m pip install no_such_package"},
		{"module_lacks.py", "import string\nstring.no\n", "2", "moduleLacks", "The module string has nothing called no."},
		{"attribute.py", "'x'.appendd\n", "1", "attributeMissing", "type str has nothing called appendd"},
		{"no_name.py", "x = 1\nprintt(x)\n", "2", "nameNear", "Nothing called printt exists"},
		{"sum.py", "'a' + 1\n", "1", "textAndNumber", "cannot be added"},
		{"sum2.py", "1 + 'a'\n", "1", "textAndNumber", "cannot be added"},
		{"local.py", "n = 1\ndef f():\n  n += 1\nf()\n", "3", "localVariable", "global n"},
		{"zero.py", "1/0\n", "1", "zeroDivision", "divided by zero"},
		{"index.py", "[][0]\n", "1", "indexRange", "position"},
		{"decode1.py", "b'\\xff'.decode()\n", "1", "decode", "utf-8"},
		{"encode.py", "'ñ'.encode('ascii')\n", "1", "encode", "ascii"},
		{"recursion.py", "def f(): f()\nf()\n", "1", "recursion", "calls itself"},
		{"json1.py", "import json\njson.loads('{')\n", "2", "json", "not valid JSON"},
		{"json2.py", "import json, sys\njson.load(sys.stdin)\n", "2", "jsonNoBody", "This request is a GET without a body"},
		{"listens.py", "import socket, os\ns = socket.socket()\ns.bind(('127.0.0.1', int(os.environ['SERVER_PORT'])))\n", "3", "addressInUse", "server of its own"},
		{"css.py", "page = f\"\"\"\n<style>\np { color: red; }\n</style>\n\"\"\"\n", "3", "braces", "{{ and }}"},
		{"dict.py", "x = f'<p>{1}'\ncolor_of = {color: 1}\n", "2", "nameUndefined", "Nothing called color exists"},
		{"elsewhere.py", "import tools\n", "1", "moduleElsewhere", "Move or copy it into cgi-bin."},
		{"table.py", "import sqlite3\nsqlite3.connect(':memory:').execute('select * from guests')\n", "2", "tableMissing", "no table guests"},
		{"css3.py", "page = f'<style>p { font-size: 2em; margin: 0 }</style>'\n", "1", "braces", "{{ and }}"},
		{"css2.py", "page = '''<style>p { color: red }</style>{}'''\nprint(page.format('x'))\n", "2", "braces", "{{ and }}"},
		{"arguments.py", "def f(a): pass\nf()\n", "2", "arguments", "arguments"},
		{"call.py", "x = 'a'\nx()\n", "2", "notFunction", "type str is called like a function"},
		{"nothing.py", "x = None\nx.y\n", "2", "nothing", "no value (None)"},
		{"exception.py", "raise ValueError('mine')\n", "1", "other", "ValueError: mine"},

		{"require.mjs", "const fs = require('fs')\n", "1", "requireInModule", ".cjs"},
		{"import.cjs", "import fs from 'fs'\n", "1", "importInScript", ".mjs"},
		{"module.js", "console\nrequire('no-such-package')\n", "2", "moduleMissing", "npm install no-such-package"},
		{"file.js", "require('./no-such-file')\n", "1", "moduleFile", "./no-such-file"},
		{"browser.js", "document.write('x')\n", "1", "noBrowser", "document exists only in a browser"},
		{"name.js", "\nfoo()\n", "2", "nameUndefined", "Nothing called foo exists"},
		{"undefined.js", "let u\nu.x\n", "2", "nothing", "no value (undefined)"},
		{"call.js", "const a = {}\na.b()\n", "2", "functionMissing", "no function a.b"},
		{"constant.js", "const a = 1\na = 2\n", "2", "constant", "let in place of const"},
		{"twice.js", "let a\nlet a\n", "2", "declaredTwice", "declared twice"},
		{"data.js", "require('fs').readFileSync('data.txt')\n", "1", "fileElsewhere", "../files/data.txt"},
		{"listens.js", "require('http').createServer().listen(process.env.SERVER_PORT, '127.0.0.1')\n", "", "addressInUse", "server of its own"},
		{"package.mjs", "import x from 'no-such-package'\n", "1", "moduleMissing", "npm install no-such-package"},
		{"end.js", "foo(\n", "2", "endMissing", "still open"},
		{"syntax.js", "let = = 1\n", "1", "syntax", "does not understand"},

		{"function.php", "<?php\nfoo();\n", "2", "functionMissing", "no function foo"},
		{"class.php", "<?php\nnew Foo();\n", "2", "classMissing", "Foo"},
		{"parse.php", "<?php\necho 1\necho 2;\n", "3", "syntax", "semicolon"},
		{"include.php", "<?php\nrequire 'nothing.php';\n", "2", "fileMissing", "There is no nothing.php in cgi-bin"},

		{"module.pl", "use No::Such;\n", "1", "moduleMissing", "cpan No::Such"},
		{"strict.pl", "use strict;\n$x = 1;\n", "2", "notDeclared", "The variable $x was not declared"},
		{"syntax.pl", "my $x = ;\n", "1", "syntax", "does not understand"},
		{"method.pl", "package A; package main;\nA->foo();\n", "2", "attributeMissing", "type A has nothing called foo"},
		{"sub.pl", "\nfoo();\n", "2", "functionMissing", "no function foo"},
		{"undef.pl", "my $x;\n$x->foo();\n", "2", "nothing", "no value (undef)"},

		{"name.rb", "\nfoo\n", "2", "nameUndefined", "Nothing called foo exists"},
		{"nil.rb", "x = nil\nx.foo\n", "2", "nothing", "no value (nil)"},
		{"load.rb", "require 'nosuch'\n", "1", "moduleMissing", "gem install nosuch"},
		{"end.rb", "if true\n puts 1\n", "2", "endMissing", "still open"},
		{"sum.rb", "'a' + 1\n", "1", "textAndNumber", ".to_s"},
		{"data.rb", "File.read('data.txt')\n", "1", "fileElsewhere", "../files/data.txt"},
		{"zero.rb", "1/0\n", "1", "zeroDivision", "divided by zero"},
		{"length.rb", "ENV.fetch('CONTENT_LENGTH')\n", "1", "variableOfBody", "This request is a GET without a body"},

		{"command.sh", "\nnosuchcommand; exit\n", "2", "commandMissing", "no command nosuchcommand"},
		{"command.bash", "\nnosuchcommand; exit\n", "2", "commandMissing", "no command nosuchcommand"},
		{"end.sh", "if true; then\n echo\n", "3", "endMissing", "still open"},
		{"end.bash", "if true; then\n echo\n", "3", "endMissing", "still open"},
		{"unset.sh", "set -u\necho $nothing\n", "2", "unset", "The variable nothing has no value"},
		{"unset.bash", "set -u\necho $nothing\n", "2", "unset", "The variable nothing has no value"},
		{"run.sh", "./data.txt; exit\n", "1", "notExecutable", "chmod +x data.txt"},
		{"windows.sh", "if true; then\r\n echo x\r\nfi\r\n", "", "carriageReturn", "LF line endings"},
		{"windows.bash", "set -e\r\n", "", "carriageReturn", "LF line endings"},
		{"mark.sh", "\ufeffnosuch\nexit 3\n", "1", "byteOrderMark", "byte-order mark"},
		{"silent.py", "raise SystemExit(3)\n", "", "silent", "nothing to standard error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			root := folder(t, "-- files/data.txt --\nx\n-- tools.py --\n-- divides.py --\n1/0\n")
			source := c.source
			if c.name == "run.sh" {
				write(t, filepath.Join(root, "cgi-bin", "data.txt"), "x")
				if err := os.Chmod(filepath.Join(root, "cgi-bin", "data.txt"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			write(t, filepath.Join(root, "cgi-bin", c.name), source)
			site := e.start(root)
			pages := map[l10n.Locale]string{}
			for _, locale := range l10n.Locales {
				got := get(t, site.URL, "/cgi-bin/"+c.name+"?"+string(locale), "Accept-Language: "+string(locale))
				if got.status != 500 {
					t.Fatalf("%s%s", got.head, got.body)
				}
				pages[locale] = got.body
			}
			x := e.exchange("/cgi-bin/" + c.name + "?en")
			var note protocol.Note
			for _, each := range x.Notes {
				if each.Code == "scriptFailed" {
					note = each
				}
			}
			if c.name == "module.py" && note.Args["mistake"] == "moduleManaged" { // by the system's Python
				c.mistake = "moduleManaged"
			}
			if note.Args["mistake"] != c.mistake || note.Args["line"] != c.line {
				t.Fatalf("%+v of\n%s", note, x.Script.Stderr)
			}
			for _, locale := range l10n.Locales {
				if strings.HasSuffix(c.name, ".php") && pages[locale] == "" {
					continue // PHP prints its head, and Vitrina may have sent it before it ended
				}
				what, todo := l10n.Mistake(locale, note.Args)
				for _, sentence := range []string{what, todo} {
					if !strings.Contains(pages[locale], sentence) {
						t.Errorf("no “%s” in %s", sentence, pages[locale])
					}
				}
				if c.line != "" && !strings.Contains(pages[locale], "(stderr)") {
					t.Errorf("the interpreter's own words are not on %s", pages[locale])
				}
			}
			if !strings.Contains(note.Message, c.says) {
				t.Errorf("no “%s” in %s", c.says, note.Message)
			}
			if c.line == "" && c.mistake != "carriageReturn" {
				return
			}
			told := await(e, protocol.MethodScriptDidReport, func(p protocol.ScriptDidReportParams) bool { return len(p.Diagnostics) > 0 })
			if d := told.Diagnostics[0]; !strings.Contains(d.Message, c.says) || strings.Contains(d.Message, "Line ") {
				t.Errorf("%+v", d)
			} else if code := map[string]string{"carriageReturn": "shellCR", "byteOrderMark": "unreadByteOrderMark"}[c.mistake]; code != "" && d.Code != code {
				t.Errorf("the code is %s, want %s, with which a check tells it", d.Code, code)
			}
		})
	}
}
