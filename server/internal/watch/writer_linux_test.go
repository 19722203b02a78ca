package watch

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A writer that truncates, pauses and writes the rest must not show half a page.
func TestATornFileIsNotTold(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "index.html", "<p>whole")
		writer, err := os.Create(s.path("index.html"))
		s.must(err)
		defer writer.Close()
		s.expectNothing()
		_, err = writer.WriteString("<p>ha")
		s.must(err)
		s.expectNothing()
		_, err = writer.WriteString("lf")
		s.must(err)
		s.expectNothing()
		s.must(writer.Close())
		s.expect("changed index.html")
	})
}

func TestAFileThatStaysOpenIsToldInTheEnd(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, impatient(), "log.txt", "one\n")
		writer, err := os.OpenFile(s.path("log.txt"), os.O_APPEND|os.O_WRONLY, 0)
		s.must(err)
		defer writer.Close()
		for range 2 {
			_, err = writer.WriteString("more\n")
			s.must(err)
			s.expect("changed log.txt")
		}
	})
}

func TestSpecialFilesAreNotOpened(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick())
		s.must(unix.Mkfifo(s.path("pipe"), 0o644))
		s.expectNothing()
	})
}

func TestLinks(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "a.html", "a", "b.html", "b", "real/x.html", "x")
		s.must(os.Symlink("a.html", s.path("link.html")))
		s.expect("created link.html")
		s.write("a.html", "other")
		s.expect("changed a.html")
		s.must(os.Symlink("b.html", s.path("link.tmp")))
		s.must(os.Rename(s.path("link.tmp"), s.path("link.html")))
		s.expect("changed link.html")
		// Round and round: a link to a folder is not walked.
		s.must(os.Symlink("..", s.path("real/up")))
		s.expect("created real/up")
		s.write("real/x.html", "y")
		s.expect("changed real/x.html")
	})
}

// limited is the system's source with a smaller limit than the system's.
type limited struct {
	source
	left int
}

func (l *limited) add(folder string) error {
	if l.left == 0 {
		return &os.SyscallError{Syscall: "inotify_add_watch", Err: unix.ENOSPC}
	}
	l.left--
	return l.source.add(folder)
}

func TestBeyondTheLimitFilesArePolled(t *testing.T) {
	t.Parallel()
	noSource := func() (source, error) {
		return nil, &os.SyscallError{Syscall: "inotify_init1", Err: unix.EMFILE}
	}
	fewWatches := func() (source, error) {
		opened, err := openNotify()
		return &limited{source: opened, left: 2}, err
	}
	tests := map[string]struct {
		open  func() (source, error)
		limit string
	}{
		"no instance":      {noSource, "fs.inotify.max_user_instances"},
		"too many folders": {fewWatches, "fs.inotify.max_user_watches"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &scene{t: t, root: t.TempDir(), batches: make(chan []Change, 1000)}
			for _, file := range []string{"a/1", "b/2", "c/d/3"} {
				s.write(file, "x")
				s.age(file)
			}
			problems := make(chan error, 10)
			often := quick()
			often.poll = 5 * time.Millisecond
			watcher, err := start(s.root, Options{
				OnChange:  func(batch []Change) { s.batches <- batch },
				OnProblem: func(err error) { problems <- err },
			}, often, test.open)
			s.must(err)
			defer watcher.Close()
			waitFor(t, watcher.ready)
			var limit *LimitError
			if err := waitFor(t, problems); !errors.As(err, &limit) {
				t.Fatalf("the problem is %v", err)
			}
			if limit.Limit != test.limit || limit.Value <= 0 || limit.Remedy == "" {
				t.Errorf("the limit is told as %q", limit.Error())
			}
			for _, file := range []string{"a/1", "c/d/3"} {
				s.write(file, "y")
				s.expect("changed " + file)
			}
			s.write("e/f/4", "z")
			s.expect("created e/f/4")
			if len(problems) > 0 {
				t.Errorf("a second problem: %v", <-problems)
			}
		})
	}
}

// A folder that cannot be read is told once, and the rest is watched. For root, who may
// read everything, a name that the system refuses stands in for it.
func TestAFolderThatCannotBeWatched(t *testing.T) {
	t.Parallel()
	s := &scene{t: t, root: t.TempDir(), batches: make(chan []Change, 1000)}
	s.write("shut/x", "x")
	s.write("open/y", "y")
	s.age("open/y")
	refused := filepath.Join(s.root, "shut")
	problems := make(chan error, 10)
	watcher, err := start(s.root, Options{
		OnChange:  func(batch []Change) { s.batches <- batch },
		OnProblem: func(err error) { problems <- err },
	}, quick(), func() (source, error) {
		opened, err := openNotify()
		return &refusing{source: opened, folder: refused}, err
	})
	s.must(err)
	defer watcher.Close()
	waitFor(t, watcher.ready)
	var folder *FolderError
	if err := waitFor(t, problems); !errors.As(err, &folder) || folder.Path != "shut" {
		t.Fatalf("the problem is %v", err)
	}
	s.write("open/y", "z")
	s.expect("changed open/y")
}

type refusing struct {
	source
	folder string
}

func (r *refusing) add(folder string) error {
	if folder == r.folder {
		return &os.PathError{Op: "watch", Path: folder, Err: unix.EACCES}
	}
	return r.source.add(folder)
}
