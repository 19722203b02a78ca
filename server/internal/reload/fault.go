package reload

import (
	"context"

	"github.com/coder/websocket"

	"vitrina/server/internal/l10n"
)

// maxFaults is how many targets are remembered whose script failed.
const maxFaults = 64

// fault is why the latest answer for a target is not whole, in a language.
type fault struct {
	target string
	text   func(l10n.Locale) string
}

// ScriptFailed keeps that a script failed after it had begun to answer for a target, and has
// the live views of that target say so: their frame shows nothing but a page that stops.
func (h *Hub) ScriptFailed(target string, text func(l10n.Locale) string) {
	h.setFault(target, text)
}

// ForgetFailure forgets it, since the latest answer for the target says all itself.
func (h *Hub) ForgetFailure(target string) { h.setFault(target, nil) }

func (h *Hub) setFault(target string, text func(l10n.Locale) string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	known := len(h.faults)
	for i, each := range h.faults {
		if each.target == target {
			h.faults = append(h.faults[:i], h.faults[i+1:]...)
			break
		}
	}
	if text != nil {
		h.faults = append(h.faults, fault{target, text})
		h.faults = h.faults[max(0, len(h.faults)-maxFaults):]
	} else if known == len(h.faults) {
		return
	}
	for client := range h.clients {
		if client.page == target {
			client.wakeForFault()
		}
	}
}

// wakeForFault has the client's socket say what is wrong with its page, if anything is. Other
// machines are not told: the sentence is about the owner's script.
func (c *client) wakeForFault() {
	if !c.live || c.remote {
		return
	}
	select {
	case c.faulty <- struct{}{}:
	default: // it is awake already
	}
}

// sendFault sends what is wrong with the page that a live view shows. An empty text takes back
// what was said before.
func (h *Hub) sendFault(ctx context.Context, socket *websocket.Conn, c *client) bool {
	h.mu.Lock()
	message := serverMessage{Type: "fault", Page: c.page}
	var text func(l10n.Locale) string
	for _, each := range h.faults {
		if each.target == c.page {
			text = each.text
		}
	}
	h.mu.Unlock()
	if text != nil {
		message.Text = text(c.locale)
	}
	if message.Text == "" && !c.told { // it says nothing
		return true
	}
	c.told = message.Text != ""
	return send(ctx, socket, message)
}
