package cgi

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"vitrina/server/internal/cgi/interpreter"
)

// What is found in a file, by its name and content: codes, each with its line. The interpreters
// are looked up, and not run.
func TestProblemsOfAFile(t *testing.T) {
	root := t.TempDir()
	programs := filepath.Join(root, "programs")
	interpreters := map[string]string{}
	write := func(name, content string, mode os.FileMode) {
		t.Helper()
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
	}
	for name, extension := range map[string]string{"bash": ".bash", "php-cgi": ".php", "perl": ".pl", "lua": ".lua", "ksh93": ".set", "node": ".js", "nodejs": ".mjs", "mawk": ".awk"} {
		write("programs/"+name, "#!/bin/sh\n", 0o755)
		interpreters[extension] = filepath.Join(programs, name)
	}
	opened, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	utf16 := "#\x00!\x00/\x00b\x00i\x00n\x00/\x00s\x00h\x00\n\x00"
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		// A CR is a letter to shells alone.
		{"a.bash", "if true; then\r\n  echo\r\nfi\r\n", []string{"shellCR:1"}},
		{"b.bash", "#!/x\necho\r\n", []string{"shellCR:2"}},
		{"c.bash", "#!/x\r\necho\r\n", []string{"shellCR:1"}},
		{"d.bash", "echo '\r'\n", nil},
		{"a.set", "echo\r\n", []string{"shellCR:1"}},
		{"a.pl", "#!/x\r\nprint 1;\r\n", []string{"shebangCR:1"}},
		{"b.pl", "print 1;\r\n", nil},
		{"a.lua", "print(1)\rprint(2)\r", []string{"onlyCR:1"}},
		{"b.lua", "print(1)\r", nil},

		// Encodings.
		{"a.sh", "\xff\xfe" + utf16, []string{"utf16:1"}},
		{"a.py", utf16, []string{"utf16:1"}},
		{"b.py", "\x00" + utf16[:len(utf16)-1], []string{"utf16:1"}},
		{"wide", "\xff\xfe" + utf16, []string{"utf16:1"}},
		{"a.csv", "\xff\xfea\x00;\x00b\x00\n\x00", nil},
		{"a.php", "\ufeff<?php\n", []string{"phpByteOrderMark:1"}},
		{"c.pl", "\ufeff#!/x\n", []string{"byteOrderMark:1"}},
		{"d.pl", "\ufeffprint 1;\n", nil},
		{"e.bash", "\ufeffecho\n", []string{"unreadByteOrderMark:1"}},
		{"f.bash", "\ufeff#!/x\necho\n", []string{"unreadByteOrderMark:1"}},
		{"a.awk", "\ufeffBEGIN {}\n", []string{"unreadByteOrderMark:1"}},
		{"a.js", "\ufeff#!/x\n\n1\n", []string{"unreadByteOrderMark:1"}},
		{"b.js", "\ufeff1\n", nil},
		{"c.js", "\ufeff#!/x\nimport fs from 'fs'\n", []string{"byteOrderMark:1"}},
		{"a.mjs", "\ufeff#!/x\n", []string{"byteOrderMark:1"}},

		// A #! line that is none.
		{"e.pl", "# !/usr/bin/perl\nprint 1;\n", []string{"shebangSpaced:1"}},
		{"f.pl", " #!/usr/bin/perl\nprint 1;\n", []string{"shebangSpaced:1"}},
		{"g.pl", "\n# by me\n#!/usr/bin/perl\nprint 1;\n", []string{"shebangNotFirst:3"}},
		{"h.pl", "print <<X;\n#!/usr/bin/perl\nX\n", nil},
		{"i.pl", "# ! /important\n# !important\n", []string{"shebangSpaced:1"}},
		{"j.pl", "# !important\n# wow!\n", nil},
		{"k.pl", "#!/usr/bin/perl\n#!/usr/bin/perl\n", nil},
		{"a.cgi", "# !/usr/bin/perl\n", []string{"shebangSpaced:1"}},
		{"l.pl", "#!\nprint 1;\n", []string{"shebangEmpty:1"}},
		{"m.pl", "#! \r\nprint 1;\n", []string{"shebangEmpty:1"}},
		{"n.pl", "\ufeff#!\nprint 1;\n", []string{"byteOrderMark:1", "shebangEmpty:1"}},
		{"o.pl", "#!", []string{"shebangEmpty:1"}},
		{"c.cgi", "#!\nprint 1;\n", []string{"shebangEmpty:1"}},
		{"p.pl", "#/usr/bin/env perl\nprint 1;\n", []string{"shebangHalf:1"}},
		{"q.pl", "!/usr/bin/perl\nprint 1;\n", []string{"shebangHalf:1"}},
		{"r.pl", "#/etc/passwd is read here\nprint 1;\n", nil},
		{"d.cgi", "#/bin/sh\n", []string{"shebangHalf:1"}},

		// A #! line that other servers refuse. The settings choose the program here.
		{"s.pl", "#!usr/bin/env perl\n", []string{"shebangRelative:1"}},
		{"t.pl", "#!perl -w\n", []string{"shebangRelative:1"}},
		{"u.pl", "#!/usr/bin/env perl -w\n", []string{"shebangSplit:1"}},
		{"v.pl", "#!/usr/bin/env -i perl\n", []string{"shebangSplit:1"}},
		{"w.pl", "#!/usr/bin/env -S perl -w\n", nil},
		{"x.pl", "#!/usr/bin/env -vS perl -w\n", nil},
		{"y.pl", "#!/usr/bin/perl -w -T\n", nil}, // perl takes them apart
		{"z.pl", "#!/bin/sh -e -x\n", []string{"shebangSplit:1"}},
		{"aa.pl", "#!./perl -w\n", nil},
		{"ab.pl", "#!/usr/bin/env/perl\n", []string{"shebangNoFolder:1"}},
		{"ac.pl", "#!/user/bin/perl\n", []string{"shebangNoFolder:1"}},
		{"ad.pl", "#!\\usr\\bin\\perl\n", []string{"shebangRelative:1"}},
		{"ae.pl", "!#/usr/bin/perl\n", []string{"shebangSwapped:1"}},
		{"program", "\n#!/usr/bin/perl\n", []string{"shebangNotFirst:2"}},

		// What is not meant to run.
		{"style.css", "p {}\n", nil},
		{"p.html", "<p>\n", nil},
		{"x.png", "\x89PNG\r\n", nil},
		{"x.sql", "-- x\n", nil},
		{"requirements.txt", "flask\n", nil},
		{"README", "read me\n", nil},
		{"pack/__init__.py", "", nil},
		{"empty.txt", "", nil},
		{"empty.pl", "", []string{"emptyScript:1"}},
		{"b.cgi", "hello\n", []string{"noInterpreter:1"}},
		{"greet", "hello\n", []string{"noExtension:1"}},
		{"page.ps1", "hello\n", []string{"noInterpreter:1"}},

		// A folder with the name of a script.
		{"g.php/inside.txt", "x\n", []string{"folderNamedScript:1"}},
	} {
		write("cgi-bin/"+c.name, c.content, 0o755)
		only := "cgi-bin/" + c.name
		if c.name == "g.php/inside.txt" {
			only = "cgi-bin/g.php"
		}
		checked, err := (&Runner{Root: root, Interpreters: interpreters}).Check(opened, []string{"cgi-bin"}, only)
		if len(checked) == 0 && err == nil {
			checked = []Checked{{}}
		}
		if err != nil || len(checked) != 1 {
			t.Errorf("%s: %+v, %v", c.name, checked, err)
			continue
		}
		got := []string(nil)
		for _, p := range checked[0].Problems {
			got = append(got, string(p.Code)+":"+strconv.Itoa(p.Line))
			if p.Args["script"] != only {
				t.Errorf("%s: %v", c.name, p.Args)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

// A path of Windows is one that no other system has.
func TestAPathOfWindowsInTheShebang(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there it is right")
	}
	root := t.TempDir()
	file := filepath.Join(root, "a.pl")
	if err := os.WriteFile(file, []byte("#!C:\\Perl\\bin\\perl.exe\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	script := Script{File: file, Path: "a.pl"}
	for code, interpreters := range map[ProblemCode]map[string]string{"windowsPath": nil, ShebangWindows: {".pl": file}} {
		problems := (&Runner{Root: root, Interpreters: interpreters}).check(script).Problems
		if len(problems) != 1 || problems[0].Code != code || problems[0].Args["command"] != `C:\Perl\bin\perl.exe` {
			t.Errorf("%s: %+v", code, problems)
		}
	}
}

// What the line should say, by what it says.
func TestARefusedShebangIsSaidAsItShouldBe(t *testing.T) {
	for line, want := range map[string]string{
		"#!python3":                 "/usr/bin/env python3",
		"#!bash -e":                 "/usr/bin/env -S bash -e",
		"#!usr/bin/env python3":     "/usr/bin/env python3",
		"#!/usr/bin/env python3 -u": "/usr/bin/env -S python3 -u",
		"#!/usr/bin/python3 -u -B":  "/usr/bin/env -S /usr/bin/python3 -u -B",
		"#!/usr/bin/python3 -uB":    "",
		"#!":                        "",
		"print()":                   "",
	} {
		if got, _ := interpreter.FindRefused(interpreter.Shebang(line)); got.Near != want {
			t.Errorf("%s: %q, not %q", line, got.Near, want)
		}
	}
}

// A script that names itself has nothing that runs it.
func TestAShebangThatNamesItsScriptIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.pl")
	if err := os.WriteFile(file, []byte("#!"+file+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	problems := (&Runner{}).check(Script{File: file, Path: "a.pl"}).Problems
	if runtime.GOOS != "windows" && (len(problems) != 1 || problems[0].Code != "shebangItself") {
		t.Errorf("%+v", problems)
	}
}
