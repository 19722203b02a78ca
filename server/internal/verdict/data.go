package verdict

import (
	"net/http"
	"strings"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
)

// The destinations behind Sec-Fetch-Dest: empty that the rest of a request tells apart, and that of a
// WebSocket's handshake.
const (
	fetched     = "fetch"
	eventSource = "eventSource"
	prefetch    = "prefetch"
	ping        = "ping"
	webSocket   = "webSocket"
)

// forData is for what a browser asked that names no destination.
func (r Response) forData() string {
	unread := r.asked("Sec-Fetch-Mode") == "no-cors"
	switch {
	case r.saves(): // as a document that is to be saved
		return document
	case strings.HasPrefix(r.asked("Sec-Purpose"), "prefetch"): // HTML, "link type prefetch"
		return prefetch
	case unread && r.Method == http.MethodPost: // a ping of a link (Ping-To), or navigator.sendBeacon
		return ping
	case strings.Contains(r.asked("Accept"), eventStream):
		return eventSource
	}
	return fetched
}

// saves reports whether the browser asked for a file to be saved: <a download>, which navigates nowhere.
func (r Response) saves() bool {
	return r.asked("Sec-Fetch-Dest") == "empty" && r.asked("Sec-Fetch-Mode") == "navigate"
}

// upgrades reports whether a request is a WebSocket's handshake (RFC 6455, section 4.1).
func (r Response) upgrades() bool { return strings.EqualFold(r.asked("Upgrade"), "websocket") }

// data is what becomes of a response that a script asked for.
func (r Response) data() *protocol.Outcome {
	from := r.asked("Sec-Fetch-Site")
	if r.asked("Sec-Fetch-Mode") == "no-cors" && (from == "cross-site" || from == "same-site") { // Fetch, "opaque filtered response"
		return refused(r.namedType(), "opaque")
	}
	kind, _ := mediatype.Extract(r.values("Content-Type"))
	return applied(kind, "fetched")
}

const eventStream = "text/event-stream"

// events is what becomes of a stream of events (WHATWG HTML, 9.2.3, "announce the connection"). Chromium
// wants it in UTF-8, too.
func (r Response) events() *protocol.Outcome {
	kind := r.namedType()
	_, charset := mediatype.Extract(r.values("Content-Type"))
	switch {
	case r.Status != http.StatusOK:
		return refused(kind, "eventStreamStatus")
	case kind != eventStream:
		return refused(kind, orUntyped(kind, "eventStreamWrongType", "eventStreamUntyped"))
	case charset != "" && !strings.EqualFold(charset, "utf-8"):
		made := withArgs(refused(kind, "eventStreamCharset"), "charset", charset)
		made.Standard = "eventStreamCharset"
		return made
	}
	return applied(kind, "named")
}
