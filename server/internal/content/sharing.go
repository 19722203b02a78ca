package content

import (
	"strings"

	"vitrina/server/internal/protocol"
)

// sharingNote says that a page of another origin may not read this: a browser gives it an
// error in place of the response, and tells the reason in its console alone (Fetch, "CORS
// check").
func (r Response) sharingNote() *protocol.Note {
	if r.Mode != "cors" || r.Origin == "" {
		return nil
	}
	allowed := strings.TrimSpace(r.Header.Get("Access-Control-Allow-Origin"))
	switch allowed {
	case "*", r.Origin:
		return nil
	case "":
		return note("originNotAllowed", protocol.SeverityError, "origin", r.Origin)
	}
	return note("otherOriginAllowed", protocol.SeverityError, "origin", r.Origin, "allowed", allowed)
}
