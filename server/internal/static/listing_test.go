package static

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// Reading a folder ends with what it is read for.
func TestEntriesEndWithTheirContext(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "a.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	files, done := filesOf(t, folder)
	defer done()
	found, err := files.Find(".", true)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	gone := errors.New("the client is gone")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(gone)
	if entries, err := files.Entries(ctx, found); !errors.Is(err, gone) {
		t.Errorf("%v %v", entries, err)
	}
}
