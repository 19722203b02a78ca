package reload

import (
	"context"
	"time"

	"github.com/coder/websocket"

	"vitrina/server/internal/l10n"
)

// sendForbidden says which field forbids the frame that a live view could not read, if one does.
func (h *Hub) sendForbidden(ctx context.Context, socket *websocket.Conn, c *client, message clientMessage) bool {
	field := h.forbids(ctx, message)
	if field == "" {
		return true
	}
	text := l10n.Text(c.locale, "live.forbidden", map[string]string{"path": message.Page, "field": field})
	return send(ctx, socket, serverMessage{Type: "forbidden", Page: message.Page, Text: text})
}

// A browser may act on a head before that is recorded, which happens once it was written. So it is
// looked for a few times.
const (
	headTries = 20
	headPause = 50 * time.Millisecond
)

func (h *Hub) forbids(ctx context.Context, message clientMessage) (field string) {
	for range headTries {
		if field = h.options.Forbids(message.Page, message.Nested); field != "" {
			return field
		}
		select {
		case <-ctx.Done():
			return ""
		case <-time.After(headPause):
		}
	}
	return ""
}
