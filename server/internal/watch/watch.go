// Package watch reports which files below a folder changed. It knows nothing of HTTP.
//
// It reports occasions to look: it reads no file and remembers none, and does not know what a
// file contained before. A file is reported at once when nobody has it open for writing any
// more; what comes together is reported together.
//
// It watches folders only: an inotify watch on a folder covers the files in it, and the
// number of watches is limited (inotify(7), max_user_watches). Where the operating system
// cannot watch, or does not report every change, it polls.
package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// Op is what happened to a file.
type Op int

const (
	// Created: the name is new, or another file took it. A rename does not say which.
	// Changed: the file was written to, or the name was gone for a moment.
	// Removed: the name is gone.
	Created Op = iota + 1
	Changed
	Removed
)

// String names the operation, for logs.
func (op Op) String() string {
	switch op {
	case Created:
		return "created"
	case Changed:
		return "changed"
	case Removed:
		return "removed"
	default:
		return fmt.Sprintf("Op(%d)", int(op))
	}
}

// Change is one file that may have changed; one of a new folder may be reported twice. A folder is reported where nothing in it is: it
// is empty, or gone with all that was in it.
type Change struct {
	// Path is relative to the root, with / between names. A file that is reached through a
	// symbolic link has its own path, not the link's. "." is the root itself: it is gone, back,
	// or another folder, or events were lost, so that anything may be different.
	Path string
	Op   Op
	// Noticed is when the first event of it came.
	Noticed time.Time
}

// Options are what to ignore and whom to call. The watcher calls the functions one at a
// time, on its own goroutine. They must return soon and must not call Close.
type Options struct {
	// Ignore are globs over paths relative to the root, besides those that are always
	// ignored (see alwaysIgnored). A glob without a slash is compared with each name of a
	// path, one with a slash with the whole path; ** stands for any number of folders; one
	// that ends in a slash holds for folders only. What lies in an ignored folder is
	// ignored.
	Ignore []string
	// OnChange gets the files that changed together, sorted by path, each path once. It must
	// be set.
	OnChange func([]Change)
	// OnLook, where set, is called where nothing is known to have changed, but something may
	// have: once all folders are watched, and once a second where files are polled, since a
	// round over all of them may take long (see Polling).
	OnLook func()
	// OnOpening, where set, is called before a file is opened, and what that returns afterwards.
	// It gets the path of a folder and a name from there.
	OnOpening func(folder, name string) (opened func())
	// OnProblem, where set, gets what cannot be watched as it should be: a *LimitError or an
	// *EventlessError (files are polled), or a *FolderError (that folder is not watched).
	OnProblem func(error)
	// OnPolling, where set, gets what Polling gives from now on.
	OnPolling func(error)
}

// Watcher watches one folder and all below it.
type Watcher struct {
	root    string
	options Options
	ignored *ignoreRules
	timing  timing
	system  system

	armed    chan struct{} // closed once every folder is watched
	stop     chan struct{}
	stopOnce sync.Once
	done     chan struct{}

	// burst is true while the loop waits for the end of a burst of events.
	burst atomic.Bool
	// batches are the source's, as long as it gathers events into batches; nil where it does not.
	batches atomic.Pointer[gathering]

	mu         sync.Mutex
	polling    error
	unfinished map[string]struct{}
}

// system is what the operating system offers. Tests have it offer less.
type system struct {
	open       func(t timing) (source, error)
	filesystem func(folder string) filesystem
}

// Start begins to watch root, and returns while the watcher walks the folders. What changes
// until then is not reported by name: Options.OnLook is called at its end. A root that vanishes
// later and comes back is watched again. The errors are that root is not a folder, or that a
// glob of Options.Ignore is malformed.
func Start(root string, options Options) (*Watcher, error) {
	return start(root, options, defaultTiming, system{open: openSystem, filesystem: filesystemOf})
}

func start(root string, options Options, timing timing, system system) (*Watcher, error) {
	absolute, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(absolute)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", absolute)
	}
	ignored, err := newIgnoreRules(options.Ignore)
	if err != nil {
		return nil, err
	}
	w := &Watcher{
		root:    absolute,
		options: options,
		ignored: ignored,
		timing:  timing,
		system:  system,
		armed:   make(chan struct{}),
		stop:    make(chan struct{}),
		done:    make(chan struct{}),
	}
	go func() {
		defer close(w.done)
		newLoop(w).run()
	}()
	return w, nil
}

// Close ends the watcher and waits for its goroutines. Afterwards no function of Options is
// called. It may be called more than once. The error is always nil; it is there for io.Closer.
func (w *Watcher) Close() error {
	w.stopOnce.Do(func() { close(w.stop) })
	<-w.done
	return nil
}

// Polling says why files are polled, all or some: a *LimitError or an *EventlessError. It is
// nil where every change is reported by the system. Any number of goroutines may call it.
func (w *Watcher) Polling() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.polling
}

// Unfinished reports whether a program has a file open and writes to it, as far as is known: a
// change of it will be reported once it is whole. Any number of goroutines may call it.
func (w *Watcher) Unfinished(path string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, unfinished := w.unfinished[path]
	return unfinished
}

// Saving reports whether files are being saved right now: events come, and what they are about was
// not reported yet. Any number of goroutines may call it.
func (w *Watcher) Saving() bool {
	batches := w.batches.Load()
	return batches != nil && batches.busy() || w.burst.Load() // a batch is taken once the burst has begun
}

// setPolling sets why files are polled: the first cause stays until there is none.
func (w *Watcher) setPolling(cause error) {
	w.mu.Lock()
	changed := (w.polling == nil) != (cause == nil)
	if changed {
		w.polling = cause
	}
	w.mu.Unlock()
	if changed && w.options.OnPolling != nil {
		w.options.OnPolling(cause)
	}
}

func (w *Watcher) setUnfinished(path string, unfinished bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !unfinished {
		delete(w.unfinished, path)
		return
	}
	if w.unfinished == nil {
		w.unfinished = map[string]struct{}{}
	}
	w.unfinished[path] = struct{}{}
}

func (w *Watcher) setAllFinished() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.unfinished)
}
