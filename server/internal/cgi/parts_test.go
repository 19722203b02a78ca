package cgi

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func file(t *testing.T, name, content string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestShebang(t *testing.T) {
	for content, want := range map[string]string{
		"#!/bin/sh\necho":                    "/bin/sh",
		"#!/bin/sh -e\r\necho":               "/bin/sh -e",
		"\ufeff#!/usr/bin/env python3\n":     "/usr/bin/env python3",
		"#! /usr/bin/env -S python3 -X utf8": "/usr/bin/env -S python3 -X utf8",
		"print(1)\n#!/bin/sh\n":              "",
		"":                                   "",
		"#!" + strings.Repeat("x", 600):      strings.Repeat("x", maxShebang-2),
	} {
		words, err := shebang(file(t, "script", content, 0o644))
		if got := strings.Join(words, " "); err != nil || got != want {
			t.Errorf("%q: %q, %v", content, got, err)
		}
	}
}

// FuzzShebang: whatever a first line holds, its words are words, and choosing a command
// by them ends in one or in a reason.
func FuzzShebang(f *testing.F) {
	for _, seed := range []string{"#!/bin/sh", "#!/usr/bin/env -S python3 -X utf8\r", "\ufeff#!/usr/bin/env", "#!", "#! env -S", "#!/usr/bin/env A=1 sh", "#!\x00", `#!C:\Python\python.exe`} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, line string, windows bool) {
		words := shebangWords(line)
		if len(words) > 0 && !strings.Contains(line, "#!") {
			t.Errorf("%q has words: %q", line, words)
		}
		for _, word := range words {
			if word == "" || strings.ContainsAny(word, " \t\r\n") {
				t.Errorf("%q: no word is %q", line, word)
			}
		}
		s := system{windows: windows, lookPath: func(name string) (string, error) { return name, nil }}
		command, err := s.command(facts{path: "/w/script", shebang: words})
		if _, explained := err.(*cannotRun); err == nil && (len(words) == 0 || len(command) == 0 || command[0] == "") || err != nil && !explained {
			t.Errorf("%q: %q, %v", line, command, err)
		}
	})
}

func TestTheCommandForAScript(t *testing.T) {
	h := &Host{Root: t.TempDir(), Interpreters: map[string]string{".zz": "sh -e"}}
	for _, c := range []struct {
		name, content, want string // the command's words before the script, by base name
		reason              string
	}{
		{"a.sh", "echo", "sh", ""},
		{"a.anything", "#!/bin/sh -e\n", "sh -e", ""},
		{"a.cgi", "#!/usr/bin/env sh\r\n", "sh", ""},
		{"b.cgi", "#!/usr/bin/env -S sh -e\n", "sh -e", ""},
		{"a.zz", "#!/bin/false\n", "sh -e", ""},
		{"a.unknown", "hello", "", "noInterpreter"},
		{"b.unknown", "#!/no/such/program\n", "", "interpreterMissing"},
		{"empty", "", "", "noInterpreter"},
	} {
		script := file(t, c.name, c.content, 0o755)
		command, err := h.commandFor(script)
		if why, ok := err.(*cannotRun); err != nil && (!ok || why.reason != c.reason) || err == nil && c.reason != "" {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if err != nil {
			continue
		}
		words := slices.Clone(command[:len(command)-1])
		words[0] = filepath.Base(words[0])
		if got := strings.Join(words, " "); got != c.want || command[len(command)-1] != script {
			t.Errorf("%s: %q", c.name, command)
		}
	}
}

// The choice is the same wherever it is tested: Windows' on Linux too.
func TestTheCommandOnEverySystem(t *testing.T) {
	for name, c := range map[string]struct {
		windows bool
		there   string // the programs on PATH
		set     map[string]string
		venv    string
		script  facts
		want    string
	}{
		"Windows has no shebang of its own":  {true, "perl", nil, "", facts{path: `C:\w\a.pl`, extension: ".pl", shebang: []string{"/usr/bin/perl", "-w"}}, `perl -w C:\w\a.pl`},
		"Windows' python for python3":        {true, "python", nil, "", facts{path: `C:\w\a.py`, extension: ".py", shebang: []string{"/usr/bin/env", "python3"}}, `python C:\w\a.py`},
		"Windows' launcher":                  {true, "py", nil, "", facts{path: `\\server\share\a.py`, extension: ".py"}, `py -3 \\server\share\a.py`},
		"a program for Windows":              {true, "", nil, "", facts{path: `C:\w\a.exe`, extension: ".exe"}, `C:\w\a.exe`},
		"a program for another system":       {true, "", nil, "", facts{path: `C:\w\a`, program: true, executable: true}, "noInterpreter"},
		"php on Windows":                     {true, `php-cgi.exe`, map[string]string{".php": "php-cgi.exe"}, "", facts{path: `C:\w\a.php`, extension: ".php"}, "php-cgi.exe"},
		"a path with drive in the shebang":   {true, "python", nil, "", facts{path: `C:\w\a.py`, extension: ".py", shebang: []string{`C:\Python311\python.exe`}}, `python C:\w\a.py`},
		"a program":                          {false, "", nil, "", facts{path: "/w/a", program: true, executable: true}, "/w/a"},
		"a program that may not be executed": {false, "", nil, "", facts{path: "/w/a", program: true}, "noInterpreter"},
		"the setting before the shebang":     {false, "mine other", map[string]string{".py": "mine -x"}, "/venv", facts{path: "/w/a.py", extension: ".py", shebang: []string{"other"}}, "mine -x /w/a.py"},
		"a path with spaces":                 {true, "", map[string]string{".py": `C:\Program Files\python.exe`}, "", facts{path: `C:\w\a.py`, extension: ".py"}, `C:\Program Files\python.exe C:\w\a.py`},
		"the virtual environment":            {false, "python3", nil, "/w/.venv/bin/python", facts{path: "/w/a.py", extension: ".py"}, "/w/.venv/bin/python /w/a.py"},
		"the shebang before the environment": {false, "pypy", nil, "/venv", facts{path: "/w/a.py", extension: ".py", shebang: []string{"pypy"}}, "pypy /w/a.py"},
		"python where there is no python3":   {false, "python", nil, "", facts{path: "/w/a.py", extension: ".py"}, "python /w/a.py"},
		"no Python at all":                   {false, "", nil, "", facts{path: "/w/a.py", extension: ".py"}, "interpreterMissing"},
		"env with a variable":                {false, "/usr/bin/env", nil, "", facts{path: "/w/a", shebang: []string{"/usr/bin/env", "A=1", "sh"}}, "/usr/bin/env A=1 sh /w/a"},
	} {
		s := system{windows: c.windows, set: c.set, venv: c.venv, lookPath: func(name string) (string, error) {
			if slices.Contains(strings.Fields(c.there), name) || name == `C:\Program Files\python.exe` {
				return name, nil
			}
			return "", os.ErrNotExist
		}}
		command, err := s.command(c.script)
		got := strings.Join(command, " ")
		if why, ok := err.(*cannotRun); ok {
			got = why.reason
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

func TestAVirtualEnvironmentComesFirst(t *testing.T) {
	root := t.TempDir()
	python := filepath.Join(root, ".venv", "bin", "python")
	if err := os.MkdirAll(filepath.Dir(python), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(python, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	script := file(t, "a.py", "print(1)", 0o644)
	for _, folder := range []string{root, filepath.Join(root, "html")} {
		command, err := (&Host{Root: folder}).commandFor(script)
		if err != nil || !slices.Equal(command, []string{python, script}) {
			t.Errorf("%v, %v", command, err)
		}
	}
}

func TestVariablesOfEachSystem(t *testing.T) {
	for name, c := range map[string]struct {
		windows bool
		want    string
	}{
		"Linux":   {false, "LC_TIME=es_ES PATH=/mine systemroot=mine"},
		"Windows": {true, `LC_TIME=es_ES PATH=/mine Temp=C:\t systemroot=mine`},
	} {
		v := variables{windows: c.windows, value: map[string]string{}, name: map[string]string{}}
		v.inherit([]string{"Path=/system", `SystemRoot=C:\Windows`, `Temp=C:\t`, "GITHUB_TOKEN=x", "LC_TIME=es_ES", "NUL=a\x00b"})
		v.set("PATH", "/mine")
		v.set("systemroot", "mine")
		v.set("A", "no\x00ne")
		if got := strings.Join(v.pairs(), " "); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestHeaderVariable(t *testing.T) {
	for name, want := range map[string]string{
		"Accept-Language": "HTTP_ACCEPT_LANGUAGE", "X": "HTTP_X",
		"X_Token": "", "Proxy": "", "Authorization": "", "Content-Type": "", "Content-Length": "",
	} {
		if got := headerVariable(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestReadTraceback(t *testing.T) {
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
		"without a message": {"  File \"/site/a.py\", line 1, in <module>\nKeyboardInterrupt\n", Trace{"/site/a.py", 1, 0, "KeyboardInterrupt", "KeyboardInterrupt"}},
	} {
		if got, ok := ReadTraceback(c.stderr, "/site", "/site/a.py"); !ok || got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for _, other := range []string{"something went wrong\n", "  File \"/elsewhere/a.py\", line 1\nValueError\n", "/elsewhere/a.sh: 3: foo: not found\n"} {
		if got, ok := ReadTraceback(other, "/site", "/site/a.py"); ok {
			t.Errorf("%q: %+v", other, got)
		}
	}
}

// FuzzReadTraceback: nothing on standard error makes it fail.
func FuzzReadTraceback(f *testing.F) {
	f.Add("  File \"a.py\", line 1\nX: y\n")
	f.Add("File \"\", line 99999999999999999999")
	f.Fuzz(func(t *testing.T, stderr string) {
		if trace, ok := ReadTraceback(stderr, "/", "/a"); ok && trace.Path == "" {
			t.Errorf("%+v", trace)
		}
	})
}

func TestLineOf(t *testing.T) {
	source := strings.Split(`#!/usr/bin/env python3
# Content-type: text/html is what it should say
kind = "text/plain"
print("Content-type: text/javascript")
print("Set-Cookie: a=1")
print("Set-Cookie: b=2")
print("X-Made: " + kind)
print(f"Content-Length: {len(body)}")`, "\n")
	for _, c := range []struct {
		field Field
		after int
		want  int
	}{
		{Field{"Content-type", "text/javascript"}, 0, 4},
		{Field{"content-type", "text/javascript"}, 0, 4},
		{Field{"Set-Cookie", "a=1"}, 0, 5},
		{Field{"Set-Cookie", "b=2"}, 5, 6},
		{Field{"X-Made", "text/plain"}, 0, 7},
		{Field{"Content-Length", "12"}, 0, 8},
		{Field{"X-Other", "1"}, 0, 0},
	} {
		if got := LineOf(source, c.field, c.after); got != c.want {
			t.Errorf("%v: line %d, not %d", c.field, got, c.want)
		}
	}
}
