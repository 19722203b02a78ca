package reload

import (
	"slices"
	"time"

	"vitrina/server/internal/protocol"
)

// maxPending is how many messages are remembered that pages have not answered.
const maxPending = 64

// pending is what was sent to pages that have not said yet that it is there.
type pending struct {
	Sent
	saved time.Time
	left  int // so many pages
}

// expectDone remembers what was sent. h.mu is held.
func (h *Hub) expectDone(sent grouped, saved time.Time) {
	if sent.Kind == protocol.ReloadNone {
		return
	}
	h.pending = append(h.pending, &pending{sent.Sent, saved, len(sent.clients)})
	h.pending = h.pending[max(0, len(h.pending)-maxPending):]
}

// loaded enters that a page was loaded: for the first message that its target was sent and that no
// page has answered, if there is one.
func (h *Hub) loaded(c *client) {
	h.mu.Lock()
	at := slices.IndexFunc(h.pending, func(p *pending) bool { return p.left > 0 && slices.Contains(p.Pages, c.page) })
	id := ""
	if at >= 0 {
		id = h.pending[at].ID
	}
	h.mu.Unlock()
	h.arrived(id, true)
}

// arrived enters that one page has what a message told it of. When all have it, how long that
// took is told, and what they did: a page that cannot swap all of it is loaded again.
func (h *Hub) arrived(id string, loadedAgain bool) {
	h.mu.Lock()
	var complete *pending
	for _, each := range h.pending {
		if each.ID == id {
			if loadedAgain {
				each.Kind = protocol.ReloadPage
			}
			if each.left--; each.left == 0 {
				complete = each
			}
		}
	}
	h.mu.Unlock()
	if complete != nil {
		told := complete.Sent
		told.Done = time.Since(complete.saved)
		h.options.OnSent(told)
	}
}
