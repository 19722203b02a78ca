package watch

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// blockingNotifier behaves as fsnotify does on Windows: it answers Add, Remove and Close on
// the goroutine that sends events, and here always finds some to send first.
type blockingNotifier struct {
	real   *fsnotify.Watcher
	input  chan func()
	events chan fsnotify.Event
	errors chan error
}

// flood is how many events come before each answer: more than Windows buffers.
const flood = 200

func startBlocking() (*blockingNotifier, error) {
	real, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	b := &blockingNotifier{real: real, input: make(chan func()), events: make(chan fsnotify.Event, 50), errors: make(chan error)}
	go b.readEvents()
	return b, nil
}

func (b *blockingNotifier) readEvents() {
	for {
		select {
		case event, open := <-b.real.Events:
			if !open {
				return
			}
			b.events <- event
		case answer := <-b.input:
			answer()
		}
	}
}

// answer sends events, and an error that is not of interest, before it does what was asked.
func (b *blockingNotifier) answer(folder string, do func() error) error {
	reply := make(chan error)
	b.input <- func() {
		for i := range flood {
			b.events <- fsnotify.Event{Name: filepath.Join(folder, fmt.Sprintf("flood-%d.tmp", i)), Op: fsnotify.Write}
		}
		b.errors <- errors.New("something else")
		reply <- do()
	}
	return <-reply
}

func (b *blockingNotifier) Add(folder string) error {
	return b.answer(folder, func() error { return b.real.Add(folder) })
}

func (b *blockingNotifier) Remove(folder string) error {
	return b.answer(folder, func() error { return b.real.Remove(folder) })
}

func (b *blockingNotifier) Close() error { return b.answer("/", b.real.Close) }

func openBlocking(t timing) (source, error) {
	b, err := startBlocking()
	if err != nil {
		return nil, err
	}
	return startNotify(b, b.events, b.errors, time.Hour, t), nil
}

// Folders are added and removed while events come, and the watcher is closed while they do.
func TestAFloodOfEventsWhileFoldersAreAdded(t *testing.T) {
	t.Parallel()
	s := newScene(t, openBlocking, quick(), "index.html", "one", "a/b/deep.html", "two")
	s.write("c/d/new.html", "three")
	s.expect("c/d/new.html")
	s.must(os.Rename(s.path("a"), s.path("z")))
	s.expect("-a", "z/b/deep.html")
	s.write("z/b/deep.html", "four")
	s.expect("z/b/deep.html")
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = s.watcher.Close() // it has no error
	}()
	waitFor(t, closed)
}

// A watcher can be closed in the midst of the first walk.
func TestAFloodOfEventsWhileTheWatcherIsClosed(t *testing.T) {
	t.Parallel()
	for range 3 {
		root := t.TempDir()
		for i := range 10 {
			if err := os.MkdirAll(filepath.Join(root, fmt.Sprint(i), "below"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		watcher, err := start(root, Options{OnChange: func([]Change) {}}, quick(), system{open: openBlocking, filesystem: everyChange})
		if err != nil {
			t.Fatal(err)
		}
		closed := make(chan struct{})
		go func() {
			defer close(closed)
			_ = watcher.Close() // it has no error
		}()
		waitFor(t, closed)
	}
}

// deafNotifier never answers that it is closed.
type deafNotifier struct{ *fsnotify.Watcher }

func (deafNotifier) Close() error { select {} }

func TestCloseEndsWhereTheSystemDoesNotAnswer(t *testing.T) {
	t.Parallel()
	watcher, err := start(t.TempDir(), Options{OnChange: func([]Change) {}}, quick(), system{filesystem: everyChange, open: func(quick timing) (source, error) {
		real, err := fsnotify.NewWatcher()
		if err != nil {
			return nil, err
		}
		t.Cleanup(func() { _ = real.Close() })
		return startNotify(deafNotifier{real}, real.Events, real.Errors, time.Millisecond, quick), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = watcher.Close() // it has no error
	}()
	waitFor(t, closed)
}

// An unpacked archive: thousands of files in folders that are added while they are written.
func TestAnArchiveIsUnpacked(t *testing.T) {
	t.Parallel()
	const archives, folders, files = 4, 10, 25
	s := newScene(t, openSystem, quick())
	s.repeats = true // a walk may be ahead of the events by any time
	var want []string
	var unpacking sync.WaitGroup
	for a := range archives {
		for d := range folders {
			for f := range files {
				want = append(want, fmt.Sprintf("%d/%d/below/%d.html", a, d, f))
			}
		}
		unpacking.Go(func() {
			for d := range folders {
				for f := range files {
					name := s.path(fmt.Sprintf("%d/%d/below/%d.html", a, d, f))
					if err := errors.Join(os.MkdirAll(path.Dir(name), 0o755), os.WriteFile(name, []byte("x"), 0o644)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	unpacking.Wait()
	s.expect(want...)
	s.write("0/0/below/0.html", "other")
	s.expect("0/0/below/0.html")
}

// lossySource loses what its source notices, from lose until regain.
type lossySource struct {
	source
	out    chan []signal
	losing chan string   // gets the name after whose signal the loss is over
	over   chan struct{} // closed then
}

func openLossy(t timing) (*lossySource, error) {
	opened, err := openSystem(t)
	if err != nil {
		return nil, err
	}
	s := &lossySource{source: opened, out: make(chan []signal), losing: make(chan string), over: make(chan struct{})}
	go s.run()
	return s, nil
}

func (s *lossySource) signals() <-chan []signal { return s.out }

func (s *lossySource) close() {
	close(s.over)
	s.source.close()
}

func (s *lossySource) run() {
	until := ""
	for {
		select {
		case <-s.over:
			return
		case until = <-s.losing:
		case noticed := <-s.source.signals():
			if until != "" {
				if !slices.ContainsFunc(noticed, func(s signal) bool { return s.name == until }) {
					continue
				}
				noticed, until = []signal{{kind: lost}}, ""
			}
			select {
			case <-s.over:
				return
			case s.out <- noticed:
			}
		}
	}
}

// newLossyScene is a scene that loses its next events until last.html is put there.
func newLossyScene(t *testing.T, files ...string) *scene {
	t.Helper()
	var lossy *lossySource
	s := newScene(t, func(quick timing) (source, error) {
		var err error
		lossy, err = openLossy(quick)
		return lossy, err
	}, quick(), files...)
	lossy.losing <- "last.html"
	return s
}

// putLast is one event. Of a file that is written there, later events would follow, and be told, too.
func (s *scene) putLast() {
	s.t.Helper()
	beside := filepath.Join(s.t.TempDir(), "last.html")
	s.must(errors.Join(os.WriteFile(beside, []byte("last"), 0o644), os.Rename(beside, s.path("last.html"))))
}

func TestLostEventsAreMadeUpFor(t *testing.T) {
	t.Parallel()
	s := newLossyScene(t, "index.html", "one", "about.html", "two")
	s.write("index.html", "other")
	s.must(os.Remove(s.path("about.html")))
	s.write("later/deep/page.html", "x")
	s.putLast()
	s.expect(".", "index.html", "later/deep/page.html", "last.html?")
	s.write("later/deep/page.html", "y")
	s.expect("later/deep/page.html")
}

// inotify's watch of what is in a folder that moved still has the old name, under which it
// is given up.
func TestAFolderMovesWhileEventsAreLost(t *testing.T) {
	t.Parallel()
	s := newLossyScene(t, "x/a/deep/page.html", "one", "b/page.html", "two")
	s.must(os.Rename(s.path("x/a"), s.path("b/a")))
	s.putLast()
	s.expect(".", "last.html?", "b/page.html?", "b/a/deep/page.html?")
	s.write("b/a/deep/page.html", "three")
	s.expect("b/a/deep/page.html")
}

// silentNotifier reports nothing by itself.
type silentNotifier struct{}

func (silentNotifier) Add(string) error    { return nil }
func (silentNotifier) Remove(string) error { return nil }
func (silentNotifier) Close() error        { return nil }

// fsnotify is never kept waiting, whatever comes while nobody receives.
func TestEventsThatNobodyReceives(t *testing.T) {
	t.Parallel()
	events, errs := make(chan fsnotify.Event), make(chan error)
	s := startNotify(silentNotifier{}, events, errs, time.Hour, defaultTiming)
	defer s.close()
	for i := range maxQueued + 2 {
		events <- fsnotify.Event{Name: fmt.Sprint("/", i), Op: fsnotify.Create}
	}
	want := []signal{{kind: lost}, {name: fmt.Sprint("/", maxQueued+1), kind: created}}
	if got := <-s.signals(); !slices.Equal(got, want) {
		t.Errorf("%v comes, not %v", got, want)
	}
	errs <- fsnotify.ErrEventOverflow
	if got := <-s.signals(); got[0].kind != lost {
		t.Errorf("after an overflow comes %v", got)
	}
}

func TestTooManySignalsBecomeOne(t *testing.T) {
	t.Parallel()
	var queue signalQueue
	queue.add(signal{})
	for range 3 {
		queue.add(signal{name: "/same", kind: touched})
	}
	queue.add(signal{name: "/same", kind: vanished})
	if len(queue) != 2 {
		t.Fatalf("%v", queue)
	}
	for i := range maxQueued {
		queue.add(signal{name: fmt.Sprint("/", i), kind: touched})
	}
	if len(queue) != 2 || queue[0].kind != lost {
		t.Errorf("%d wait, first %v", len(queue), queue[0])
	}
	queue.add(signal{kind: lost})
	if len(queue) != 1 || queue[0].kind != lost {
		t.Errorf("%v", queue)
	}
}
