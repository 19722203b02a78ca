package watch

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"
)

// receive handles what a source noticed.
func (l *loop) receive(from source, batch []signal) {
	now := time.Now()
	if now.Sub(l.activeAt) > calm {
		l.active = now
	}
	l.activeAt = now
	for _, noticed := range batch {
		if noticed.kind == lost {
			l.makeUp()
			return // the rest is of watches that have ended
		}
		if full := from.locate(noticed); full != "" {
			l.note(full, noticed, now)
		}
		if from != l.events && from != l.poller {
			return // as is the rest here: the root is another
		}
	}
}

// note handles one signal.
func (l *loop) note(full string, noticed signal, now time.Time) {
	if full == l.base && (noticed.kind == vanished || noticed.kind == vanishedSelf) {
		l.findRoot(true)
		return
	}
	if slices.Contains(l.guards, full) {
		l.findRoot(false)
		return
	}
	name, inside := l.relative(full)
	if !inside || name == "." {
		return
	}
	kind := noticed.kind
	above := l.folders[path.Dir(name)]
	switch {
	case kind == vanishedSelf && above != nil:
		return // the folder above reports it, too
	case kind == vanishedSelf:
		kind = vanished
	case above == nil:
		return // a late event of a folder that was moved away
	case above.only != nil:
		if _, wanted := above.only[path.Base(name)]; !wanted {
			return
		}
	case l.ignored.matchLast(name, noticed.folder):
		return
	}
	switch kind {
	case vanished:
		l.forget(name)
	case created, arrived:
		// A watch that followed the folder from its old name would report that name.
		l.forget(name)
		if info, err := os.Lstat(full); err == nil && info.IsDir() {
			if above != nil && above.only == nil && l.ignored.matchLast(name, true) {
				return
			}
			l.walk(name, func(below string) { l.pending.mark(below, found, now) })
		}
	default:
		if l.folders[name] != nil {
			return
		}
		if noticed.folder { // it may be one that can be read now
			l.walk(name, func(below string) { l.pending.mark(below, found, now) })
		}
	}
	l.pending.mark(name, kind, now)
}

// relative is the name of an absolute path below the root.
func (l *loop) relative(full string) (name string, inside bool) {
	relative, err := filepath.Rel(l.base, full)
	if err != nil || !filepath.IsLocal(relative) {
		return "", false
	}
	return filepath.ToSlash(relative), true
}

func (l *loop) full(name string) string { return filepath.Join(l.base, filepath.FromSlash(name)) }

// forget stops watching a folder and those below it.
func (l *loop) forget(name string) {
	l.folders.forget(name, func(folder string) {
		l.events.remove(l.full(folder))
		l.poller.remove(l.full(folder))
	})
}

// makeUp looks at everything, after events were lost. New watches take the place of the old: the
// move of a folder may be among the lost events, whose watch still has its old name then.
func (l *loop) makeUp() {
	l.disarm()
	since := l.active.Add(-calm)
	now := time.Now()
	l.arm(func(name string) {
		if changedSince(l.full(name), since) {
			l.pending.mark(name, touched, now)
		}
	})
	// Nothing else tells of what was removed.
	l.pending.mark(".", touched, now)
}
