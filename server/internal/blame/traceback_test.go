package blame

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/cgi/interpreter"
)

// Each pattern is tried on what the real interpreter says, called as Vitrina calls it.
func TestTheInterpretersOwnReportsAreRead(t *testing.T) {
	root := filepath.Join(t.TempDir(), "Mis páginas") // Node writes it as a URL
	long := strings.Repeat("long-", 40)               // Lua and Tcl shorten it
	for _, c := range []struct {
		name, source string
		line, column int
		code, want   string // the message's beginning
	}{
		{"a.py", "# -\nimport json\njson.loads('{')\n", 3, 0, "json.decoder.JSONDecodeError", "json.decoder.JSONDecodeError: Expecting"},
		{"b.py", "def f(:\n  pass\n", 1, 0, "SyntaxError", "SyntaxError: invalid syntax"},
		{"a.pl", "use strict;\nmy $x = ;\n", 2, 0, "error", "syntax error"},
		{"b.pl", "\nfoo();\n", 2, 0, "error", "Undefined subroutine &main::foo called"},
		{"c.pl", "use strict;\n$y = 1;\n", 2, 0, "error", `Global symbol "$y" requires explicit package name`},
		{"a.rb", "puts 1\nfoo\n", 2, 0, "error", "undefined local variable or method"},
		{"b.rb", "if true\n puts 1\n", 2, 0, "error", "syntax error, unexpected end-of-input"},
		{"a.php", "<?php\n$x = 1;\necho foo();\n", 3, 0, "Fatal error", "Uncaught Error: Call to undefined function foo()"},
		{"b.php", "<?php\necho 1\necho 2;\n", 3, 0, "Parse error", "syntax error, unexpected token"},
		{"a.js", "console.log(1)\n  foo()\n", 2, 3, "ReferenceError", "ReferenceError: foo is not defined"},
		{"b.js", "let x = = 2\n", 1, 0, "SyntaxError", "SyntaxError: Unexpected token '='"},
		{"c.js", "throw new Error('x y')\n", 1, 7, "Error", "Error: x y"},
		{"a.sh", "first\nsecond\nexit 3\n", 2, 0, "error", "second: not found"},
		{"b.sh", "echo 1\nif\n", 3, 0, "error", "Syntax error: end of file unexpected"},
		{"a.bash", "\nnothing\nexit 1\n", 2, 0, "error", "nothing: command not found"},
		{"a.lua", "print(1)\nfoo()\n", 2, 0, "error", "attempt to call a nil value (global 'foo')"},
		{"b.lua", "print(1\nx = = 2\n", 2, 0, "error", "')' expected"},
		{"a.tcl", "puts 1\nfoo\n", 2, 0, "error", `invalid command name "foo"`},
		// Warnings go before, and what follows from an error goes behind it.
		{"d.pl", "use warnings;\nmy $x; my $y = 'a'.$x;\nfoo();\n", 3, 0, "error", "Undefined subroutine &main::foo called"},
		{"e.pl", "use strict;\nmy $x = ;\n$y = 1;\n", 2, 0, "error", "syntax error"},
		{"f.pl", "\nuse Nothing::There;\n", 2, 0, "error", "Can't locate Nothing/There.pm"},
		{"g.pl", "use Carp;\nsub b { confess 'bad' }\nb(1);\n", 2, 0, "error", "bad"},
		{"c.rb", "warn 'x', uplevel: 0\nfoo\n", 2, 0, "error", "undefined local variable or method"},
		{"c.php", "<?php\n$x = $y;\necho foo();\n", 3, 0, "Fatal error", "Uncaught Error: Call to undefined function foo()"},
		{"c.py", "import atexit, sys\natexit.register(lambda: print('cleanup', file=sys.stderr))\nraise ValueError('a\\nb: c')\n", 3, 0, "ValueError", "ValueError: a"},
		{"b.tcl", "proc x {} {\n error bad\n}\nx\n", 4, 0, "error", "bad"},
		{"d.php", "<?php\nfunction f(int $x){}\n\nf('a');\n", 4, 0, "Fatal error", "Uncaught TypeError: f(): Argument #1 ($x) must be of type int, string given"},
		{"j.php", "<?php\nfunction f(int $x){}\n\narray_map('f', ['a']);\n", 4, 0, "Fatal error", "Uncaught TypeError: f(): Argument #1 ($x) must be of type int, string given"},
		{"k.php", "<?php\nfunction f(int $x){}\n\nfunction g($x) {\n  array_map('f', $x);\n}\ng(['a']);\n", 5, 0, "Fatal error", "Uncaught TypeError: f(): Argument #1"},
		{"e.php", "<?php\nclass A { function __construct(int $x) {} }\n\nnew A('x');\n", 4, 0, "Fatal error", "Uncaught TypeError: A::__construct(): Argument #1"},
		{"f.php", "<?php\nfunction f(int $x) {}\n\nf();\n", 4, 0, "Fatal error", "Uncaught ArgumentCountError: Too few arguments"},
		{"g.php", "<?php\n\neval(\"\\n\\nfoo();\");\n", 3, 0, "Fatal error", "Uncaught Error: Call to undefined function foo()"},
		{"h.php", "<?php\nthrow new Exception('no file in folder');\n", 2, 0, "Fatal error", "Uncaught Exception: no file in folder"},
		{"i.php", "<?php\nthrow new Exception(\"two\\nlines\");\n", 2, 0, "Fatal error", "Uncaught Exception: two"},
		{"h.pl", "\ndie 'look at line 7';\n", 2, 0, "error", "look at line 7"},
		{"i.pl", "\ndie 'nobody at home';\n", 2, 0, "error", "nobody at home"},
		{"c.lua", "\nload('\\n\\nfoo()')()\n", 2, 0, "error", "[string"},
		{"d.lua", "\nerror({})\n", 2, 0, "error", "(error object is a table value)"},
		{long + ".lua", "\nfoo()\n", 2, 0, "error", "attempt to call a nil value"},
		{long + ".tcl", "\nfoo\n", 2, 0, "error", `invalid command name "foo"`},
		{`quote".py`, "\nfoo\n", 2, 0, "NameError", "NameError: name 'foo'"},
		{`quote".tcl`, "\nfoo\n", 2, 0, "error", `invalid command name "foo"`},
		{"b.mjs", "// 'express'\nimport fs from 'node:fs'\nimport express from 'express'\n", 3, 0, "Error", "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'express'"},
		{"c.mjs", "console.log(1)\nconst views = await import(\"express/lib/view.js\")\n", 2, 0, "Error", "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'express'"},
		{"d.mjs", "\nimport { x } from './no.mjs'\n", 2, 0, "Error", "Error [ERR_MODULE_NOT_FOUND]: Cannot find module"},
		{"a.mjs", "import fs from 'node:fs/promises'\nawait fs.readFile('no.txt')\n", 2, 0, "Error", "Error: ENOENT"},
		{"b.mjs", "\nlet x = = 2\n", 2, 0, "SyntaxError", "SyntaxError: Unexpected token '='"},
		{"c.mjs", "\nasync function f() { throw new Error('q') }\nawait f()\n", 2, 0, "Error", "Error: q"},
		{"d.mjs", "\nawait fetch('x')\n", 2, 0, "TypeError", "TypeError: Failed to parse URL"},
		{"c.sh", "echo\n\neval nothing\nexit 1\n", 3, 0, "error", "nothing: not found"},
		{"c.bash", "echo\n\neval 'if'\nexit 1\n", 3, 0, "error", "syntax error: unexpected end of file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			script := filepath.Join(root, c.name)
			got, stderr := failing(t, root, script, c.source)
			if got.Path != script || got.Line != c.line || got.Column != c.column || got.Code != c.code || !strings.HasPrefix(got.Message, c.want) {
				t.Errorf("%+v of\n%s", got, stderr)
			}
		})
	}
}

// What fails in a file that the script loads is told at its line there, however the interpreter
// names the two.
func TestAFaultInALoadedFileIsToldThere(t *testing.T) {
	root := t.TempDir()
	for _, c := range []struct {
		name, source, loaded, content string
		line                          int
		message                       string // its beginning
	}{
		{"a.sh", "echo\n\n. ./lib.sh\nexit 3\n", "lib.sh", "a=1\nb=2\nnothing\n", 3, "nothing: not found"},
		{"b.sh", "echo\n. ./lib.sh\n", "lib.sh", "a=1\nb=2\nif\n", 4, "Syntax error: end of file unexpected"},
		{"c.sh", "echo\n. ./lib.sh\nexit 3\n", "lib.sh", "\n\n\ncd /no/such\n", 0, ""},    // dash does not say in which
		{"d.sh", "echo\n. ./lib.sh\nlater\n", "lib.sh", "echo\n", -3, "later: not found"}, // in the script itself
		{"a.bash", "echo\nsource lib.bash\nexit 3\n", "lib.bash", "\n\nnothing\n", 3, "nothing: command not found"},
		{"a.rb", "\n\nload 'lib.rb'\n", "lib.rb", "\nnothing\n", 2, "undefined local variable or method"},
		{"b.rb", "\n\nload 'lib.rb'\n", "lib.rb", "a = 1\n(\n", 2, "syntax error, unexpected end-of-input"},
		{"c.rb", "\n\nrequire_relative 'lib'\n", "lib.rb", "a = 1\n(\n", 2, "syntax error, unexpected end-of-input"},
		{"a.pl", "\n\nrequire './lib.pl';\n", "lib.pl", "\nnothing();\n", 2, "Undefined subroutine &main::nothing called"},
		{"b.pl", "use lib '.';\n\nuse Mod;\n", "Mod.pm", "package Mod;\n\ndie 'x';\n", 3, "x"},
		{"a.tcl", "\nsource lib.tcl\n", "lib.tcl", "\n\nnothing\n", 3, `invalid command name "nothing"`},
		{"a.lua", "\ndofile('lib.lua')\n", "lib.lua", "\n\nnothing()\n", 3, "attempt to call a nil value"},
		{"b.lua", "\nrequire('lib')\n", "lib.lua", "\n\nx = = 1\n", 3, "unexpected symbol near"},
		{"a.php", "<?php\ninclude 'lib.php';\n", "lib.php", "<?php\n\nnothing();\n", 3, "Uncaught Error: Call to undefined function"},
		{"a.py", "\nimport lib\n", "lib.py", "\n\nnothing\n", 3, "NameError: name 'nothing'"},
		{"a.mjs", "\nimport './lib.mjs'\n", "lib.mjs", "\n\nnothing()\n", 3, "ReferenceError: nothing is not defined"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := os.WriteFile(filepath.Join(root, c.loaded), []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			want := filepath.Join(root, c.loaded)
			switch {
			case c.line == 0:
				want = ""
			case c.line < 0:
				want, c.line = filepath.Join(root, c.name), -c.line
			}
			got, stderr := failing(t, root, filepath.Join(root, c.name), c.source)
			if got.Path != want || got.Line != c.line || !strings.HasPrefix(got.Message, c.message) {
				t.Errorf("%+v of\n%s", got, stderr)
			}
		})
	}
}

// failing runs a script that fails by the command that Vitrina chooses, in its folder, and returns
// what is read in its report. An interpreter that is not there is not a reason to pass.
func failing(t *testing.T, root, script, source string) (Trace, string) {
	t.Helper()
	if err := os.MkdirAll(root, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(script, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := interpreter.Choice{Root: root}.Command(script)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(words[0], words[1:]...)
	command.Dir = filepath.Dir(script)
	command.Env = append(os.Environ(), "REDIRECT_STATUS=200", "SCRIPT_FILENAME="+script)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	if err := command.Run(); err != nil {
		if _, exited := err.(*exec.ExitError); !exited {
			t.Fatal(err)
		}
	}
	got, _ := (Script{Root: root, File: script, Command: words}).Traceback(stderr.String())
	return got, stderr.String()
}

// site makes a folder with empty files, and gives it to what is said of one at /site.
func site(t *testing.T, names ...string) (root string, at func(text string) string) {
	t.Helper()
	root = t.TempDir()
	for _, name := range names {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root, func(text string) string { return strings.ReplaceAll(text, "/site", root) }
}

func TestTraceback(t *testing.T) {
	root, at := site(t, "a.py", "cgi-bin/a.py", "cgi-bin/helper.py")
	python := Script{Root: root, File: at("/site/a.py"), Command: []string{"/usr/bin/python3.11", at("/site/a.py")}}
	const group = `  + Exception Group Traceback (most recent call last):
  |   File "/site/a.py", line 2, in <module>
  |     raise ExceptionGroup("several", [ValueError("one")])
  | ExceptionGroup: several (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/site/a.py", line 7, in f
    |     raise ValueError("one")
    | ValueError: one
    +------------------------------------
`
	const inner = `Traceback (most recent call last):
  File "/site/cgi-bin/a.py", line 7, in <module>
    import helper
  File "/site/cgi-bin/helper.py", line 2, in <module>
    json.loads("{")
  File "/usr/lib/python3/json/__init__.py", line 346, in loads
    return _default_decoder.decode(s)
json.decoder.JSONDecodeError: Expecting property name: line 1 column 2 (char 1)
`
	for name, c := range map[string]struct {
		stderr string
		want   Trace
	}{
		"in a module of the site":  {inner, Trace{"/site/cgi-bin/helper.py", 2, 0, "json.decoder.JSONDecodeError", "json.decoder.JSONDecodeError: Expecting property name: line 1 column 2 (char 1)"}},
		"in a group of exceptions": {group, Trace{"/site/a.py", 7, 0, "ValueError", "ValueError: one"}},
		"a syntax error": {
			"  File \"/site/cgi-bin/a.py\", line 3\n    print(\n         ^\nSyntaxError: '(' was never closed\n",
			Trace{"/site/cgi-bin/a.py", 3, 0, "SyntaxError", "SyntaxError: '(' was never closed"},
		},
		"a file that is not UTF-8": {
			"SyntaxError: Non-UTF-8 code starting with '\\xf1' in file /site/a.py on line 2, but no encoding declared; see PEP 263\n",
			Trace{"/site/a.py", 2, 0, "SyntaxError", "SyntaxError: Non-UTF-8 code starting with '\\xf1' in file /site/a.py on line 2, but no encoding declared; see PEP 263"},
		},
		"without a message": {"  File \"/site/a.py\", line 1, in <module>\nKeyboardInterrupt\n", Trace{"/site/a.py", 1, 0, "KeyboardInterrupt", "KeyboardInterrupt"}},
	} {
		c.want.Path, c.want.Message = at(c.want.Path), at(c.want.Message)
		if got, ok := python.Traceback(at(c.stderr)); !ok || got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for _, other := range []string{
		"something went wrong\n", "  File \"/elsewhere/a.py\", line 1\nValueError\n", "/elsewhere/a.sh: 3: foo: not found\n",
		"/site/a.py:7: DeprecationWarning: there is a newer one\n", "/site/a.py: 7: said by the script\n", "no such item at /site/a.py line 7\n",
		"  File \"/site/gone.py\", line 3\nValueError\n", "  File \"<string>\", line 3\nValueError\n",
	} {
		if got, ok := python.Traceback(at(other)); ok {
			t.Errorf("%q: %+v", other, got)
		}
	}
}

// Warnings before an exit code are not why a script of Perl's ended.
func TestWarningsOfPerlAreNoErrors(t *testing.T) {
	root, at := site(t, "a.pl")
	perl := Script{Root: root, File: at("/site/a.pl"), Command: []string{"/usr/bin/perl", at("/site/a.pl")}}
	warnings := "Use of uninitialized value $x in concatenation (.) or string at /site/a.pl line 5.\nArgument \"x\" isn't numeric in addition (+) at /site/a.pl line 6.\n"
	warnings = at(warnings)
	if got, ok := perl.Traceback(warnings); ok {
		t.Errorf("%+v", got)
	}
	if got, ok := perl.Traceback(warnings + at("bad at /site/a.pl line 7.\n")); !ok || got.Line != 7 {
		t.Errorf("%+v", got)
	}
}

// FuzzTraceback: nothing on standard error makes it fail, whatever ran the script.
func FuzzTraceback(f *testing.F) {
	f.Add("  File \"a.py\", line 1\nX: y\n", "python3")
	f.Add("File \"\", line 99999999999999999999", "sh")
	f.Add("m at /a line 1.\n", "perl5.36")
	f.Add("/a:1: m\n", "ruby")
	f.Fuzz(func(t *testing.T, stderr, program string) {
		if trace, ok := (Script{Root: "/", File: "/a", Command: []string{program}}).Traceback(stderr); ok && (trace.Path == "" || trace.Line < 1) {
			t.Errorf("%+v", trace)
		}
	})
}
