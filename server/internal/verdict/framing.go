package verdict

import (
	"net/url"
	"slices"
	"strings"

	"vitrina/server/internal/mediatype"
)

// framingForbidden is the reason why a page may not frame the response; empty where it may.
func (r Response) framingForbidden() string {
	framer, self := r.framer()
	for _, value := range r.values("Content-Security-Policy") {
		for policy := range strings.SplitSeq(value, ",") {
			if governed, allowed := ancestors(policy, framer, self); governed && !allowed {
				return "frameAncestors"
			}
		}
	}
	for _, value := range r.values("Content-Security-Policy") { // which takes the older field's place
		if strings.Contains(strings.ToLower(value), "frame-ancestors") {
			return ""
		}
	}
	words := map[string]bool{} // WHATWG HTML, "check a navigation response's adherence to X-Frame-Options"
	for _, each := range mediatype.Members(r.values("X-Frame-Options")) {
		words[strings.ToLower(strings.TrimSpace(each))] = true
	}
	several := len(words) > 1 && (words["deny"] || words["sameorigin"] || words["allowall"])
	if several || words["deny"] || words["sameorigin"] && !self {
		return "frameOptions"
	}
	return ""
}

// framer is the origin of the page that frames, nil where it is not known, and whether it is the response's
// own.
func (r Response) framer() (origin *url.URL, self bool) {
	if r.asked("Sec-Fetch-Site") == "same-origin" {
		return &url.URL{Scheme: "http", Host: r.asked("Host")}, true
	}
	if parsed, err := url.Parse(r.asked("Referer")); err == nil && parsed.Host != "" {
		return parsed, false
	}
	return nil, false
}

// ancestors reports whether a policy says who may frame, and whether a page may (CSP Level 3,
// section 6.4.2).
func ancestors(policy string, framer *url.URL, self bool) (governed, allowed bool) {
	for directive := range strings.SplitSeq(policy, ";") {
		words := strings.Fields(strings.ToLower(directive))
		if len(words) == 0 || words[0] != "frame-ancestors" {
			continue
		}
		return true, slices.ContainsFunc(words[1:], func(source string) bool {
			return source == "*" || source == "'self'" && self || framer != nil && matchesOrigin(source, framer)
		})
	}
	return false, false
}

// matchesOrigin reports whether a source in lower case means an origin (section 6.7.2.8), which has no
// path. http means https as well.
func matchesOrigin(source string, origin *url.URL) bool {
	scheme, place, found := strings.Cut(source, "://")
	if name, alone := strings.CutSuffix(source, ":"); alone && !found {
		return matchesScheme(name, origin)
	}
	if !found { // the scheme is the response's own
		scheme, place = "http", source
	}
	place, path, _ := strings.Cut(place, "/")
	host, port := place, ""
	if at := strings.LastIndexByte(place, ':'); at > strings.LastIndexByte(place, ']') {
		host, port = place[:at], place[at+1:]
	}
	return path == "" && matchesScheme(scheme, origin) && matchesHost(host, origin) && matchesPort(port, origin)
}

func matchesScheme(scheme string, origin *url.URL) bool {
	return scheme == origin.Scheme || scheme == "http" && origin.Scheme == "https"
}

func matchesHost(host string, origin *url.URL) bool {
	own, _, _ := strings.Cut(strings.ToLower(origin.Host), ":")
	if strings.HasPrefix(origin.Host, "[") {
		own = "[" + strings.ToLower(origin.Hostname()) + "]"
	}
	if domain, wild := strings.CutPrefix(host, "*"); wild {
		return strings.HasSuffix(own, domain)
	}
	return host == own
}

// matchesPort compares ports: without one, a source means the scheme's own.
func matchesPort(port string, origin *url.URL) bool {
	usual := map[string]string{"http": "80", "https": "443"}[origin.Scheme]
	own := origin.Port()
	if own == "" {
		own = usual
	}
	return port == "*" || port == own || port == "" && own == usual || port == "80" && own == "443"
}
