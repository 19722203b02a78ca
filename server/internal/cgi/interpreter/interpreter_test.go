package interpreter

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
		`#!"C:\xampp\perl\bin\perl.exe" -w`:  `C:\xampp\perl\bin\perl.exe -w`,
		`#!"/usr/bin/perl"`:                  `"/usr/bin/perl"`, // no system takes the quotes off
		"#!" + strings.Repeat("x", 600):      strings.Repeat("x", maxStart-2),
	} {
		start, err := Start(file(t, "script", content, 0o644))
		if got := strings.Join(Shebang(start), " "); err != nil || got != want {
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
		words := Shebang(line)
		if len(words) > 0 && !strings.Contains(line, "#!") {
			t.Errorf("%q has words: %q", line, words)
		}
		for _, word := range words {
			if word == "" || strings.ContainsAny(word, "\t\r\n") || strings.Contains(word, " ") && !IsWindowsPath(word) {
				t.Errorf("%q: no word is %q", line, word)
			}
		}
		s := system{windows: windows, lookPath: func(name string) (string, error) { return name, nil }}
		command, err := s.command(facts{path: "/w/script", start: line})
		if _, explained := err.(*Unavailable); err == nil && (len(words) == 0 || len(command) == 0 || command[0] == "") || err != nil && !explained {
			t.Errorf("%q: %q, %v", line, command, err)
		}
	})
}

func TestTheCommandForAScript(t *testing.T) {
	choice := Choice{Root: t.TempDir(), Set: map[string]string{".zz": "sh -e"}}
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
		{"empty", "", "", "noExtension"},
	} {
		script := file(t, c.name, c.content, 0o755)
		command, err := choice.Command(script)
		if why, ok := err.(*Unavailable); err != nil && (!ok || why.Reason != c.reason) || err == nil && c.reason != "" {
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
		windows  bool
		there    string // the programs on PATH
		set      map[string]string
		programs string
		script   facts
		want     string
	}{
		"Windows has no shebang of its own":  {true, "perl", nil, "", facts{path: `C:\w\a.pl`, extension: ".pl", start: "#!/usr/bin/perl -w"}, `perl -w C:\w\a.pl`},
		"Windows' python for python3":        {true, "python", nil, "", facts{path: `C:\w\a.py`, extension: ".py", start: "#!/usr/bin/env python3"}, `python C:\w\a.py`},
		"Windows' launcher":                  {true, "py", nil, "", facts{path: `\\server\share\a.py`, extension: ".py"}, `py -3 \\server\share\a.py`},
		"a quoted path with drive":           {false, "", nil, "", facts{path: "/w/a.pl", extension: ".pl", start: `#!"C:\xampp\perl\bin\perl.exe"`}, "windowsPath"},
		"a path with drive and spaces":       {true, "python", nil, "", facts{path: `C:\w\a.py`, extension: ".py", start: "#!C:\\Program Files\\Python\\python.exe -u"}, `python C:\w\a.py`},
		"lines that end in CR alone":         {false, "", nil, "", facts{path: "/w/a.py", extension: ".py", start: "#!/usr/bin/env python3\rprint(1)\rprint(2)"}, "onlyCR"},
		"CR alone, and an LF at the end":     {false, "", nil, "", facts{path: "/w/a.py", extension: ".py", start: "#!/usr/bin/env python3\rprint(1)\rprint(2)\n"}, "onlyCR"},
		"a program for Windows":              {true, "", nil, "", facts{path: `C:\w\a.exe`, extension: ".exe"}, `C:\w\a.exe`},
		"a program for another system":       {true, "", nil, "", facts{path: `C:\w\a`, start: "\x7fELF", executable: true}, "noExtension"},
		"php on Windows":                     {true, `php-cgi.exe`, map[string]string{".php": "php-cgi.exe"}, "", facts{path: `C:\w\a.php`, extension: ".php"}, "php-cgi.exe"},
		"a path with drive in the shebang":   {true, "python", nil, "", facts{path: `C:\w\a.py`, extension: ".py", start: "#!C:\\Python311\\python.exe"}, `python C:\w\a.py`},
		"a program":                          {false, "", nil, "", facts{path: "/w/a", start: "\x7fELF", executable: true}, "/w/a"},
		"a program that may not be executed": {false, "", nil, "", facts{path: "/w/a", start: "\x7fELF"}, "noExtension"},
		"the setting before the shebang":     {false, "mine other", map[string]string{".py": "mine -x"}, "/venv/bin", facts{path: "/w/a.py", extension: ".py", start: "#!other"}, "mine -x /w/a.py"},
		"a path with spaces":                 {true, "", map[string]string{".py": `C:\Program Files\python.exe`}, "", facts{path: `C:\w\a.py`, extension: ".py"}, `C:\Program Files\python.exe C:\w\a.py`},
		"the virtual environment":            {false, "python3 /w/.venv/bin/python", nil, "/w/.venv/bin", facts{path: "/w/a.py", extension: ".py"}, "/w/.venv/bin/python /w/a.py"},
		"the shebang before the environment": {false, "pypy", nil, "/venv/bin", facts{path: "/w/a.py", extension: ".py", start: "#!pypy"}, "pypy /w/a.py"},
		"python where there is no python3":   {false, "python", nil, "", facts{path: "/w/a.py", extension: ".py"}, "python /w/a.py"},
		"no Python at all":                   {false, "", nil, "", facts{path: "/w/a.py", extension: ".py"}, "interpreterMissing"},
		"env with a variable":                {false, "/usr/bin/env", nil, "", facts{path: "/w/a", start: "#!/usr/bin/env A=1 sh"}, "/usr/bin/env A=1 sh /w/a"},
	} {
		s := system{windows: c.windows, set: c.set, programs: c.programs, lookPath: func(name string) (string, error) {
			if slices.Contains(strings.Fields(c.there), name) || name == `C:\Program Files\python.exe` {
				return name, nil
			}
			return "", os.ErrNotExist
		}}
		command, err := s.command(c.script)
		got := strings.Join(command, " ")
		if why, ok := err.(*Unavailable); ok {
			got = why.Reason
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
		command, err := Choice{Root: folder}.Command(script)
		if err != nil || !slices.Equal(command, []string{python, script}) {
			t.Errorf("%v, %v", command, err)
		}
	}
}
