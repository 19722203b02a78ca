package pages

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// quality is how much a client wants a media type (RFC 9110, section 12.5.1), from 0 to 1:
// as it names the type itself, 0 where it does not, and as it accepts it, by a range such
// as */* too. A request without Accept accepts everything.
func quality(r *http.Request, mediaType string) (named, accepted float64) {
	lines := r.Header.Values("Accept")
	if len(lines) == 0 {
		return 0, 1
	}
	kind, _, _ := strings.Cut(mediaType, "/")
	specific := 0 // how closely the range that counts names the type
	for item := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		given, parameters, err := mime.ParseMediaType(item)
		if err != nil {
			continue
		}
		weight := 1.0
		if q, ok := parameters["q"]; ok {
			if weight, err = strconv.ParseFloat(q, 64); err != nil || weight < 0 || weight > 1 {
				continue
			}
		}
		level := 0
		switch given {
		case mediaType:
			level, named = 3, weight
		case kind + "/*":
			level = 2
		case "*/*":
			level = 1
		}
		if level > specific {
			specific, accepted = level, weight
		}
	}
	return named, accepted
}

// wantsHTML reports whether a client prefers HTML to plain text, as browsers do.
func wantsHTML(r *http.Request) bool {
	named, _ := quality(r, "text/html")
	return named > 0
}

// wantsJSON reports whether a client prefers JSON to HTML: it names JSON, and gives HTML no
// higher weight. If it names both with the same weight, it gets HTML.
func wantsJSON(r *http.Request) bool {
	json, _ := quality(r, "application/json")
	named, html := quality(r, "text/html")
	return json > 0 && (json > html || json == html && named == 0)
}
