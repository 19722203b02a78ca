package watch

import "time"

// pendingFiles are the names that something may have happened to.
type pendingFiles struct {
	files map[string]*pendingFile
	// since and latest are when the present burst of events began, and its last event; both
	// are zero where there is none.
	since, latest time.Time
	// fresh is how many names the burst has, but for those that came and went in it; others are held
	// back from before.
	fresh int
	// anew is true where the burst has a name that is new or was gone, as those of a checkout and
	// of an unpacked archive are.
	anew bool
	// next is when the files that are held back are looked at again.
	next time.Time
	// goneAt is when a name last vanished.
	goneAt time.Time
	// told are how many files the present stretch of bursts has told already, and toldAt when.
	told   int
	toldAt time.Time
}

// pendingFile is a name that something may have happened to.
type pendingFile struct {
	// first and last are what happened, and since and latest when.
	first, last signalKind
	// burst is when the last burst began that it was in, and counts whether it counts there.
	burst  time.Time
	counts bool

	since, latest time.Time
	writer        writer
	// whole is what is told of it, 0 until it can be; it waits for others of its burst then.
	whole Op
	// unfinished is true where the last look found it being written.
	unfinished bool
	// before is what an earlier look saw, and beforeAt when; zero before the first.
	before   snapshot
	beforeAt time.Time
	// absentAt is when a look first found nothing.
	absentAt time.Time
	// freeAt is when a look first found that nobody writes any more what was being written.
	freeAt time.Time
	// pause is how long the last wait for its next look was.
	pause time.Duration
}

// writer is what the events say of who writes a file.
type writer int

const (
	writerUnknown writer = iota
	writerOpen
	writerClosed
)

func (p *pendingFiles) mark(name string, kind signalKind, now time.Time) {
	known, waits := p.files[name]
	if kind == closed && !waits {
		return // it was opened and not written to
	}
	if p.files == nil {
		p.files = map[string]*pendingFile{}
	}
	if p.since.IsZero() {
		p.since, p.fresh, p.anew = now, 0, false
	}
	p.latest = now
	if !waits {
		known = &pendingFile{first: kind, since: now}
		p.files[name] = known
	}
	p.countIn(known, kind)
	known.last = kind
	known.latest, known.pause, known.whole, known.freeAt = now, 0, 0, time.Time{}
	if kind == vanished {
		p.goneAt = now
	}
	if kind == vanished || kind == created {
		p.anew = true
	}
	switch kind {
	case written:
		known.writer = writerOpen
	case closed, arrived:
		known.writer = writerClosed
	default:
		known.writer = writerUnknown
	}
}

// countIn counts a name once in the present burst. One that came and went does not count: many
// programs write to another name and rename that.
func (p *pendingFiles) countIn(known *pendingFile, kind signalKind) {
	if !known.burst.Equal(p.since) {
		known.burst, known.counts = p.since, false
	}
	counts := kind != vanished || known.first != created
	switch {
	case counts && !known.counts:
		p.fresh++
	case !counts && known.counts:
		p.fresh--
	}
	known.counts = counts
}

// due returns when the files must be looked at, and false where there are none.
func (p *pendingFiles) due(t timing) (due time.Time, waiting bool) {
	if p.since.IsZero() {
		return p.next, !p.next.IsZero()
	}
	files := p.count(t, p.latest)
	quiet, longest := p.latest.Add(t.quiet(files, p.anew)), p.since.Add(t.longest(files))
	if longest.Before(quiet) {
		return longest, true
	}
	return quiet, true
}

// count is how many files the present stretch has: those of the burst, and those that were
// told a moment ago.
func (p *pendingFiles) count(t timing, now time.Time) int {
	if now.Sub(p.toldAt) < t.stretch {
		return p.fresh + p.told
	}
	return p.fresh
}

// endBurst records that the files were looked at.
func (p *pendingFiles) endBurst() { p.since, p.latest, p.next = time.Time{}, time.Time{}, time.Time{} }

// again has the files looked at after a pause, besides what else is due.
func (p *pendingFiles) again(at time.Time) {
	if p.next.IsZero() || at.Before(p.next) {
		p.next = at
	}
}

// forget drops all that waits.
func (p *pendingFiles) forget() {
	clear(p.files)
	p.endBurst()
}

// tell records that files were told.
func (p *pendingFiles) tell(files int, t timing, now time.Time) {
	if now.Sub(p.toldAt) >= t.stretch {
		p.told = 0
	}
	p.told += files
	p.toldAt = now
}
