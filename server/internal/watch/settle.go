package watch

import (
	"sort"
	"time"
)

// settle looks at the files that something may have happened to, and tells those that
// have really changed and are whole.
func (l *loop) settle() {
	var changes []Change
	for name, waiting := range l.pending.files {
		op, done := l.judge(name, waiting, time.Now())
		if done {
			delete(l.pending.files, name)
		}
		if op != 0 {
			changes = append(changes, Change{Path: name, Op: op})
		}
	}
	l.pending.looked(time.Now())
	if len(changes) == 0 {
		return
	}
	sort.Slice(changes, func(i, j int) bool { return changes[i].Path < changes[j].Path })
	l.options.OnChange(changes)
}

// judge says what happened to a file: an operation, or none (0). It is not done where the
// file has to be looked at again.
func (l *loop) judge(name string, waiting *pendingFile, now time.Time) (op Op, done bool) {
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
	if !l.whole(seen, waiting, now) {
		waiting.before = &seen.print
		return 0, false
	}
	l.tree.setFile(name, seen.print)
	if had {
		return Changed, true
	}
	return Created, true
}

// whole says whether a file can be told now. Three things speak against it: somebody has
// it open for writing; it is empty, as between truncating and writing; or, where writers
// cannot be told, it differs from what the last look saw.
func (l *loop) whole(seen glance, waiting *pendingFile, now time.Time) bool {
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
