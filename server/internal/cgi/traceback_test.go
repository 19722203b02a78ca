package cgi

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
	t.Parallel()
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
		{"tclsh", "b.tcl", "proc x {} {\n error bad\n}\nx\n", 4, 0, "error", "bad"},
	} {
		t.Run(c.name, func(t *testing.T) {
			script := filepath.Join(root, c.name)
			if err := os.WriteFile(script, []byte(c.source), 0o644); err != nil {
				t.Fatal(err)
			}
			command := exec.Command(c.command, script)
			if c.command == "php-cgi" {
				command = exec.Command(c.command)
				command.Env = append(os.Environ(), "REDIRECT_STATUS=200", "SCRIPT_FILENAME="+script)
			}
			var stderr bytes.Buffer
			command.Stderr = &stderr
			if err := command.Run(); err != nil {
				if _, exited := err.(*exec.ExitError); !exited {
					t.Fatal(err) // an interpreter that is not there is no reason to pass
				}
			}
			got, ok := ReadTraceback(stderr.String(), root, script)
			if !ok || got.Path != script || got.Line != c.line || got.Column != c.column || got.Code != c.code || !strings.HasPrefix(got.Message, c.message) {
				t.Errorf("%+v of\n%s", got, &stderr)
			}
		})
	}
}
