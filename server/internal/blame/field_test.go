package blame

import (
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
