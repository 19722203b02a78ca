package watch

import (
	"sort"
	"time"
)

// flush looks at the pending files, and reports those that really changed and are complete.
func (l *loop) flush() {
	var changes []Change
	for name, waiting := range l.pending.files {
		op, done := l.classify(name, waiting, time.Now())
		if done {
			delete(l.pending.files, name)
		}
		if op != 0 {
			changes = append(changes, Change{Path: name, Op: op})
		}
	}
	l.pending.endBurst(time.Now())
	if len(changes) == 0 {
		return
	}
	sort.Slice(changes, func(i, j int) bool { return changes[i].Path < changes[j].Path })
	l.options.OnChange(changes)
}

// classify returns what happened to a file: an operation, or none (0). It is not done where
// the file has to be looked at again.
func (l *loop) classify(name string, waiting *pendingFile, now time.Time) (op Op, done bool) {
	known, had := l.tree.files[name]
	seen := look(l.full(name))
	if seen.kind != file {
		switch {
		case !had:
			return 0, true
		case seen.kind == absent && now.Sub(waiting.since) < l.timing.missing:
			return 0, false
		}
		l.tree.removeFile(name)
		return Removed, true
	}
	if had && known.sameContent(seen.print) {
		l.tree.setFile(name, seen.print)
		return 0, true
	}
	if !l.complete(seen, waiting, now) {
		waiting.before = &seen.print
		return 0, false
	}
	l.tree.setFile(name, seen.print)
	if had {
		return Changed, true
	}
	return Created, true
}

// complete reports whether a file can be reported now. Three things speak against it: a
// program has it open for writing; it is empty, as between truncating and writing; or, where
// writers cannot be found out, it differs from what the last look saw.
func (l *loop) complete(seen snapshot, waiting *pendingFile, now time.Time) bool {
	if now.Sub(waiting.latest) >= l.timing.writing || now.Sub(waiting.since) >= l.timing.growing {
		return true
	}
	switch {
	case seen.print.size == 0:
		return false
	case seen.writerKnown:
		return !seen.writing
	default:
		return waiting.before != nil && waiting.before.sameContent(seen.print)
	}
}
