package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/listen"
)

// foreign tells whether a page of another site, or of another port of this machine, makes
// a browser send a request that is not for its user to see: by fetch, a form, an image, a
// frame, or ahead of a link that nobody has followed yet. A followed link is not (Fetch Metadata, section 2; the policy is the one of
// https://web.dev/articles/fetch-metadata). Browsers that do not tell, as they do not
// where a site is reached by plain http over a network, tell the Origin of most of these.
func (s *Site) foreign(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin != "" && s.ownOrigin(r, origin) {
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

// askedBy is what is known of who a request is from.
func askedBy(r *http.Request) string {
	if origin := r.Header.Get("Origin"); origin != "" {
		return origin
	}
	if purpose := r.Header.Get("Sec-Purpose"); purpose != "" {
		return purpose
	}
	return r.Header.Get("Sec-Fetch-Site")
}

// ownOrigin tells whether an Origin is this site's, by any of its names.
func (s *Site) ownOrigin(r *http.Request, origin string) bool {
	if listen.OriginAllowed(origin, r.Host, s.config.AllowedHosts) {
		return true
	}
	own := s.listen.URLs()
	if s.config.AlsoHost != "" {
		own = append(own, "http://localhost:"+strconv.Itoa(s.listen.Port())+"/")
	}
	return slices.Contains(own, strings.ToLower(origin)+"/")
}
