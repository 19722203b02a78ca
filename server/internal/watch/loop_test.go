package watch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// A walk ends in the midst of a folder when the watcher is to stop.
func TestAWalkEndsWithTheWatcher(t *testing.T) {
	root := t.TempDir()
	for i := range 10 {
		if err := os.WriteFile(filepath.Join(root, fmt.Sprintf("%d.txt", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ignored, err := newIgnoreRules(nil)
	if err != nil {
		t.Fatal(err)
	}
	l := newLoop(&Watcher{root: root, ignored: ignored, timing: defaultTiming, open: openNotify, stop: make(chan struct{})})
	l.openSource()
	defer l.source.close()
	l.findRoot()
	seen := 0
	l.walk(".", func(string, fs.FileInfo) {
		if seen++; seen == 3 {
			close(l.stop)
		}
	})
	if seen != 3 {
		t.Errorf("%d files were looked at", seen)
	}
}
