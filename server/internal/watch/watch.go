// Package watch reports which files below a folder changed. It knows nothing of HTTP.
//
// A change is a change of content: a touch, a new mode or a save without an edit is none.
// Changes that come together are reported together, and a file that is being written once
// it is complete.
//
// It watches folders only: an inotify watch on a folder covers the files in it, and the
// number of watches is limited (inotify(7), max_user_watches). Where the operating system
// cannot watch, it polls.
package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Op is what happened to a file.
type Op int

// A file is new, has other content, or is gone.
const (
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

// Change is one file that changed. Folders are not reported, only the files in them.
type Change struct {
	// Path is relative to the root, with / between names. A file that is reached through a
	// symbolic link has its own path, not the link's.
	Path string
	Op   Op
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
	// OnProblem, where set, gets what cannot be watched as it should be: a *LimitError (files
	// are polled from then on) or a *FolderError (that folder is not watched).
	OnProblem func(error)
}

// Watcher watches one folder and all below it.
type Watcher struct {
	root    string
	options Options
	ignored *ignoreRules
	timing  timing
	open    func() (source, error)
	started time.Time

	ready    chan struct{} // closed once every folder is watched and every file's content known
	stop     chan struct{}
	stopOnce sync.Once
	done     chan struct{}
}

// Start begins to watch root, and returns while the watcher walks the folders. A file that is
// modified after Start, before its folder is reached, is reported all the same. A root that
// vanishes later and comes back is watched again. The errors are that root is not a folder,
// or that a glob of Options.Ignore is malformed.
func Start(root string, options Options) (*Watcher, error) {
	return start(root, options, defaultTiming, openNotify)
}

func start(root string, options Options, timing timing, open func() (source, error)) (*Watcher, error) {
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
		open:    open,
		started: time.Now(),
		ready:   make(chan struct{}),
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

// timing holds every wait of the watcher. Tests make a wait endless where they look at what
// ends it.
type timing struct {
	// quiet is how long a pause ends a burst. Editors that save several files, and those that
	// write, rename and remove for one save, need some milliseconds; a person does not notice 20.
	quiet time.Duration
	// longest is when a burst is reported even though it goes on, so that a noisy tree cannot
	// hold back a save for ever.
	longest time.Duration
	// again is how often a file that is held back is looked at.
	again time.Duration
	// writing is how long after its last event a file is held back that is empty, or that a
	// program has open for writing. A writer that pauses longer looks like one that keeps a
	// log open.
	writing time.Duration
	// growing is how long a file is held back that never stops changing.
	growing time.Duration
	// missing is how long a file must be gone: some editors remove and create to save.
	missing time.Duration
	// heartbeat is how often the root is compared with what it was: the system sends no event
	// when a folder above the root is renamed.
	heartbeat time.Duration
	// poll is the pause between two walks where the system cannot watch.
	poll time.Duration
}

var defaultTiming = timing{
	quiet:     20 * time.Millisecond,
	longest:   200 * time.Millisecond,
	again:     10 * time.Millisecond,
	writing:   300 * time.Millisecond,
	growing:   2 * time.Second,
	missing:   100 * time.Millisecond,
	heartbeat: time.Second,
	poll:      time.Second,
}
