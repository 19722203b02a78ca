package verdict

import (
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/protocol"
)

// redirect is what becomes of a response that sends the browser to another address.
func (r Response) redirect(destination string) *protocol.Outcome {
	location := r.answered("Location")
	scheme, rest := schemeOf(location)
	made := &protocol.Outcome{Fate: protocol.FateRedirected, Reason: "location"}
	switch {
	case scheme == "", scheme == "http" || scheme == "https":
		if !isPlace(rest) {
			made = refused("", "badLocation")
		}
	case navigates(destination) && scheme == "javascript": // nothing happens at all
		made = &protocol.Outcome{Fate: protocol.FateEmpty, Reason: "unsafeLocation"}
	case navigates(destination) && !slices.Contains(neverFollowed, scheme):
		made.Reason = "externalLocation"
		return withArgs(made, "location", location, "scheme", scheme)
	case !navigates(destination), slices.Contains(neverFollowed, scheme): // Fetch, "HTTP-redirect fetch"; others open a program
		made = refused("", "unsafeLocation")
	}
	return withArgs(made, "location", location)
}

// neverFollowed are the schemes to which no browser follows a redirect (Chromium: ERR_UNSAFE_REDIRECT).
var neverFollowed = []string{"about", "blob", "chrome", "data", "file", "filesystem", "javascript", "view-source", "ws", "wss"}

// schemeOf parts an address at the end of its scheme, in lower case; without one there is none.
func schemeOf(address string) (scheme, rest string) {
	name, rest, found := strings.Cut(address, ":")
	if !found || name == "" || strings.ContainsAny(name[:1], "0123456789+-.") || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789+-.") != "" {
		return "", address
	}
	return strings.ToLower(name), rest
}

// isPlace reports whether a host stands where an address has one, with a port that can be (WHATWG URL,
// "host parser"). An address without a host is one of the same site.
func isPlace(rest string) bool {
	rest = strings.ReplaceAll(rest, "\\", "/")
	if !strings.HasPrefix(rest, "//") {
		return true
	}
	place := strings.TrimLeft(rest, "/")
	if end := strings.IndexAny(place, "/?#"); end >= 0 {
		place = place[:end]
	}
	host := place[strings.LastIndexByte(place, '@')+1:]
	if at := strings.LastIndexByte(host, ':'); at > strings.LastIndexByte(host, ']') {
		if _, err := strconv.ParseUint(host[at+1:], 10, 16); err != nil && host[at+1:] != "" {
			return false
		}
		host = host[:at]
	}
	if inner, bracketed := strings.CutPrefix(host, "["); bracketed {
		return strings.HasSuffix(inner, "]")
	}
	return host != "" && !strings.ContainsAny(host, " <>[]^|%") && isNameOrAddress(host)
}

// isNameOrAddress reports whether a host that ends in a number is an IPv4 address (WHATWG URL, "ends in a number
// checker" and "IPv4 parser"); other hosts are names.
func isNameOrAddress(host string) bool {
	const most, octet = 4, 8
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	last := len(labels) - 1
	if labels[last] == "" || strings.Trim(labels[last], "0123456789") != "" {
		return true
	}
	if len(labels) > most {
		return false
	}
	for i, label := range labels {
		bits := octet
		if i == last { // which stands for all that is left
			bits = octet * (most - last)
		}
		if _, err := strconv.ParseUint(label, 0, bits); err != nil {
			return false
		}
	}
	return true
}
