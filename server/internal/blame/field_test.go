package blame

import (
	"slices"
	"strings"
	"testing"
)

// A line is named only where no other can have printed the field.
func TestLineOfFieldIsTheOnlyOne(t *testing.T) {
	for name, c := range map[string]struct {
		source, field, value string
		want                 int
	}{
		"cookies in a loop":                  {"for name in ('lang', 'theme'):\n    print(f\"Set-Cookie: {name}=1\")", "Set-Cookie", "theme=1", 2},
		"a loop, and a cookie beside it":     {"for name in names:\n    print(f\"Set-Cookie: {name}=1\")\nprint('Set-Cookie: last=1')", "Set-Cookie", "last=1", 0},
		"the loop's, which the other cannot": {"for name in names:\n    print(f\"Set-Cookie: {name}=1\")\nprint('Set-Cookie: last=1')", "Set-Cookie", "lang=1", 2},
		"two branches":                       {"if old: print('Location: ' + a)\nelse: print('Location: ' + b)", "Location", "/a", 0},
		"two branches, two literals":         {"if old:\n    print('Location: /a')\nelse:\n    print('Location: /b')", "Location", "/b", 4},
		"two branches, begun alike":          {"if old:\n    print('Location: /' + a)\nelse:\n    print('Location: /b')", "Location", "/b", 0},
		"a string that mentions the field":   {"HELP = 'Send me a Content-Type: text/html'\nprint('Content-Type: ' + kind)", "Content-Type", "text/html", 2},
		"a page that mentions it":            {"print('Content-Type: ' + kind)\nprint()\nprint('<p>Content-Type: text/html</p>')", "Content-Type", "text/html", 1},
		"only a string that mentions it":     {"HELP = 'Send me a Content-Type: text/html'\nlib.header()", "Content-Type", "text/html", 0},
		"a docstring":                        {"\"\"\"Prints\nContent-Type: text/html\n\"\"\"\nlib.header()", "Content-Type", "text/html", 0},
		"a docstring, and the line":          {"\"\"\"\nContent-Type: text/html\n\"\"\"\nprint('Content-Type: text/html')", "Content-Type", "text/html", 4},
		"a text that is an argument":         {"print(\n\"\"\"Content-Type: text/html\n\n\"\"\")", "Content-Type", "text/html", 2},
		"a comment":                          {"# Content-Type: text/html\nlib.header()", "Content-Type", "text/html", 0},
		"a comment of several lines":         {"<?php\n/*\nheader('X-A: 1');\n*/\n", "X-A", "1", 0},
		"such a comment, and the line":       {"/* old:\nprint('X-A: 1')\n*/\nprint('X-A: 1')", "X-A", "1", 4},
		"what only begins like one":          {"/*.txt\necho 'X-A: 1'", "X-A", "1", 2},
		"Ruby's comment":                     {"=begin\nputs 'X-A: 1'\n=end\nlib", "X-A", "1", 0},
		"Perl's documentation":               {"=head1 USE\n\nprint 'X-A: 1';\n\n=cut\nhead();", "X-A", "1", 0},
		"Perl's documentation at the end":    {"use strict;\nhead();\n=head1 USE\n\nprint 'X-A: 1';", "X-A", "1", 0},
		"behind Perl's end":                  {"head();\n__END__\nprint 'X-A: 1';", "X-A", "1", 0},
		"what Perl reads behind its end":     {"print while <DATA>;\n__DATA__\nX-A: 1\n", "X-A", "1", 3},
		"Lua's comment":                      {"--[[\nprint('X-A: 1')\n]]\nhead()", "X-A", "1", 0},
		"the shell's no operation":           {": <<'OLD'\nX-A: 1\nOLD\nhead", "X-A", "1", 0},
		"a branch never taken, Tcl":          {"if 0 {\n  puts \"X-A: 1\"\n}\nhead", "X-A", "1", 0},
		"a branch never taken, PHP":          {"if (false) {\n  header('X-A: 1');\n}\nheader('X-A: 1');", "X-A", "1", 4},
		"a branch never taken, Python":       {"if False:\n    print('X-A: 1')\nprint('X-A: 1')", "X-A", "1", 3},
		"behind Python's end":                {"import lib\nlib.head()\nexit()\nprint('X-A: 1')", "X-A", "1", 0},
		"an end in a branch":                 {"import lib\nif x:\n    exit()\nprint('X-A: 1')", "X-A", "1", 4},
		"behind Perl's exit, a sub":          {"main(); exit();\nsub main { print \"X-A: 1\\n\"; }", "X-A", "1", 2},
		"PHP's default":                      {"<?php\nif ($json) header('Content-type: text/html; charset=UTF-8');", "Content-type", "text/html; charset=UTF-8", 0},
		"not PHP's default, by its letters":  {"<?php\nheader('Content-Type: text/html; charset=UTF-8');", "Content-Type", "text/html; charset=UTF-8", 2},
		"not PHP's default, by its value":    {"<?php\nheader('Content-type: text/css');", "Content-type", "text/css;charset=UTF-8", 2},
		"other letters, small":               {"print('Set-Cookie: a=1')\nprint('set-cookie: a=1')", "set-cookie", "a=1", 2},
		"other letters, large":               {"print('Set-Cookie: a=1')\nprint('set-cookie: a=1')", "Set-Cookie", "a=1", 1},
		"no line spells it so":               {"header('Content-Type: text/css');", "Content-type", "text/css", 1},
		"letters that grow in lower case":    {"print('İİİİİİİİ', 'content-type:')\nprint('content-type: text/css')", "Content-Type", "text/css", 0},
		"bytes that are no text":             {"\xff\xff\xff\xff\xff\xff\xff\xff\x00Content-type: text", "Content-Type", "text", 0},
		"names that are put in":              {"print('Content-Type: text/html')\nfor n, v in more:\n    print(f'{n}: {v}')", "Content-Type", "text/html", 0},
		"a here-document":                    {"cat <<END\nContent-Type: text/html\nX-A: 1\n\nEND", "X-A", "1", 3},
		"a variable in a here-document":      {"cat <<END\nContent-Type: $kind\n\nEND", "Content-Type", "text/html", 2},
		"triple quotes":                      {"print(\"\"\"Content-Type: text/html\n\n<p>\"\"\")", "Content-Type", "text/html", 1},
		"the shell's echo":                   {"echo Content-Type: text/html\necho", "Content-Type", "text/html", 1},
		"Perl's line end":                    {"print \"Content-type: text/html\\n\\n\";", "Content-type", "text/html", 1},
		"Perl's other quotes":                {"print qq{Content-type: text/html\\n\\n};", "Content-type", "text/html", 1},
		"a value that is longer":             {"print('X-A: 12')", "X-A", "1", 0},
		"a value that is shorter":            {"print('X-A: 1')", "X-A", "12", 0},
		"a value in two literals":            {"print('X-A: 1' + '2')", "X-A", "12", 1},
		"a value in two lines":               {"print('X-A: 1'\n      '2')", "X-A", "12", 1},
		"a format":                           {"print('X-A: %s' % a)", "X-A", "12", 1},
		"a second argument":                  {"print('X-A:', a)", "X-A", "12", 1},
		"another name that ends so":          {"print('Not-X-A: 1')", "X-A", "1", 0},
	} {
		if got := Source(strings.Split(c.source, "\n")).LineOfField(c.field, c.value); got != c.want {
			t.Errorf("%s: line %d, not %d", name, got, c.want)
		}
	}
}

// The line that prints an empty line before the header.
func TestLineOfEmptyBefore(t *testing.T) {
	const header = "Content-Type: text/html"
	for name, c := range map[string]struct {
		source string
		want   int
	}{
		"triple quotes":                 {"import os\nprint(\"\"\"\n" + header + "\n\n<p>\"\"\")", 2},
		"triple quotes and empty lines": {"print('''\n\n\n" + header + "\n''')", 1},
		"a here-document":               {"#!/bin/sh\ncat <<END\n\n" + header + "\n\nEND", 3},
		"a here-document, several":      {"cat <<END\n\n\n" + header + "\n\nEND", 2},
		"a statement":                   {"print()\n\n# header\nprint('" + header + "')\nprint()", 1},
		"the shell's echo":              {"#!/bin/sh\necho\necho '" + header + "'\necho", 2},
		"Perl":                          {"print \"\\n\";\nprint \"" + header + "\\n\\n\";", 1},
		"a line end in the literal":     {"print(\"\\n" + header + "\\n\")", 1},
		"something else, which may":     {"print()\nbegin()\nprint('" + header + "')", 0},
		"the header at two places":      {"print()\nprint('" + header + "')\nprint('" + header + "')", 0},
		"the header at none":            {"print()\nprint(kind)", 0},
	} {
		if got := Source(strings.Split(c.source, "\n")).LineOfEmptyBefore(header); got != c.want {
			t.Errorf("%s: line %d, not %d", name, got, c.want)
		}
	}
}

// A field that another file can have printed, which the script loads or runs, has no sure line.
func TestAFileThatTheScriptLoadsMayHavePrintedTheField(t *testing.T) {
	script := Source{"import helper", "def head():", "    print('X-A: 1')", "    print('X-B: 1')", "helper.head()"}.Fields()
	helper := Source{"def head():", "    print('X-A: 1')", "    # X-B: 1"}.Fields()
	with := script.With(func() []Fields { return []Fields{helper} })
	if a, b, alone := with.Line("X-A", "1"), with.Line("X-B", "1"), script.Line("X-A", "1"); a != 0 || b != 4 || alone != 3 {
		t.Error(a, b, alone)
	}
}

// The files that a script may load or run, by the ways of each language.
func TestOthers(t *testing.T) {
	for _, c := range []struct{ script, line, want string }{
		{"a.py", "import os, helper", "helper.py"},
		{"a.py", "from tools.head import start", "tools/head.py"},
		{"a.py", "from tools import head", "tools/head.py"},
		{"a.py", "import tools", "tools/__init__.py"},
		{"a.py", "subprocess.run(['python3', 'other.py'])", "other.py"},
		{"a.pl", "use My::Head;", "My/Head.pm"},
		{"a.pl", "require './lib.pl';", "./lib.pl"},
		{"a.rb", "require_relative 'lib'", "lib.rb"},
		{"a.lua", "local h = require('lib.head')", "lib/head.lua"},
		{"a.php", "include 'head.php';", "head.php"},
		{"a.mjs", "import { head } from './head.mjs'", "./head.mjs"},
		{"a.sh", ". ./head.sh", "./head.sh"},
		{"a.sh", "cat header.txt", "header.txt"},
		{"a.tcl", "source head.tcl", "head.tcl"},
		{"a.cgi", "import helper", "helper.py"},
	} {
		if got := (Source{c.line}).Others(c.script); !slices.Contains(got, c.want) {
			t.Errorf("%s: %q has no %s", c.line, got, c.want)
		}
	}
	if got := (Source{"# import helper", "print('no files')"}).Others("a.py"); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

// FuzzFields: whatever a script holds, looking for what it prints ends.
func FuzzFields(f *testing.F) {
	for _, seed := range []string{"/*\nprint('X-A: 1')\n*/", "=begin\n=end", "--[==[\n]==]", ": <<X\nX", "if 0 {\n}", "if False:\n  x", "exit()\nimport a.b as c; from . import d", "__END__", ". ./x"} {
		f.Add(seed, "X-A", "1")
	}
	f.Fuzz(func(t *testing.T, script, name, value string) {
		source := SourceOf([]byte(script))
		if line := source.Fields().Line(name, value); line < 0 || line > len(source) {
			t.Error(line)
		}
		source.LineOfText(value)
		source.Others("a.py")
	})
}
