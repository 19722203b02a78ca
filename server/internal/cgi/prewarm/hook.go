package prewarm

import (
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// hookSource is what an interpreter imports at the end of its own start.
//
//go:embed sitecustomize.py
var hookSource []byte

// folderPrefix begins the name of a hook's folder; the number of its server's process follows.
const folderPrefix = "vitrina-python-"

// staleAfter is how old a folder is at least whose server counts as ended: where containers share the
// temporary folder, the numbers of their processes say little.
const staleAfter = 24 * time.Hour

// removeStale removes the folders of servers that were killed before they could do so.
func removeStale() {
	folders, _ := filepath.Glob(filepath.Join(os.TempDir(), folderPrefix+"*-*")) // a folder with * in its name keeps them
	for _, folder := range folders {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(folder), folderPrefix), "-")
		info := stat(folder)
		if server, err := strconv.Atoi(number); err == nil && hasEnded(server) && info != nil && time.Since(info.ModTime()) > staleAfter {
			_ = os.RemoveAll(folder) // it may be another user's
		}
	}
}

// hook is the folder in which interpreters find that.
type hook struct{ folder string }

// open makes the folder, or makes it whole again: systems tidy up where it lies.
func (h *hook) open() error {
	if h.folder != "" && h.isWhole() {
		return nil
	}
	h.close()
	removeStale()
	folder, err := os.MkdirTemp("", folderPrefix+strconv.Itoa(os.Getpid())+"-")
	if err != nil {
		return err
	}
	h.folder = folder
	return errors.Join(os.WriteFile(h.source(), hookSource, 0o600), os.WriteFile(h.nothing(), nil, 0o600))
}

func (h *hook) source() string { return filepath.Join(h.folder, "sitecustomize.py") }

// nothing is a script that does nothing.
func (h *hook) nothing() string { return filepath.Join(h.folder, "nothing.py") }

func (h *hook) isWhole() bool {
	source, script := stat(h.source()), stat(h.nothing())
	return source != nil && source.Size() == int64(len(hookSource)) && script != nil
}

func (h *hook) close() {
	if h.folder != "" {
		_ = os.RemoveAll(h.folder) // what is left lies where the system tidies up
		h.folder = ""
	}
}
