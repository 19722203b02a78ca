package watch

import (
	"os"
	"path/filepath"
	"time"
)

// findRoot checks that the root is still the folder that it was: it may be removed and built
// again, renamed, or be reached by a link that is pointed elsewhere. It watches a new one.
// Replaced is true where the folder is surely another, though it may have the same number.
func (l *loop) findRoot(replaced bool) {
	base, err := filepath.EvalSymlinks(l.root)
	var info os.FileInfo
	if err == nil {
		info, err = os.Stat(base)
	}
	first := l.base == ""
	if err != nil || !info.IsDir() {
		if l.rootInfo != nil || first {
			l.disarm()
			l.rootInfo = nil
			l.guard()
			l.pending.mark(".", vanished, time.Now())
		}
		return
	}
	same := !replaced && l.rootInfo != nil && base == l.base && os.SameFile(l.rootInfo, info)
	if same && l.folders.whole(".") {
		return
	}
	kind := touched
	if l.rootInfo == nil {
		kind = created
	}
	l.disarm()
	l.base, l.rootInfo = base, info
	l.arm(nil)
	if !first && !same {
		l.pending.mark(".", kind, time.Now())
	}
}

// arm watches the root and all below it, and calls each for every file.
func (l *loop) arm(each func(name string)) {
	l.guard()
	l.walk(".", each)
}

// disarm ends all watches. What was noticed of single files goes with them: the root is told
// of instead.
func (l *loop) disarm() {
	l.events.close()
	l.poller.close()
	l.events, l.poller = silent{}, silent{}
	l.batches.Store(nil)
	l.folders, l.guards, l.unfollowed = folders{}, nil, nil
	l.pending.forget()
	l.setAllFinished()
	l.pollAll, l.looking = false, false
	l.setPolling(nil)
	l.openEvents()
}

func (l *loop) openEvents() {
	opened, err := l.system.open(l.timing)
	if err != nil {
		l.pollAll = true
		l.pollBecause(limitOr(err, "."))
		return
	}
	l.events = opened
	if gatherer, is := opened.(interface{ gathers() *gathering }); is {
		l.batches.Store(gatherer.gathers())
	}
}

// guard watches the names that decide which folder the root is: its own, and those that links
// lead through.
func (l *loop) guard() {
	l.guards = hops(l.root)
	for _, path := range l.guards {
		l.events.guard(path)
	}
}
