package watch

import "time"

// timing holds every wait of the watcher. Tests make a wait endless where they look at what
// ends it.
type timing struct {
	// gather is the pause that ends a batch of events. It is short, since whoever is told has more
	// to do before a page gets its message, and can ask then whether more is being saved.
	// longestBatch is when a batch ends though there are more events: folders that are new in it
	// have to be watched soon.
	gather, longestBatch time.Duration
	// quietNew is how long a pause ends a burst of one file that is there anew, and quiet of several
	// files: a busy machine takes its time between two of them. One file alone that was there before
	// waits for nothing more than its batch.
	quietNew, quietSeveral time.Duration
	// longestEach, longestLeast and longestMost say when a burst is told even though it goes
	// on: a checkout takes its time, a noisy tree must not hold back a save for ever.
	longestEach, longestLeast, longestMost time.Duration
	// stretch is how long after a message further files count as part of the same burst.
	stretch time.Duration
	// hold is how long files that are whole wait for those of their burst that are being
	// written.
	hold time.Duration
	// again is how long after a look that found a file unfinished the next follows. It doubles
	// up to againMost.
	again, againMost time.Duration
	// apart is how far apart two equal looks must be where nothing else tells who writes.
	apart time.Duration
	// closing is how long the event that a writer has closed a file may take, and finding how
	// long those of a file take that a walk found.
	closing, finding time.Duration
	// empty is how long after its last event an empty file is held back: some programs
	// truncate it first and open it again to write. A
	// new folder is held back as long.
	empty time.Duration
	// writing is how long after its last event a file is held back that a program has open
	// for writing. A writer that pauses longer looks like one that keeps a log open.
	writing time.Duration
	// growing is how long a file is held back that never stops changing.
	growing time.Duration
	// missing is how long a name must be gone: some editors remove and create to save, and
	// tools remove a folder to build it again.
	missing time.Duration
	// heartbeat is how often the root is compared with what it was: the system sends no event
	// when a folder above the root is renamed. Where files are polled, it is also how often
	// OnLook is called.
	heartbeat time.Duration
	// poll is the pause between two rounds where the system cannot watch.
	poll time.Duration
}

var defaultTiming = timing{
	gather: 100 * time.Microsecond, longestBatch: 20 * time.Millisecond,
	quietNew: 3 * time.Millisecond, quietSeveral: 30 * time.Millisecond,
	longestEach: 10 * time.Millisecond, longestLeast: 200 * time.Millisecond, longestMost: 2 * time.Second,
	stretch:   100 * time.Millisecond,
	hold:      8 * time.Millisecond,
	again:     time.Millisecond,
	againMost: 64 * time.Millisecond,
	apart:     10 * time.Millisecond,
	closing:   300 * time.Millisecond,
	finding:   50 * time.Millisecond,
	empty:     300 * time.Millisecond,
	writing:   2 * time.Second,
	growing:   10 * time.Second,
	missing:   100 * time.Millisecond,
	heartbeat: time.Second,
	poll:      time.Second,
}

// quiet is the pause that ends a burst of so many files, some of which may be there anew.
func (t timing) quiet(files int, anew bool) time.Duration {
	switch {
	case files > 1:
		return t.quietSeveral
	case anew:
		return t.quietNew
	default:
		return 0
	}
}

// longest is when a burst of so many files is told at the latest.
func (t timing) longest(files int) time.Duration {
	return min(max(time.Duration(files)*t.longestEach, t.longestLeast), t.longestMost)
}
