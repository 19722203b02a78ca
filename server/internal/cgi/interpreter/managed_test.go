package interpreter

import (
	"os"
	"path/filepath"
	"testing"
)

// pip installs into a Python of one's own and into a virtual environment, not into the system's.
func TestIsManaged(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"usr/bin/python3.11", "usr/lib/python3.11/EXTERNALLY-MANAGED", "opt/bin/python3.12", "venv/pyvenv.cfg"} {
		if err := os.MkdirAll(filepath.Join(root, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(root, "venv", "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{"usr/bin/python3", "venv/bin/python3"} {
		if err := os.Symlink(filepath.Join(root, "usr/bin/python3.11"), filepath.Join(root, link)); err != nil {
			t.Skip(err) // where links need a right
		}
	}
	for name, want := range map[string]bool{"usr/bin/python3": true, "usr/bin/python3.11": true, "opt/bin/python3.12": false, "venv/bin/python3": false, "usr/bin/python2": false} {
		if got := IsManaged(filepath.Join(root, name)); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
