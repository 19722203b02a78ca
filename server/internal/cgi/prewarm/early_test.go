//go:build unix

package prewarm

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/cgi/process"
)

// sayEarly has the hook say on standard error where it ends the output.
func (s *site) sayEarly(t *testing.T) {
	t.Helper()
	const ends = "            close(at)\n"
	if strings.Count(string(hookSource), ends) != 1 {
		t.Fatal("the hook ends the output elsewhere")
	}
	s.write(t, "hook/sitecustomize.py", strings.Replace(string(hookSource), ends, ends+"            os.write(2, b'early')\n", 1))
	t.Cleanup(func() {
		if err := os.Remove(filepath.Join(s.folder, "hook", "sitecustomize.py")); err != nil {
			t.Error(err)
		}
	})
}

// runWarm runs a command in an interpreter that has waited.
func (s *site) runWarm(t *testing.T, c process.Command) outcome {
	t.Helper()
	w, err := begin(process.Spawn{}, c, filepath.Join(s.folder, "hook"), s.pool.opening)
	if err != nil || !w.ready() {
		t.Fatal("it does not wait", err)
	}
	begun, ok := w.begin(c)
	if !ok {
		t.Fatal("it cannot begin")
	}
	return finish(t, begun, "")
}

// The output ends before the interpreter takes itself down, unless something is left that may print.
func TestTheOutputEndsEarly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.sayEarly(t)
	for script, early := range map[string]bool{
		"print('hello')": true,
		"import json, re, html, datetime\nprint('hello')":                                                                      true,
		"open('../x', 'w').close()\nprint('hello')":                                                                            true,
		"class C: pass\nc = C()\nprint('hello')":                                                                               true,
		"x = [i for i in range(9)]\nprint('hello')":                                                                            true,
		"import sys\nprint('hello')\nsys.exit()":                                                                               true,
		"class C:\n    def __del__(self): pass\nprint('hello')":                                                                false,
		"f = open('../x', 'w')\nprint('hello')":                                                                                false,
		"def g():\n    yield\nx = g()\nnext(x)\nprint('hello')":                                                                false,
		"import gc\nclass C:\n    def __del__(self): pass\nc = C()\ngc.freeze()\nprint('hello')":                               false,
		"import gc\nclass C:\n    def __del__(self): pass\nc = C()\ngc.collect()\nprint('hello')":                              false,
		"import gc\nc = [i for i in range(9)]\ngc.collect()\nprint('hello')":                                                   true,
		"import html.parser\nhtml.parser.HTMLParser.__del__ = lambda self: None\np = html.parser.HTMLParser()\nprint('hello')": false,
		"import abc, enum, typing\nclass C(enum.Enum):\n    A = 1\nclass S(abc.ABC): pass\ns = S()\nprint('hello')":            true,
		"x = [[i] for i in range(300000)]\nprint('hello')":                                                                     false,
		"import gc\ngc.callbacks.append(lambda *_: None)\nprint('hello')":                                                      false,
		"import weakref\nclass C: pass\nc = C()\nr = weakref.ref(c, lambda _: 0)\nprint('hello')":                              false,
		"import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True).start()\nprint('hello')":          false,
	} {
		t.Run(script, func(t *testing.T) {
			s.write(t, "cgi-bin/a.py", script)
			c := s.command()
			c.Args[0], c.Stated = "/usr/bin/python3", c.Stated[:1]
			if stat(c.Args[0]) == nil {
				t.Skip("this machine has no Python of its own")
			}
			got := s.runWarm(t, c)
			if got.Output != "hello\n" || got.Exit != "0" || (got.Errors == "early") != early {
				t.Errorf("%q, %q, %s", got.Output, got.Errors, got.Exit)
			}
		})
	}
}

// What a package of the interpreter's has put off until its end comes before the end of the output.
func TestWhatTheInterpretersStartLeftOpenIsClosedFirst(t *testing.T) {
	t.Parallel()
	if stat("/usr/bin/python3") == nil {
		t.Skip("this machine has no Python of its own")
	}
	s := newSite(t)
	s.sayEarly(t)
	version, err := exec.Command("/usr/bin/python3", "-c", "import sys; print('python%d.%d' % sys.version_info[:2])").Output()
	if err != nil {
		t.Fatal(err)
	}
	_, minor, _ := strings.Cut(strings.TrimSpace(string(version)), ".")
	s.write(t, "venv/pyvenv.cfg", "home = /usr/bin\n")
	s.write(t, "venv/lib/"+strings.TrimSpace(string(version))+"/site-packages/open.pth",
		`import atexit, contextlib; exec("@contextlib.contextmanager\ndef g():\n yield\n print('closed')\nc = g(); c.__enter__(); atexit.register(c.__exit__, None, None, None)")`+"\n")
	python := filepath.Join(s.folder, "venv/bin/python3")
	if err := os.Mkdir(filepath.Dir(python), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/usr/bin/python3", python); err != nil {
		t.Fatal(err)
	}
	for script, early := range map[string]string{
		"print('hello')": "early",
		"import atexit\natexit.register(print, 'last')\nprint('hello')":     "",
		"class C:\n    def __del__(self): print('gone')\nc = C()\nprint(1)": "",
	} {
		s.write(t, "cgi-bin/a.py", script)
		c := s.command()
		c.Args[0], c.Stated = python, c.Stated[:1]
		spawned, err := exec.Command(python, c.Args[1:]...).Output()
		if err != nil || !strings.Contains(string(spawned), "closed\n") {
			t.Fatalf("%q, %v", spawned, err)
		}
		if callsThemAgain := !slices.Contains([]string{"10", "11", "12", "13"}, minor); callsThemAgain {
			early = ""
		}
		if got := s.runWarm(t, c); got.Output != string(spawned) || got.Errors != early || got.Exit != "0" {
			t.Errorf("%q, %q, %s, and spawned %q", got.Output, got.Errors, got.Exit, spawned)
		}
	}
}
