package content

import (
	"slices"
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
	allowed := strings.Join(r.Header.Values("Access-Control-Allow-Origin"), ", ")
	switch allowed = strings.TrimSpace(allowed); {
	case allowed == r.Origin, allowed == "*" && !r.Cookies:
		return nil
	case r.Origin == "null":
		return note("originNull", protocol.SeverityError)
	case allowed == "*":
		return note("originWithCookies", protocol.SeverityError, "origin", r.Origin)
	case r.isOwnOtherName():
		return note("originOtherName", protocol.SeverityError, "origin", r.Origin, "host", r.Host)
	case allowed == "":
		return note("originNotAllowed", protocol.SeverityError, "origin", r.Origin)
	}
	return note("otherOriginAllowed", protocol.SeverityError, "origin", r.Origin, "allowed", allowed)
}

// isOwnOtherName reports whether the page that asked is of this site, by another name of this
// computer: localhost in place of 127.0.0.1. Browsers take that for another origin.
func (r Response) isOwnOtherName() bool {
	origin, ok := strings.CutPrefix(r.Origin, "http://")
	if !ok {
		return false
	}
	name, port, _ := strings.Cut(origin, ":")
	own, ownPort := r.Host, ""
	if at := strings.LastIndexByte(r.Host, ':'); at >= 0 {
		own, ownPort = r.Host[:at], r.Host[at+1:]
	}
	names := []string{"localhost", "127.0.0.1", "[::1]"}
	return port == ownPort && name != own && slices.Contains(names, name) && slices.Contains(names, own)
}
