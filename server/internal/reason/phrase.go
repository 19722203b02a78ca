// Package reason names status codes as their registry does.
package reason

import "net/http"

// renamed are those that RFC 9110 calls otherwise than the RFCs before it, which net/http follows.
var renamed = map[int]string{
	http.StatusRequestEntityTooLarge:        "Content Too Large",     // RFC 9110, section 15.5.14
	http.StatusRequestURITooLong:            "URI Too Long",          // 15.5.15
	http.StatusRequestedRangeNotSatisfiable: "Range Not Satisfiable", // 15.5.17
	http.StatusUnprocessableEntity:          "Unprocessable Content", // 15.5.21
}

// Phrase is the reason phrase of a status code (RFC 9112, section 4), empty for one that nobody has registered.
func Phrase(status int) string {
	if phrase, ok := renamed[status]; ok {
		return phrase
	}
	return http.StatusText(status)
}
