package watch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A save without an edit, a touch and a new mode are occasions like any other: the watcher
// remembers no content.
func TestWhatMayHaveChangedIsTold(t *testing.T) {
	t.Parallel()
	s := newScene(t, openSystem, quick(), "index.html", "one")
	s.write("index.html", "one")
	s.expect("index.html")
	now := time.Now()
	s.must(os.Chtimes(s.path("index.html"), now, now))
	s.expect("index.html")
	s.must(os.Chmod(s.path("index.html"), 0o600))
	s.expect("index.html")
	_, err := os.ReadFile(s.path("index.html"))
	s.must(err)
	s.quiet(200 * time.Millisecond)
}

func TestSameSizeWithinOneTick(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func(t timing) (source, error)) {
		s := newScene(t, open, quick(), "index.html", "0000")
		for _, content := range []string{"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"} {
			s.write("index.html", content)
			s.expect("index.html")
		}
	})
}

// A program that keeps a log open, and writes to it without a pause or with long ones.
func TestAFileThatStaysOpenIsToldInTheEnd(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func(t timing) (source, error)) {
		s := newScene(t, open, impatient(), "log.txt", "one\n")
		writer, err := os.OpenFile(s.path("log.txt"), os.O_APPEND|os.O_WRONLY, 0)
		s.must(err)
		defer writer.Close()
		for range 2 {
			_, err = writer.WriteString("more\n")
			s.must(err)
			s.expect("log.txt")
		}
	})
}

// What changes while the folders are being walked is nobody's news: a look at everything
// makes up for it.
func TestALookFollowsTheFirstWalk(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func(t timing) (source, error)) {
		looks := make(chan struct{}, 1)
		watcher, err := start(t.TempDir(), Options{OnChange: func([]Change) {}, OnLook: func() {
			select {
			case looks <- struct{}{}:
			default:
			}
		}}, quick(), system{open: open, filesystem: everyChange})
		if err != nil {
			t.Fatal(err)
		}
		defer watcher.Close()
		waitFor(t, looks)
		if err := watcher.Polling(); err != nil {
			t.Errorf("polling: %v", err)
		}
	})
}

func TestAFileThatIsBeingWrittenIsUnfinished(t *testing.T) {
	t.Parallel()
	s := newScene(t, openSystem, quick(), "index.html", "one", "other.html", "one")
	writer, err := os.Create(s.path("index.html"))
	s.must(err)
	s.write("other.html", "two")
	s.expect("other.html")
	if !s.watcher.Unfinished("index.html") || s.watcher.Unfinished("other.html") {
		t.Error("only index.html is being written")
	}
	_, err = writer.WriteString("two")
	s.must(errors.Join(err, writer.Close()))
	s.expect("index.html")
	if s.watcher.Unfinished("index.html") {
		t.Error("index.html is whole")
	}
}

func TestAChangeSaysWhenItWasNoticed(t *testing.T) {
	t.Parallel()
	s := newScene(t, openSystem, quick())
	before := time.Now()
	s.write("index.html", "one")
	change := waitFor(t, s.batches)[0]
	if change.Noticed.Before(before) || change.Noticed.After(time.Now()) {
		t.Errorf("noticed at %v, written at %v", change.Noticed, before)
	}
}

func TestStartRefuses(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(filepath.Join(root, "absent"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a root that is absent: %v", err)
	}
	if _, err := Start(file, Options{}); err == nil {
		t.Error("a file as root is accepted")
	}
	if _, err := Start(root, Options{Ignore: []string{"["}}); err == nil {
		t.Error("a malformed glob is accepted")
	}
}

func TestCloseEndsAllAtAnyTime(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func(t timing) (source, error)) {
		for range 20 {
			root := t.TempDir()
			closed := false
			watcher, err := start(root, Options{OnChange: func([]Change) {
				if closed {
					t.Error("told after Close")
				}
			}}, quick(), system{open: open, filesystem: everyChange})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(root, "x"), []byte("x"), 0o644); err != nil {
				t.Fatal(err)
			}
			watcher.Close()
			closed = true
			watcher.Close()
		}
	})
}
