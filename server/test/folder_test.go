//go:build linux

package test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"vitrina/server/internal/testprogram"
)

// folder makes a folder of files from a txtar text. What lies in cgi-bin can be run.
func folder(t *testing.T, text string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range txtar.Parse([]byte(text)).Files {
		write(t, filepath.Join(root, filepath.FromSlash(file.Name)), string(file.Data))
	}
	return root
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	mode := os.FileMode(0o644)
	if filepath.Base(filepath.Dir(name)) == "cgi-bin" {
		mode = 0o755
	}
	if err := testprogram.Unforked(func() error { return os.WriteFile(name, []byte(content), mode) }); err != nil {
		t.Fatal(err)
	}
}

// fifo makes a FIFO that scripts wait at until what is returned is called, which lets one
// go on each time.
func fifo(t *testing.T, name string) (letGo func()) {
	t.Helper()
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	// Open for both, it waits for nobody, and holds what nobody has read yet (fifo(7)).
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return func() {
		t.Helper()
		if _, err := file.WriteString("go on\n"); err != nil {
			t.Fatal(err)
		}
	}
}

// lesson is the lesson's folder.
const lesson = `
-- index-1.html --
<!doctype html><meta charset="utf-8"><title>Uno</title><h1>¡Hola, señor!</h1>
-- index.css --
<!doctype html><h1>This is HTML</h1>
-- python-logo.png --
not really a picture, but its name says so
-- cgi-bin/index.py --
print("<!doctype html><h1>Hola</h1>")
`
