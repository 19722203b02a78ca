//go:build unix

package prewarm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/cgi/process"
)

// The output ends before the interpreter takes itself down, unless something is left that may print.
func TestTheOutputEndsEarly(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	const ends = "            close(at)\n"
	if strings.Count(string(hookSource), ends) != 1 {
		t.Fatal("the hook ends the output elsewhere")
	}
	s.write(t, "hook/sitecustomize.py", strings.Replace(string(hookSource), ends, ends+"            os.write(2, b'early')\n", 1))
	for script, early := range map[string]bool{
		"print('hello')": true,
		"import json, re, html, datetime\nprint('hello')":                                                             true,
		"open('../x', 'w').close()\nprint('hello')":                                                                   true,
		"class C: pass\nc = C()\nprint('hello')":                                                                      true,
		"x = [i for i in range(9)]\nprint('hello')":                                                                   true,
		"import sys\nprint('hello')\nsys.exit()":                                                                      true,
		"class C:\n    def __del__(self): pass\nprint('hello')":                                                       false,
		"f = open('../x', 'w')\nprint('hello')":                                                                       false,
		"def g():\n    yield\nx = g()\nnext(x)\nprint('hello')":                                                       false,
		"import gc\ngc.callbacks.append(lambda *_: None)\nprint('hello')":                                             false,
		"import weakref\nclass C: pass\nc = C()\nr = weakref.ref(c, lambda _: 0)\nprint('hello')":                     false,
		"import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True).start()\nprint('hello')": false,
	} {
		t.Run(script, func(t *testing.T) {
			s.write(t, "cgi-bin/a.py", script)
			c := s.command()
			c.Args[0], c.Stated = "/usr/bin/python3", c.Stated[:1]
			if stat(c.Args[0]) == nil {
				t.Skip("this machine has no Python of its own")
			}
			w, err := begin(process.Spawn{}, c, filepath.Join(s.folder, "hook"))
			if err != nil || !w.ready(nil) {
				t.Fatal("it does not wait", err)
			}
			begun, ok := w.begin(c)
			if !ok {
				t.Fatal("it cannot begin")
			}
			got := finish(t, begun, "")
			if got.Output != "hello\n" || got.Exit != "0" || (got.Errors == "early") != early {
				t.Errorf("%q, %q, %s", got.Output, got.Errors, got.Exit)
			}
		})
	}
	if err := os.Remove(filepath.Join(s.folder, "hook", "sitecustomize.py")); err != nil {
		t.Error(err)
	}
}
