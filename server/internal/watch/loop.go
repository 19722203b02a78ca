package watch

import (
	"io/fs"
	"time"
)

// loop is the goroutine that does the work; nothing of it is shared.
type loop struct {
	*Watcher
	// events is what the system notices, and poller what it does not: the folders that get no
	// watch, and those of file systems that do not report every change.
	events source
	poller source
	// pollAll is true where no folder gets a watch. looking is true where OnLook is called at
	// every heartbeat.
	pollAll, looking bool
	// base is the root with symbolic links resolved: what the sources are given.
	base string
	// rootInfo identifies the root folder; nil while there is none.
	rootInfo fs.FileInfo
	// guards are the absolute paths that decide which folder the root is.
	guards  []string
	folders folders
	pending pendingFiles
	// unfollowed are links that a walk met, to be followed at its end.
	unfollowed []string
	// active is when the present activity began, and activeAt when something last happened.
	active, activeAt time.Time
	// reported has the problems that were reported.
	reported map[string]struct{}
}

// calm is the pause that ends an activity: longer than the grain of any file system's clock
// (FAT counts two seconds).
const calm = 2 * time.Second

func newLoop(w *Watcher) *loop {
	return &loop{Watcher: w, events: silent{}, poller: silent{}, reported: map[string]struct{}{}}
}

func (l *loop) run() {
	defer func() { l.events.close(); l.poller.close() }()
	l.findRoot(false)
	close(l.armed)
	l.look()
	heartbeat := time.NewTicker(l.timing.heartbeat)
	defer heartbeat.Stop()
	flushTimer := time.NewTimer(0)
	defer flushTimer.Stop()
	for {
		l.burst.Store(!l.pending.since.IsZero())
		due, waiting := l.pending.due(l.timing)
		rest := time.Until(due)
		if waiting && rest <= 0 {
			l.flush()
			continue
		}
		flushTimer.Stop()
		if waiting {
			flushTimer.Reset(rest)
		}
		select {
		case <-l.stop:
			return
		case batch := <-l.events.signals():
			l.burst.Store(true)
			if gathering := l.batches.Load(); gathering != nil {
				gathering.end()
			}
			l.receive(l.events, batch)
		case batch := <-l.poller.signals():
			l.receive(l.poller, batch)
		case <-heartbeat.C:
			l.findRoot(false)
			if l.looking {
				l.look()
			}
		case <-flushTimer.C:
		}
	}
}
