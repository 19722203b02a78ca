package blame

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Each pattern is tried on what the real interpreter says.
func TestTheInterpretersOwnReportsAreRead(t *testing.T) {
	root := t.TempDir()
	for _, c := range []struct {
		command, name, source string
		line, column          int
		code, message         string // the message's beginning
	}{
		{"python3", "a.py", "# -\nimport json\njson.loads('{')\n", 3, 0, "json.decoder.JSONDecodeError", "json.decoder.JSONDecodeError: Expecting"},
		{"python3", "b.py", "def f(:\n  pass\n", 1, 0, "SyntaxError", "SyntaxError: invalid syntax"},
		{"perl", "a.pl", "use strict;\nmy $x = ;\n", 2, 0, "error", "syntax error"},
		{"perl", "b.pl", "\nfoo();\n", 2, 0, "error", "Undefined subroutine &main::foo called"},
		{"perl", "c.pl", "use strict;\n$y = 1;\n", 2, 0, "error", `Global symbol "$y" requires explicit package name`},
		{"ruby", "a.rb", "puts 1\nfoo\n", 2, 0, "error", "undefined local variable or method"},
		{"ruby", "b.rb", "if true\n puts 1\n", 2, 0, "error", "syntax error, unexpected end-of-input"},
		{"php-cgi", "a.php", "<?php\n$x = 1;\necho foo();\n", 3, 0, "Fatal error", "Uncaught Error: Call to undefined function foo()"},
		{"php-cgi", "b.php", "<?php\necho 1\necho 2;\n", 3, 0, "Parse error", "syntax error, unexpected token"},
		{"node", "a.js", "console.log(1)\n  foo()\n", 2, 3, "ReferenceError", "ReferenceError: foo is not defined"},
		{"node", "b.js", "let x = = 2\n", 1, 0, "SyntaxError", "SyntaxError: Unexpected token '='"},
		{"node", "c.js", "throw new Error('x y')\n", 1, 7, "Error", "Error: x y"},
		{"sh", "a.sh", "first\nsecond\nexit 3\n", 2, 0, "error", "second: not found"},
		{"sh", "b.sh", "echo 1\nif\n", 3, 0, "error", "Syntax error: end of file unexpected"},
		{"bash", "a.bash", "\nnothing\nexit 1\n", 2, 0, "error", "nothing: command not found"},
		{"lua5.4", "a.lua", "print(1)\nfoo()\n", 2, 0, "error", "attempt to call a nil value (global 'foo')"},
		{"lua5.4", "b.lua", "print(1\nx = = 2\n", 2, 0, "error", "')' expected"},
		{"tclsh", "a.tcl", "puts 1\nfoo\n", 2, 0, "error", `invalid command name "foo"`},
		// Warnings go before, and what follows from an error goes behind it.
		{"perl", "d.pl", "use warnings;\nmy $x; my $y = 'a'.$x;\nfoo();\n", 3, 0, "error", "Undefined subroutine &main::foo called"},
		{"perl", "e.pl", "use strict;\nmy $x = ;\n$y = 1;\n", 2, 0, "error", "syntax error"},
		{"perl", "f.pl", "\nuse Nothing::There;\n", 2, 0, "error", "Can't locate Nothing/There.pm"},
		{"perl", "g.pl", "use Carp;\nsub b { confess 'bad' }\nb(1);\n", 2, 0, "error", "bad"},
		{"ruby", "c.rb", "warn 'x', uplevel: 0\nfoo\n", 2, 0, "error", "undefined local variable or method"},
		{"php-cgi", "c.php", "<?php\n$x = $y;\necho foo();\n", 3, 0, "Fatal error", "Uncaught Error: Call to undefined function foo()"},
		{"python3", "c.py", "import atexit, sys\natexit.register(lambda: print('cleanup', file=sys.stderr))\nraise ValueError('a\\nb: c')\n", 3, 0, "ValueError", "ValueError: a"},
		{"tclsh", "b.tcl", "proc x {} {\n error bad\n}\nx\n", 4, 0, "error", "bad"},
	} {
		t.Run(c.name, func(t *testing.T) {
			script := filepath.Join(root, c.name)
			if err := os.WriteFile(script, []byte(c.source), 0o644); err != nil {
				t.Fatal(err)
			}
			ran := Script{Root: root, File: script, Command: []string{c.command, script}}
			command := exec.Command(c.command, script)
			if c.command == "php-cgi" {
				command = exec.Command(c.command)
				command.Env = append(os.Environ(), "REDIRECT_STATUS=200", "SCRIPT_FILENAME="+script)
			}
			var stderr bytes.Buffer
			command.Stderr = &stderr
			if err := command.Run(); err != nil {
				if _, exited := err.(*exec.ExitError); !exited {
					t.Fatal(err) // an interpreter that is not there is not a reason to pass
				}
			}
			got, ok := ran.Traceback(stderr.String())
			if !ok || got.Path != script || got.Line != c.line || got.Column != c.column || got.Code != c.code || !strings.HasPrefix(got.Message, c.message) {
				t.Errorf("%+v of\n%s", got, &stderr)
			}
		})
	}
}

func TestTraceback(t *testing.T) {
	python := Script{Root: "/site", File: "/site/a.py", Command: []string{"/usr/bin/python3.11", "/site/a.py"}}
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
		"in a module of the site": {inner, Trace{"/site/cgi-bin/helper.py", 2, 0, "json.decoder.JSONDecodeError", "json.decoder.JSONDecodeError: Expecting property name: line 1 column 2 (char 1)"}},
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
		if got, ok := python.Traceback(c.stderr); !ok || got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for _, other := range []string{
		"something went wrong\n", "  File \"/elsewhere/a.py\", line 1\nValueError\n", "/elsewhere/a.sh: 3: foo: not found\n",
		"/site/a.py:7: DeprecationWarning: there is a newer one\n", "/site/a.py: 7: said by the script\n", "no such item at /site/a.py line 7\n",
	} {
		if got, ok := python.Traceback(other); ok {
			t.Errorf("%q: %+v", other, got)
		}
	}
}

// Warnings before an exit code are not why a script of Perl's ended.
func TestWarningsOfPerlAreNoErrors(t *testing.T) {
	perl := Script{Root: "/site", File: "/site/a.pl", Command: []string{"/usr/bin/perl", "/site/a.pl"}}
	const warnings = "Use of uninitialized value $x in concatenation (.) or string at /site/a.pl line 5.\nArgument \"x\" isn't numeric in addition (+) at /site/a.pl line 6.\n"
	if got, ok := perl.Traceback(warnings); ok {
		t.Errorf("%+v", got)
	}
	if got, ok := perl.Traceback(warnings + "bad at /site/a.pl line 7.\n"); !ok || got.Line != 7 {
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
