package reload

import "time"

// maxHistory is how many told changes are kept for pages that were away. A page that was
// away for longer loads again.
const maxHistory = 256

// history are the latest changes, oldest first.
type history struct {
	started time.Time
	told    []toldChanges
	// dropped is true once something was forgotten.
	dropped bool
	seq     uint64
}

type toldChanges struct {
	seq     uint64
	at      time.Time
	changes []Change
}

func (h *history) add(changes []Change, at time.Time) (seq uint64) {
	h.seq++
	h.told = append(h.told, toldChanges{seq: h.seq, at: at, changes: changes})
	if len(h.told) > maxHistory {
		h.told, h.dropped = append([]toldChanges(nil), h.told[1:]...), true
	}
	return h.seq
}

// after are the changes since one that a page knows of; complete is false where some were
// forgotten.
func (h *history) after(seq uint64) (missed []Change, complete bool) {
	if seq > h.seq {
		return nil, false
	}
	for _, told := range h.told {
		if told.seq > seq {
			missed = append(missed, told.changes...)
		}
	}
	return missed, !h.dropped || h.told[0].seq <= seq+1
}

// since are the changes from a moment on; complete is false where some were forgotten or
// were before this run of the server.
func (h *history) since(moment time.Time) (missed []Change, complete bool) {
	for _, told := range h.told {
		if !told.at.Before(moment) {
			missed = append(missed, told.changes...)
		}
	}
	complete = !moment.Before(h.started) && (!h.dropped || h.told[0].at.Before(moment))
	return missed, complete
}
