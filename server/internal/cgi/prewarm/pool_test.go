//go:build unix

package prewarm

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"vitrina/server/internal/cgi/process"
)

func TestAnInterpreterWaitsOnceItsScriptHasRun(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if s.launch(t, s.command()) {
		t.Error("one waited before the script had ever run")
	}
	s.pool.Ran(s.command())
	s.await(t, favourite)
	if s.runs(t) != 1 {
		t.Errorf("the script ran %d times for one request", s.runs(t))
	}
	for range favourite {
		if !s.launch(t, s.command()) {
			t.Error("none had waited")
		}
	}
	if s.launch(t, s.command()) {
		t.Error("one was used twice")
	}
}

func TestWhatAnInterpreterRestsOn(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*testing.T, *site, *process.Command){
		"the interpreter": func(t *testing.T, s *site, _ *process.Command) {
			other := s.python + ".new"
			text, err := os.ReadFile(s.python)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(writeProgram(other, text), os.Rename(other, s.python)); err != nil {
				t.Fatal(err)
			}
		},
		"pyvenv.cfg": func(t *testing.T, s *site, _ *process.Command) { s.write(t, "own/pyvenv.cfg", "home = /usr/bin\n") },
		"a package":  func(t *testing.T, s *site, _ *process.Command) { s.write(t, "elsewhere/package/__init__.py", "") },
		"a comment in the script": func(t *testing.T, s *site, _ *process.Command) {
			s.write(t, "cgi-bin/a.py", "# vitrina: no-prewarm\nprint('hello')\n")
		},
		"the environment":                 func(_ *testing.T, _ *site, c *process.Command) { c.Stated = append(slices.Clone(c.Stated), "TZ=UTC") },
		"an option":                       func(_ *testing.T, _ *site, c *process.Command) { c.Args = slices.Insert(slices.Clone(c.Args), 1, "-u") },
		"a request with words of its own": func(_ *testing.T, _ *site, c *process.Command) { c.Stated = nil },
		"the folder": func(t *testing.T, s *site, _ *process.Command) {
			folder := filepath.Join(s.folder, "cgi-bin")
			if err := os.Rename(folder, folder+".old"); err != nil {
				t.Fatal(err)
			}
			s.write(t, "cgi-bin/a.py", "print('hello')\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.pool.Ran(s.command())
			s.await(t, favourite)
			c := s.command()
			change(t, s, &c)
			if s.launch(t, c) {
				t.Error("it was used although that had changed")
			}
		})
	}
}

// The folder of a user's own packages (PEP 370) comes into being with the first, and what its .pth files import runs
// before the request.
func TestPackagesOfTheUserAreRestedOn(t *testing.T) {
	t.Parallel()
	for name, before := range map[string]map[string]string{
		"the first":                nil,
		"one that runs at startup": {"own.pth": "import own\n", "own.py": "import builtins\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			c := s.command()
			c.Stated = append(slices.Clone(c.Stated), "HOME="+filepath.Join(s.folder, "home"))
			c.Env = append(slices.Clone(c.Stated), "QUERY_STRING=")
			asked := exec.Command(s.python, "-c", "import site; print(site.getusersitepackages(), end='')")
			asked.Env = c.Stated
			folder, err := asked.Output()
			if err != nil {
				t.Fatal(err)
			}
			packages, err := filepath.Rel(s.folder, string(folder))
			if err != nil {
				t.Fatal(err)
			}
			for file, text := range before {
				s.write(t, filepath.Join(packages, file), text)
			}
			s.pool.Ran(c)
			s.await(t, favourite)
			s.write(t, filepath.Join(packages, "own.py"), "import builtins, sys\n")
			if s.launch(t, c) {
				t.Error("it was used although that had changed")
			}
		})
	}
}

// What a script imports first is imported ahead, as its text is now: a waiting interpreter that has imported more
// or other modules is not its own any more.
func TestAScriptThatImportsOtherModulesGetsAnotherInterpreter(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write(t, "cgi-bin/a.py", "import urllib.parse\nprint('hello')\n")
	c := s.importing()
	s.pool.Ran(c)
	s.await(t, favourite)
	s.write(t, "cgi-bin/a.py", "import urllib.parse\n# The same.\nprint('hello')\n")
	if !s.launch(t, c) {
		t.Error("one that has imported what it imports was not used")
	}
	s.pool.Ran(c)
	s.await(t, favourite)
	s.write(t, "cgi-bin/a.py", "import urllib\nprint('hello')\n")
	if s.launch(t, c) {
		t.Error("one was used that has imported what it does not")
	}
}

// Python looks for modules beside what a link leads to.
func TestNothingIsImportedAheadOfALink(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write(t, "elsewhere.py", "import json\n")
	c := s.importing()
	c.Args = slices.Clone(c.Args)
	c.Args[len(c.Args)-1] = filepath.Join(s.folder, "cgi-bin", "linked.py")
	if err := os.Symlink(filepath.Join(s.folder, "elsewhere.py"), scriptOf(c)); err != nil {
		t.Fatal(err)
	}
	if got := ahead(c, textOf(c, s.pool.opening), s.pool.opening); len(got) > 0 {
		t.Errorf("%q are imported ahead", got)
	}
}

// A module beside the script goes before the standard library's, also one that was written while an
// interpreter waited which had imported that.
func TestAModuleBesideTheScriptIsItsOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write(t, "cgi-bin/a.py", "import json\nprint(json.HELLO if hasattr(json, 'HELLO') else 'hello')\n")
	c := s.importing()
	if got := ahead(c, textOf(c, s.pool.opening), s.pool.opening); !slices.Equal(got, []string{"json"}) {
		t.Fatalf("%v is imported ahead", got)
	}
	s.pool.Ran(c)
	s.await(t, favourite)
	s.write(t, "cgi-bin/json.py", "HELLO = 'hello'\n")
	if s.launch(t, c) {
		t.Error("an interpreter was used that had imported the other")
	}
}

func TestNoneIsStarted(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(*testing.T, *site, *process.Command){
		"while scripts run":       func(_ *testing.T, s *site, _ *process.Command) { s.busy.Store(true) },
		"for an isolated Python":  func(_ *testing.T, _ *site, c *process.Command) { c.Args = slices.Insert(slices.Clone(c.Args), 1, "-I") },
		"with a variable unknown": func(_ *testing.T, _ *site, c *process.Command) { c.Stated = append(c.Stated, "PYTHONVERBOSE=1") },
		"where the script says no": func(t *testing.T, s *site, _ *process.Command) {
			s.write(t, "cgi-bin/a.py", "#!/usr/bin/python3\n# vitrina: no-prewarm\n")
		},
		"for a program that is not Python": func(t *testing.T, s *site, _ *process.Command) {
			if err := os.Remove(s.python); err != nil {
				t.Fatal(err)
			}
			s.write(t, "own/bin/python3", "#!/bin/sh\necho x >> '"+s.folder+"/started'\n")
		},
		"for a Python that does not read PYTHONPATH": func(t *testing.T, s *site, _ *process.Command) {
			if err := os.Remove(s.python); err != nil {
				t.Fatal(err)
			}
			s.write(t, "own/bin/python3", "#!/bin/sh\nexec "+pythons(t)[0]+" -E \"$@\"\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			c := s.command()
			prepare(t, s, &c)
			s.pool.Ran(c)
			s.pool.fill() // it is not waited for
			s.await(t, 0)
			if s.runs(t) != 0 {
				t.Error("the script ran without a request")
			}
		})
	}
}

func TestFewWait(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, name := range strings.Fields("a b c d e f") {
		s.write(t, "cgi-bin/"+name+".py", "print('hello')\n")
		c := s.command()
		c.Args = []string{s.python, filepath.Join(s.folder, "cgi-bin", name+".py")}
		s.pool.Ran(c)
	}
	s.await(t, perFolder)
	last := s.command()
	last.Args = []string{s.python, filepath.Join(s.folder, "cgi-bin", "f.py")}
	for range favourite {
		if !s.launch(t, last) {
			t.Error("none waited for the script that ran last")
		}
	}
	if s.launch(t, s.command()) {
		t.Error("one waited for the script that ran first of many")
	}
}

func TestNoneWaitsForever(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.pool.Ran(s.command())
	s.await(t, favourite)
	s.pool.mu.Lock()
	for _, k := range s.pool.kinds {
		k.used = k.used.Add(-forgetAfter)
	}
	s.pool.mu.Unlock()
	s.pool.look()
	s.await(t, 0)
}

func TestWhatIsShortIsGivenBack(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.pool.Ran(s.command())
	s.await(t, favourite)
	s.pool.GiveBack()
	s.await(t, 0)
	if s.launch(t, s.command()) {
		t.Error("one waited")
	}
	s.pool.Ran(s.command())
	s.pool.fill()
	s.await(t, 0)
}

// numbers are the processes that wait.
func (s *site) numbers() []int {
	s.pool.mu.Lock()
	defer s.pool.mu.Unlock()
	var numbers []int
	for _, k := range s.pool.kinds {
		for _, w := range k.waiting {
			numbers = append(numbers, w.process.Number())
		}
	}
	return numbers
}

func TestCloseLeavesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.pool.Ran(s.command())
	s.await(t, favourite)
	numbers, hook := s.numbers(), s.pool.hook.folder
	s.pool.Close()
	for _, number := range numbers {
		if syscall.Kill(number, 0) == nil {
			t.Errorf("process %d is left", number)
		}
	}
	if stat(hook) != nil {
		t.Errorf("%s is left", hook)
	}
	if s.launch(t, s.command()) {
		t.Error("one waited after Close")
	}
	s.pool.Ran(s.command())
	s.pool.fill()
	s.await(t, 0)
}

func TestWhatAScriptImportsFirst(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"import json\n\n# why\nfrom re import sub\n":                               {"json", "re:sub"},
		"#!/usr/bin/env python3\r\nimport json\r\nimport re\r\n":                   {"json", "re"},
		"\"\"\"What\nimport re\n\"\"\"\nimport json\n":                             {"json"},
		"\"\"\"What\"\"\"\nimport json\n":                                          {"json"},
		"'''What'''; import re\nimport json\n":                                     nil,
		"'''What \\'''\nimport re\n'''\nimport json\n":                             nil,
		"import sys\nsys.path.insert(0, 'lib')\nimport json\n":                     {"sys"},
		"import json, mine, re\nimport html\n":                                     {"json"},
		"from mine import settings\nimport html\n":                                 nil,
		"from mine import (\n    settings,\n)\nimport html\n":                      nil,
		"from  mine  import settings\nimport html\n":                               nil,
		"from . import settings\nimport html\n":                                    nil,
		"from re import (\n    sub,\n    match,\n)\nimport html\n":                 {"html"},
		"import json; import re\nimport html\n":                                    {"json"},
		"import json, \\\n    re\nimport html\n":                                   {"json"},
		"try:\n    import json\nexcept ImportError:\n    import re\nimport html\n": nil,
		"from __future__ import annotations\nimport json\n":                        {"__future__:annotations", "json"},
		"from mine import *\nimport json\n":                                        nil,
		"print('Content-Type: text/html')\nimport json\n":                          nil,
		"import_json()\nimport json\n":                                             nil,
		"import json\nimport\tre\n":                                                {"json", "re"},
	} {
		if got := firstImports(text); !slices.Equal(got, want) {
			t.Errorf("%q imports %q first, not %q", text, got, want)
		}
	}
}

func TestWhatAScriptImports(t *testing.T) {
	t.Parallel()
	for line, want := range map[string][]string{
		"import json":                               {"json"},
		"import json, re as r, os.path":             {"json", "re", "os.path"},
		"from http import cookies":                  {"http:cookies"},
		"from re import (sub, match)":               {"re:sub,match"},
		"from json import *":                        nil,
		"  import json":                             nil,
		"import json; import re":                    {"json"},
		"import json  # why":                        {"json"},
		"from . import x":                           {".:x"},
		"imports = 1":                               nil,
		"from here to there":                        nil,
		"import":                                    nil,
		"from email.mime.text import MIMEText as M": {"email.mime.text:MIMEText"},
	} {
		if got := imported(line); !slices.Equal(got, want) {
			t.Errorf("%q imports %q, not %q", line, got, want)
		}
	}
}

// A server that was killed leaves the folder of its hook behind, and the next one removes it.
func TestWhatKilledServersLeftIsRemoved(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	gone := exec.Command("/bin/sh", "-c", "exit")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	stale := filepath.Join(temporary, folderPrefix+strconv.Itoa(gone.Process.Pid)+"-1")
	others := []string{
		filepath.Join(temporary, folderPrefix+strconv.Itoa(os.Getpid())+"-1"),
		filepath.Join(temporary, folderPrefix+"x-1"),
		filepath.Join(temporary, folderPrefix+"-1-1"),
	}
	for _, folder := range append(others, stale) {
		if err := os.MkdirAll(filepath.Join(folder, "__pycache__"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	fresh := filepath.Join(temporary, folderPrefix+strconv.Itoa(gone.Process.Pid)+"-2")
	if err := os.Mkdir(fresh, 0o700); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-2 * staleAfter)
	for _, folder := range append(others, stale) {
		if err := os.Chtimes(folder, past, past); err != nil {
			t.Fatal(err)
		}
	}
	others = append(others, fresh)
	var h hook
	if err := h.open(); err != nil {
		t.Fatal(err)
	}
	defer h.close()
	if stat(stale) != nil {
		t.Error("it is still there")
	}
	for _, folder := range append(others, h.folder) {
		if stat(folder) == nil {
			t.Errorf("%s is gone", folder)
		}
	}
}
