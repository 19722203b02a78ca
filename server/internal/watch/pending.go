package watch

import "time"

// pendingFiles are the files that something may have happened to.
type pendingFiles struct {
	files map[string]*pendingFile
	// since and latest are when the present burst of events began, and its last event; both
	// are zero where there is none.
	since, latest time.Time
	// flushed is when the files were last looked at.
	flushed time.Time
}

// pendingFile is a file that something may have happened to.
type pendingFile struct {
	since, latest time.Time
	// before is what the last look saw, nil before the first.
	before *fingerprint
}

func (p *pendingFiles) mark(name string, now time.Time) {
	if p.files == nil {
		p.files = map[string]*pendingFile{}
	}
	if p.since.IsZero() {
		p.since = now
	}
	p.latest = now
	if known, waits := p.files[name]; waits {
		known.latest = now
		return
	}
	p.files[name] = &pendingFile{since: now, latest: now}
}

// due returns when the files must be looked at, and false where there are none.
func (p *pendingFiles) due(t timing) (due time.Time, waiting bool) {
	if len(p.files) == 0 {
		return time.Time{}, false
	}
	if p.since.IsZero() {
		return p.flushed.Add(t.again), true
	}
	quiet, longest := p.latest.Add(t.quiet), p.since.Add(t.longest)
	if longest.Before(quiet) {
		return longest, true
	}
	return quiet, true
}

// endBurst records that the files were looked at.
func (p *pendingFiles) endBurst(now time.Time) {
	p.since, p.latest, p.flushed = time.Time{}, time.Time{}, now
}
