package reload

import "time"

// maxHistory is how many saves are kept for pages that were away. A page that was away for
// longer loads again.
const maxHistory = 256

// history has the latest changes, oldest first.
type history struct {
	started time.Time
	saves   []save
	// dropped is true once the oldest was dropped.
	dropped bool
	seq     uint64
}

// save is what changed together.
type save struct {
	seq     uint64
	at      time.Time
	changes []Change
}

func (h *history) add(changes []Change, at time.Time) (seq uint64) {
	h.seq++
	h.saves = append(h.saves, save{seq: h.seq, at: at, changes: changes})
	if len(h.saves) > maxHistory {
		h.saves, h.dropped = append([]save(nil), h.saves[1:]...), true
	}
	return h.seq
}

// after returns the changes since one that a page knows of. It returns false where some of
// them were dropped.
func (h *history) after(seq uint64) (missed []Change, complete bool) {
	if seq > h.seq {
		return nil, false
	}
	for _, each := range h.saves {
		if each.seq > seq {
			missed = append(missed, each.changes...)
		}
	}
	return missed, !h.dropped || h.saves[0].seq <= seq+1
}

// since returns the changes from a moment on. It returns false where some of them were
// dropped, or where the moment was before this run of the server.
func (h *history) since(moment time.Time) (missed []Change, complete bool) {
	for _, each := range h.saves {
		if !each.at.Before(moment) {
			missed = append(missed, each.changes...)
		}
	}
	complete = !moment.Before(h.started) && (!h.dropped || h.saves[0].at.Before(moment))
	return missed, complete
}
