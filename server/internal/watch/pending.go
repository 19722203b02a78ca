package watch

import "time"

// pendingFiles are those that something may have happened to.
type pendingFiles struct {
	files map[string]*pendingFile
	// since and latest are the first and the last event of the burst that goes on; both are
	// zero where there is none.
	since, latest time.Time
	// lookedAt is when the files were last looked at.
	lookedAt time.Time
}

// pendingFile is one of them.
type pendingFile struct {
	since, latest time.Time
	// before is what the last look saw, where one was taken.
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

// due is when the files must be looked at; waiting is false where there are none.
func (p *pendingFiles) due(t timing) (due time.Time, waiting bool) {
	if len(p.files) == 0 {
		return time.Time{}, false
	}
	if p.since.IsZero() {
		return p.lookedAt.Add(t.again), true
	}
	quiet, longest := p.latest.Add(t.quiet), p.since.Add(t.longest)
	if longest.Before(quiet) {
		return longest, true
	}
	return quiet, true
}

// looked ends the burst.
func (p *pendingFiles) looked(now time.Time) {
	p.since, p.latest, p.lookedAt = time.Time{}, time.Time{}, now
}
