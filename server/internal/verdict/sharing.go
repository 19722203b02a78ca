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
		if other && r.blockedUnread() {
			return refused(r.namedType(), "opaqueBlocked")
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
