package content

import (
	"net/http"
	"slices"
	"strings"

	"vitrina/server/internal/protocol"
)

// Preflight is what a person should know of the answer to the request that a browser sends
// before a page of another origin may send its own (Fetch, "CORS-preflight fetch"): which fields
// it lacks. ofFile is true where a file answers. Any other request has none.
func Preflight(asked, answered http.Header, status int, ofFile bool) *protocol.Note {
	origin, method := asked.Get("Origin"), asked.Get("Access-Control-Request-Method")
	switch {
	case origin == "" || method == "" || origin == "http://"+asked.Get("Host"):
		return nil
	case ofFile && method != http.MethodGet && method != http.MethodHead:
		return note("preflightToFile", protocol.SeverityError, "origin", origin, "method", method)
	case status < 200 || status > 299:
		return note("preflightStatus", protocol.SeverityError, "origin", origin, "method", method)
	}
	lacks := []string{}
	if allowed := strings.TrimSpace(answered.Get("Access-Control-Allow-Origin")); allowed != "*" && allowed != origin {
		lacks = append(lacks, "Access-Control-Allow-Origin: "+origin)
	}
	safe := []string{http.MethodGet, http.MethodHead, http.MethodPost} // CORS-safelisted methods
	if methods := list(answered, "Access-Control-Allow-Methods"); !slices.Contains(safe, method) && !slices.Contains(methods, method) && !slices.Contains(methods, "*") {
		lacks = append(lacks, "Access-Control-Allow-Methods: "+method)
	}
	allowed, unsafe := list(answered, "Access-Control-Allow-Headers"), []string{}
	for _, name := range list(asked, "Access-Control-Request-Headers") {
		named := slices.ContainsFunc(allowed, func(each string) bool { return strings.EqualFold(each, name) })
		if !named && (!slices.Contains(allowed, "*") || strings.EqualFold(name, "Authorization")) { // which * does not mean
			unsafe = append(unsafe, name)
		}
	}
	if len(unsafe) > 0 {
		lacks = append(lacks, "Access-Control-Allow-Headers: "+strings.Join(unsafe, ", "))
	}
	if len(lacks) == 0 {
		return nil
	}
	return note("preflightRefused", protocol.SeverityError, "origin", origin, "method", method, "fields", strings.Join(lacks, "; "))
}

// list are the members of a field that has several (RFC 9110, section 5.6.1).
func list(header http.Header, name string) []string {
	members := []string{}
	for _, each := range strings.Split(strings.Join(header.Values(name), ","), ",") {
		if each = strings.Trim(each, " \t"); each != "" {
			members = append(members, each)
		}
	}
	return members
}
