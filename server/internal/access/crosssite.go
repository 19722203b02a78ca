package access

import "net/http"

// CrossSite reports whether a page of another site, or of another port of this machine,
// makes a browser send a request that its user does not get to see: by fetch, a form, an
// image or a frame, or ahead of a link that nobody has followed yet. A followed link is
// fine (Fetch Metadata, section 2; the policy is the one of
// https://web.dev/articles/fetch-metadata).
//
// A browser leaves the fields of Fetch Metadata out where it reaches the site by plain http
// over a network. Then the Origin gives most of these requests away.
func (p Policy) CrossSite(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin != "" && p.OriginAllowed(r, origin) {
		return false
	}
	ahead := r.Header.Get("Sec-Purpose") != "" // prefetch, or prefetch;prerender
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin":
		return false
	case "none": // the user asked, or Chromium did for any page's speculation rules
		return ahead
	case "": // an older browser, or none
		return origin != ""
	}
	link := !ahead && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document" &&
		(r.Method == http.MethodGet || r.Method == http.MethodHead)
	return !link
}

// AskedBy is what a request says of the page that it comes from.
func AskedBy(r *http.Request) string {
	if origin := r.Header.Get("Origin"); origin != "" {
		return origin
	}
	if purpose := r.Header.Get("Sec-Purpose"); purpose != "" {
		return purpose
	}
	return r.Header.Get("Sec-Fetch-Site")
}
