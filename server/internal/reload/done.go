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
	at := slices.IndexFunc(h.pending, func(p *pending) bool { return slices.Contains(p.Pages, c.page) })
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
	at := slices.IndexFunc(h.pending, func(p *pending) bool { return p.ID == id })
	if at < 0 {
		h.mu.Unlock()
		return
	}
	each := h.pending[at]
	if loadedAgain {
		each.Kind = protocol.ReloadPage
	}
	each.left--
	complete := each.left == 0
	if complete {
		h.pending = slices.Delete(h.pending, at, at+1)
	}
	h.mu.Unlock()
	if complete { // nobody else has it any more
		each.Done = time.Since(each.saved)
		h.options.OnSent(each.Sent)
	}
}
