package verdict

import (
	"net/url"
	"strings"

	"vitrina/server/internal/protocol"
)

// notShared is the outcome where the response does not let a page of another origin have it; nil
// where it does.
func (r Response) notShared() *protocol.Outcome {
	from := r.asked("Sec-Fetch-Site")
	other := from == "cross-site" || from == "same-site"
	switch r.asked("Sec-Fetch-Mode") {
	case "cors": // Fetch, "CORS check"
		origin := r.asked("Origin")
		if from == "" {
			parsed, err := url.Parse(origin)
			other = err == nil && parsed.Host != r.asked("Host")
		}
		if !other || origin == "" {
			return nil
		}
		allowed := strings.Join(r.values("Access-Control-Allow-Origin"), ", ")
		cookies := r.asked("Cookie") != ""
		switch {
		case allowed == "":
			return withArgs(refused(r.namedType(), "originNotAllowed"), "origin", origin)
		case allowed == "*" && cookies:
			return withArgs(refused(r.namedType(), "originWithCookies"), "origin", origin)
		case allowed != "*" && allowed != origin:
			return withArgs(refused(r.namedType(), "otherOriginAllowed"), "origin", origin, "allowed", allowed)
		case cookies && r.answered("Access-Control-Allow-Credentials") != "true":
			return withArgs(refused(r.namedType(), "cookiesNotAllowed"), "origin", origin)
		}
	case "no-cors": // Fetch, "cross-origin resource policy check"
		policy := r.answered("Cross-Origin-Resource-Policy")
		if other && policy == "same-origin" || from == "cross-site" && policy == "same-site" {
			return withArgs(refused(r.namedType(), "resourcePolicy"), "policy", policy)
		}
	}
	return nil
}

// withArgs gives an outcome what its sentence speaks of, in pairs of a name and a value.
func withArgs(made *protocol.Outcome, pairs ...string) *protocol.Outcome {
	made.Args = map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		made.Args[pairs[i]] = pairs[i+1]
	}
	return made
}

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
	for _, each := range members(r.values("X-Frame-Options")) {
		words[strings.ToLower(strings.TrimSpace(each))] = true
	}
	several := len(words) > 1 && (words["deny"] || words["sameorigin"] || words["allowall"])
	if several || words["deny"] || words["sameorigin"] && !self {
		return "frameOptions"
	}
	return ""
}

// framer is the host of the page that frames, where it is known, and whether it is of the same
// origin.
func (r Response) framer() (host string, self bool) {
	if parsed, err := url.Parse(r.asked("Referer")); err == nil {
		host = parsed.Host
	}
	return host, r.asked("Sec-Fetch-Site") == "same-origin"
}

// ancestors reports whether a policy says who may frame, and whether a page may (CSP Level 3,
// section 6.4.2).
func ancestors(policy, framer string, self bool) (governed, allowed bool) {
	for directive := range strings.SplitSeq(policy, ";") {
		words := strings.Fields(directive)
		if len(words) == 0 || !strings.EqualFold(words[0], "frame-ancestors") {
			continue
		}
		for _, source := range words[1:] {
			source = strings.ToLower(source)
			source = strings.TrimPrefix(strings.TrimPrefix(source, "https://"), "http://")
			host, wildcard := strings.CutPrefix(source, "*.")
			if source == "*" || source == "'self'" && self || source == framer || source == "http:" || source == "https:" ||
				wildcard && strings.HasSuffix(framer, "."+host) {
				return true, true
			}
		}
		return true, false
	}
	return false, false
}
