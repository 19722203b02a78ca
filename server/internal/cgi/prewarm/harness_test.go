//go:build unix

package prewarm

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"vitrina/server/internal/cgi/process"
	"vitrina/server/internal/testprogram"
)

// site is a folder with a script, and a Python of its own.
type site struct {
	folder, python string
	pool           *Pool
	busy           atomic.Bool
}

func newSite(t *testing.T) *site {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &site{folder: folder, python: filepath.Join(folder, "own", "bin", "python3")}
	s.pool = &Pool{Busy: s.busy.Load}
	t.Cleanup(s.pool.Close)
	s.write(t, "cgi-bin/a.py", "import json\nopen('../ran', 'a').write('x')\nprint('hello')\n")
	s.write(t, "elsewhere/none.txt", "")
	if err := os.MkdirAll(filepath.Dir(s.python), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(pythons(t)[0], s.python); err != nil {
		t.Fatal(err)
	}
	return s
}

func writeProgram(name string, content []byte) error {
	return testprogram.Unforked(func() error { return os.WriteFile(name, content, 0o755) })
}

func (s *site) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(s.folder, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), writeProgram(path, []byte(text))); err != nil {
		t.Fatal(err)
	}
}

func (s *site) command() process.Command {
	stated := []string{"PATH=" + os.Getenv("PATH"), "PYTHONPATH=" + filepath.Join(s.folder, "elsewhere")}
	return process.Command{
		Args: []string{s.python, filepath.Join(s.folder, "cgi-bin", "a.py")}, Dir: filepath.Join(s.folder, "cgi-bin"),
		Env: append(slices.Clone(stated), "QUERY_STRING="), Stated: stated, NoInput: true,
	}
}

// importing is the same command without PYTHONPATH, so that modules are imported ahead.
func (s *site) importing() process.Command {
	c := s.command()
	c.Stated = c.Stated[:1]
	return c
}

// launch runs a command to its end, and reports whether its interpreter had waited.
func (s *site) launch(t *testing.T, c process.Command) (waited bool) {
	t.Helper()
	p, err := s.pool.Launch(c)
	if err != nil {
		t.Fatal(err)
	}
	if got := finish(t, p, ""); got.Output != "hello\n" || got.Exit != "0" {
		t.Errorf("the script printed %q, %q and ended with %s", got.Output, got.Errors, got.Exit)
	}
	return p.Saved > 0
}

// await waits until so many interpreters wait.
func (s *site) await(t *testing.T, n int) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		if got, _ := s.pool.Waiting(); got == n && !s.isFilling() {
			return
		}
		if time.Now().After(deadline) {
			got, _ := s.pool.Waiting()
			t.Fatalf("%d interpreters wait, not %d", got, n)
		}
	}
}

func (s *site) isFilling() bool {
	s.pool.mu.Lock()
	defer s.pool.mu.Unlock()
	return s.pool.filling
}

// runs is how often the script ran.
func (s *site) runs(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.folder, "ran"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return len(text)
}
