package content

import (
	"net/http"

	"vitrina/server/internal/protocol"
)

// NotModified says that a 304 answers a request that did not ask for one: then there is no copy that it
// could speak of (RFC 9110, section 15.4.5).
func NotModified(asked http.Header) *protocol.Note {
	if asked.Get("If-None-Match") != "" || asked.Get("If-Modified-Since") != "" {
		return nil
	}
	return note("notModifiedUnasked", protocol.SeverityWarning)
}
