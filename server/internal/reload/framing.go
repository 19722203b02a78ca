package reload

import (
	"context"

	"github.com/coder/websocket"

	"vitrina/server/internal/l10n"
)

// sendForbidden says which field forbids the frame that a live view could not read, if one does.
func (h *Hub) sendForbidden(ctx context.Context, socket *websocket.Conn, c *client, message clientMessage) bool {
	field := h.options.Forbids(message.Page, message.Nested)
	if field == "" {
		return true
	}
	text := l10n.Text(c.locale, "live.forbidden", map[string]string{"path": message.Page, "field": field})
	return send(ctx, socket, serverMessage{Type: "forbidden", Page: message.Page, Text: text})
}
