package watch

import (
	"path"
	"slices"
	"strings"
	"time"
)

// flush looks at the pending names, and tells what happened to those that are whole.
func (l *loop) flush() {
	now := time.Now()
	l.pending.endBurst()
	for name, waiting := range l.pending.files {
		if waiting.whole != 0 {
			continue
		}
		op, done := l.classify(name, waiting, now)
		switch {
		case !done:
			waiting.pause = min(max(l.timing.again, 2*waiting.pause), l.timing.againMost)
			l.pending.again(now.Add(waiting.pause))
		case op == 0:
			delete(l.pending.files, name)
		default:
			waiting.whole = op
		}
		l.setUnfinished(name, waiting.unfinished && !done)
	}
	if until, held := l.heldUntil(); held && now.Before(until) {
		l.pending.again(until)
		return
	}
	if changes := l.take(); len(changes) > 0 {
		l.pending.tell(len(changes), l.timing, now)
		l.burst.Store(false)
		l.options.OnChange(changes)
	}
}

// heldUntil is until when whole files wait for others that came with them.
func (l *loop) heldUntil() (until time.Time, held bool) {
	for _, waiting := range l.pending.files {
		if at := waiting.since.Add(l.timing.hold); waiting.whole == 0 && waiting.unfinished && at.After(until) {
			until, held = at, true
		}
	}
	return until, held
}

// take removes from the pending files those that are whole, and returns them in order.
func (l *loop) take() []Change {
	var changes []Change
	for name, waiting := range l.pending.files {
		if waiting.whole != 0 {
			changes = append(changes, Change{Path: name, Op: waiting.whole, Noticed: waiting.since})
			delete(l.pending.files, name)
		}
	}
	changes = withoutParts(changes)
	slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return changes
}

// withoutParts leaves out what is gone with a folder that is told.
func withoutParts(changes []Change) []Change {
	removed := map[string]struct{}{}
	for _, change := range changes {
		if change.Op == Removed {
			removed[change.Path] = struct{}{}
		}
	}
	return slices.DeleteFunc(changes, func(change Change) bool {
		for name := path.Dir(change.Path); change.Op == Removed && name != "."; name = path.Dir(name) {
			if _, gone := removed[name]; gone {
				return true
			}
		}
		return false
	})
}

// lookAt looks at a name, and says so.
func (l *loop) lookAt(name string) snapshot {
	if l.options.OnOpening != nil {
		defer l.options.OnOpening(l.root, name)()
	}
	return look(l.full(name))
}

// classify returns what happened to a name: an operation, or none (0). It is not done where
// the name has to be looked at again.
func (l *loop) classify(name string, waiting *pendingFile, now time.Time) (op Op, done bool) {
	seen := l.lookAt(name)
	if name == "." && l.rootInfo == nil { // what it led to may be there still
		seen = snapshot{}
	}
	age := now.Sub(waiting.latest)
	waiting.unfinished = false
	switch seen.kind {
	case absent:
		if waiting.absentAt.Before(waiting.latest) {
			waiting.absentAt = now
		}
		gone := now.Sub(waiting.absentAt)
		switch waiting.first {
		case created: // it came and went, which a signal says or is about to say
			return 0, waiting.last == vanished || gone >= l.timing.growing
		case found:
			return 0, gone >= l.timing.missing
		}
		// What is removed together is told together.
		together := now.Sub(l.pending.goneAt) >= l.timing.missing || gone >= l.timing.growing
		return Removed, gone >= l.timing.missing && together
	case special:
		if waiting.first == vanished {
			return Removed, true
		}
		return 0, true
	case link:
		if waiting.expected(l.timing, now) {
			return 0, false
		}
		l.follow(name)
	case file:
		if !l.complete(seen, waiting, now) {
			return 0, false
		}
	case folder:
		if name != "." && waiting.first != touched && waiting.first != vanished {
			if !isEmpty(l.full(name)) {
				return 0, true // what is in it says it
			}
			if age < l.timing.empty {
				return 0, false // files are about to be written to it
			}
		}
	}
	switch waiting.first {
	case created, arrived, found:
		return Created, true
	default:
		return Changed, true
	}
}

// expected reports whether an event of a file may be on its way, which would be told as another
// change: a walk found it in a folder that had its watch already.
func (p *pendingFile) expected(t timing, now time.Time) bool {
	return p.last == found && now.Sub(p.latest) < t.finding
}

// complete reports whether a file can be told now. Three things speak against it: a program
// has it open for writing; it is empty, as between truncating and writing; or, where writers
// cannot be found out, it differs from what an earlier look saw.
func (l *loop) complete(seen snapshot, waiting *pendingFile, now time.Time) bool {
	age := now.Sub(waiting.latest)
	if now.Sub(waiting.since) >= l.timing.growing || age >= l.timing.writing {
		return true
	}
	switch {
	case waiting.expected(l.timing, now):
		return false
	case seen.writerKnown && seen.writing:
		waiting.unfinished = true
	case seen.writerKnown && seen.size > 0 && (waiting.writer == writerOpen || waiting.writer == writerUnknown && waiting.pause > 0):
		// The last event, or an earlier look, found it unfinished. The event that says otherwise
		// is on its way, and would be told as another change. Where that has come, a look may still
		// find the writer: the system tells that a file is closed while it closes it.
		if waiting.freeAt.IsZero() {
			waiting.freeAt = now
		}
		waiting.unfinished = now.Sub(waiting.freeAt) < l.timing.closing
	case seen.writerKnown:
	case waiting.writer != writerUnknown:
		waiting.unfinished = waiting.writer == writerOpen
	case waiting.beforeAt.IsZero() || !seen.same(waiting.before):
		waiting.before, waiting.beforeAt = seen, now
		waiting.unfinished = true
	default:
		waiting.unfinished = now.Sub(waiting.beforeAt) < l.timing.apart
	}
	return !waiting.unfinished && (seen.size > 0 || age >= l.timing.empty)
}
