package cgi

import (
	"net/http"
	"slices"
	"strings"

	"vitrina/server/internal/distance"
)

// known are fields that scripts print: those of RFC 3875, section 6.3, and the usual ones of
// responses.
var known = []string{
	"Content-Type", "Status", "Location", "Set-Cookie",
	"Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
	"Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Cache-Control",
	"Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Location", "Content-Range",
	"Content-Security-Policy", "Content-Security-Policy-Report-Only", "Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy",
	"Cross-Origin-Resource-Policy", "Expires", "Last-Modified", "Permissions-Policy", "Referrer-Policy", "Retry-After",
	"Strict-Transport-Security", "Transfer-Encoding", "WWW-Authenticate", "X-Content-Type-Options", "X-Frame-Options",
}

// alike are fields whose names resemble those, and are right.
var alike = []string{"Set-Cookie2", "Content-Style-Type", "Expect"}

// inSpanish are names in Spanish, as people translate them, or their browser does where they copy a script from a page.
var inSpanish = map[string]string{
	"contenido-tipo": "Content-Type", "tipo-contenido": "Content-Type", "tipo-de-contenido": "Content-Type",
	"localizacion": "Location", "localización": "Location", "ubicacion": "Location", "ubicación": "Location", "estado": "Status",
}

// knownName is a name as it is usually written, empty where it is not known.
func knownName(name string) string {
	if i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, name) }); i >= 0 {
		return known[i]
	}
	return ""
}

// dashes makes hyphens of what is taken for one: also of the dashes that word processors print.
var dashes = strings.NewReplacer("_", "-", " ", "-", "\u2010", "-", "\u2011", "-", "\u2013", "-", "\u2014", "-", "\u2212", "-")

// meantName is the known name that a name plainly stands for; empty where it is known itself,
// or resembles none, as a script's own names do.
func meantName(name string) string {
	if knownName(name) != "" || slices.ContainsFunc(alike, func(a string) bool { return strings.EqualFold(a, name) }) {
		return ""
	}
	if own, ok := strings.CutPrefix(strings.ToUpper(name), "X-"); ok && knownName(own) != "" { // a header of one's own (RFC 6648, section 1)
		return ""
	}
	if strings.EqualFold(name, "Cookie") { // a request's, which the browser sends back (RFC 6265, section 4.2)
		return "Set-Cookie"
	}
	hyphened := dashes.Replace(name)
	if meant := knownName(hyphened); meant != "" {
		return meant
	}
	if meant := inSpanish[strings.ToLower(hyphened)]; meant != "" {
		return meant
	}
	if strings.Contains(name, " ") {
		return ""
	}
	for _, k := range known {
		most := 1 // of a short name, two letters make another word: Location, Rotation
		if len(k) >= 10 {
			most = 2
		}
		if max(len(k)-len(name), len(name)-len(k)) <= most && distance.Edits(strings.ToLower(name), strings.ToLower(k), most) <= most {
			return k
		}
	}
	return ""
}

// isSurelyField reports whether a name and a value, which stand at an unusual place, are a field
// of a response and not a sentence of a page.
func isSurelyField(name, value string) bool {
	switch known := knownName(name); known {
	case "":
		return false
	case "Content-Type":
		return isMediaType(value)
	case "Status":
		status, _, _ := parseStatus(value)
		return status != 0
	case "Location":
		return value != "" && !strings.ContainsAny(value, " <") && (strings.HasPrefix(value, "/") || strings.Contains(value, "://"))
	case "Set-Cookie":
		cookie, err := http.ParseSetCookie(value)
		return err == nil && cookie.Name != ""
	default:
		return strings.Contains(known, "-") && value != ""
	}
}
