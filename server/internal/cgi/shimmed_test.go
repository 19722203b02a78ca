//go:build unix

package cgi

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/testprogram"
)

// A script that asks for a version manager's Python is run by the Python behind it, once that was
// asked, in the environment that the shim sets.
func TestAShimIsSeenThrough(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/usr/bin/python3"); err != nil {
		t.Skip(err)
	}
	h := &Runner{Root: t.TempDir(), MaxConcurrent: 1, Timeout: time.Minute, BodyWait: time.Minute, ClientStall: time.Minute}
	shim := filepath.Join(h.Root, "python3")
	if err := testprogram.Unforked(func() error {
		return os.WriteFile(shim, []byte("#!/bin/sh\n# of pyenv\nPYENV_VERSION=3.9 exec /usr/bin/python3 \"$@\"\n"), 0o755)
	}); err != nil {
		t.Fatal(err)
	}
	h.Interpreters = map[string]string{".py": shim}
	script := scriptOf(t, h, "a.py", "import os\nprint('Content-Type: text/plain\\n')\nprint(os.environ['PYENV_VERSION'])\n")
	for i := range 3 {
		response := httptest.NewRecorder()
		result := h.Serve(response, httptest.NewRequest("GET", "/a.py?a=1", nil), script, noObserver{})
		if got := response.Body.String(); got != "3.9\n" {
			t.Errorf("run %d: %q", i, got)
		}
		h.running.Wait() // what is done behind a run is done
		run := result.Run
		if i == 0 && (run.Shim != "" || run.Command[0] != shim) {
			t.Errorf("the shim was seen through before it was asked: %v", run.Command)
		}
		if i > 0 && (run.Shim != shim || run.Command[0] == shim || !strings.HasPrefix(filepath.Base(run.Command[0]), "python3") || !slices.Contains(run.Env, "PYENV_VERSION=3.9")) {
			t.Errorf("run %d: %q in place of %q with %v", i, run.Command, run.Shim, run.Env)
		}
	}
}
