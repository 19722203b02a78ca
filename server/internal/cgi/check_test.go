package cgi

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRemovedImports(t *testing.T) {
	for source, want := range map[string]string{
		"import cgi": "cgi", "import os, cgi, sys": "cgi", "import sys; import cgi": "cgi", "import imp, os, cgitb": "impcgitb", "import distutils.core": "distutils", "from asyncore import dispatcher": "asyncore", "import os.path as p, cgitb": "cgitb", "    import cgi as c, os.path  # old": "cgi", "import cgitb; cgitb.enable()": "cgitb", "from cgi import FieldStorage": "cgi",
		"from cgi import (": "cgi", "from cgi import parse, \\": "cgi", "from cgi import *": "cgi",
		"import cgi2": "", "import os.imp": "", "from . import cgi": "", "import cgi to read forms": "", "from cgi import what you need.": "", "# import cgi": "", "import cgi, then go on": "",

		// Text of several lines, and what stands behind text.
		"\"\"\"How to:\nimport cgi\n\"\"\"": "", "x = '''\nimport cgi\n'''\nimport cgitb": "cgitb", "'''one''' # '''\nimport cgi": "cgi",
		"x = 'it\\'s'\nimport cgi": "cgi", "x = r'\\\\'\nimport cgi": "cgi", "x = \"a\\\nimport cgi\"": "", "x = 'open\nimport cgi": "cgi",

		// What the program expects to fail.
		"try:\n    import cgi\nexcept ImportError:\n    cgi = None":                      "",
		"try:\n    import os\n\n    import cgi\nexcept (ModuleNotFoundError):\n    pass": "",
		"try:\n\timport cgi\nexcept:\n\tpass":                                            "",
		"try:\n    import cgi\nexcept KeyError:\n    pass\nexcept Exception:\n    pass":  "",
		"try:\n    import legacy\nexcept ImportError:\n    import cgi":                   "",
		"with suppress(ImportError):\n    import cgi":                                    "",
		"if sys.version_info < (3, 13):\n    import cgi":                                 "",
		"try:\n    import cgi\nexcept KeyError:\n    pass":                               "cgi",
		"try:\n    import cgi\nfinally:\n    pass":                                       "cgi",
		"try:\n    pass\nexcept ImportError:\n    pass\nimport cgi":                      "cgi",
		"def f():\n    import cgi":                                                       "cgi",
	} {
		got := ""
		for _, each := range removedImports(strings.Split(source, "\n")) {
			got += each.module
		}
		if got != want {
			t.Errorf("%q: %q, not %q", source, got, want)
		}
	}
}

// A module of the script's own is not the one that Python took away.
func TestAModuleBesideTheScriptIsNotRemoved(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "cgi-bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"a.py": "import cgi\nimport cgitb\n", "cgi.py": "x = 1\n"} {
		if err := os.WriteFile(filepath.Join(root, "cgi-bin", name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opened, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	python := filepath.Join(root, "python") // it is looked up, and not run
	if err := os.WriteFile(python, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	checked, err := (&Runner{Root: root, Interpreters: map[string]string{".py": python}}).Check(opened, []string{"cgi-bin"}, "")
	if err != nil || len(checked) != 2 {
		t.Fatalf("%+v, %v", checked, err)
	}
	if p := checked[0].Problems; len(p) != 1 || p[0].Line != 2 || p[0].Args["module"] != "cgitb" {
		t.Errorf("%+v", p)
	}
}

// A fault of Vitrina's at one script is said at that script, and hides no other.
func TestAFaultOfTheCheckIsSaidAtItsScript(t *testing.T) {
	script := Script{Path: "cgi-bin/a.py"}
	got := guarded(func(Script) Checked { panic("no such thing") }, script)
	if len(got.Problems) != 1 || got.Script != script || got.Problems[0].Code != CheckFailed || got.Problems[0].Args["cause"] != "no such thing" {
		t.Errorf("%+v", got)
	}
}
