package cgi

import (
	"bytes"
	"net/http"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// isLocalRedirect reports whether a header asks for another path of this site in place
// of a response (RFC 3875, section 6.2.2): a path, and not //host.
func (h Header) isLocalRedirect() bool {
	location, _ := h.Get("Location")
	return h.Status == 0 && isPath(location) && !h.Has(FragmentRedirect)
}

// isPath reports whether a Location is a path of this site, and not //host.
func isPath(location string) bool {
	return strings.HasPrefix(location, "/") && !strings.HasPrefix(location, "//")
}

// isURI reports whether a Location is a whole address (RFC 3986, section 3.1). A host with a port seems
// to begin with a scheme, and is none; one of the web has a host.
func isURI(location string) bool {
	scheme, rest, found := strings.Cut(location, ":")
	if !found || !httpguts.ValidHeaderFieldName(scheme) || !isLetter(scheme[0]) || strings.Contains(scheme, ".") {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		return strings.HasPrefix(rest, "//")
	case "localhost":
		return false
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// checkLocation looks where a header leads: Location is a whole address or a path of this site (RFC 3875,
// section 6.3.2).
func (h *Header) checkLocation() {
	switch location, redirects := h.Get("Location"); {
	case !redirects:
	case location == "":
		h.violates(EmptyLocation, "Location:")
	case !isPath(location) && !isURI(location):
		h.violates(RelativeLocation, "Location: "+location)
	case h.Status == 0 && isPath(location) && strings.Contains(location, "#"):
		h.violates(FragmentRedirect, "Location: "+location)
	case !mayHaveLocation(h.Status):
		h.violates(UnfollowedLocation, h.statusField())
	}
}

// mayHaveLocation reports whether Location means something beside a status, 0 for none: a redirect, or what was made
// (RFC 9110, section 10.2.2) or is yet to be.
func mayHaveLocation(status int) bool {
	return status == 0 || status == http.StatusCreated || status == http.StatusAccepted || status/100 == 3
}

// checkAlone looks what a script printed beside a local redirect, which is for nobody: another response
// takes its place (RFC 3875, section 6.2.2). content is the beginning of what follows the header.
func (h *Header) checkAlone(content []byte) {
	if !h.isLocalRedirect() {
		return
	}
	cookies := false
	for _, f := range h.Fields {
		switch {
		case strings.EqualFold(f.Name, "Location"):
		case strings.EqualFold(f.Name, "Set-Cookie"): // it is passed on all the same
			cookies = true
		default:
			h.violates(RedirectWithMore, f.Name+": "+f.Value)
		}
	}
	if line := firstLine(string(bytes.TrimSpace(content))); line != "" {
		h.violates(RedirectWithMore, line)
	}
	if cookies && !h.Has(RedirectWithMore) {
		h.violates(RedirectWithCookie, "")
	}
}
