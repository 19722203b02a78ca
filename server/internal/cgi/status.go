package cgi

import (
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"

	"vitrina/server/internal/reason"
)

// addStatus takes the value of a Status: the last one counts.
func (h *Header) addStatus(value string) {
	line := "Status: " + value
	status, reason, exact := parseStatus(value)
	switch {
	case status == 0:
		h.violates(BadStatus, line)
		return
	case h.Status != 0: // section 6.3: once only
		h.violates(DuplicateField, line)
		h.Quoted[DuplicateField] = line
	}
	if !exact {
		h.violates(LooseStatus, line)
	}
	h.Status, h.Reason = status, ""
	if httpguts.ValidHeaderFieldValue(reason) {
		h.Reason = reason
	}
}

// parseStatus reads a status code with its reason (RFC 3875, section 6.3.3). exact is false
// where it is plain and not in its form, as "404: Not Found", "404.", "'404'" and "HTTP/1.1 404 Not Found". A status of 0 is none from 200 to 599.
func parseStatus(value string) (status int, reason string, exact bool) {
	rest, exact := value, true
	if version, after, found := strings.Cut(value, " "); found && strings.HasPrefix(version, "HTTP/") {
		rest, exact = strings.TrimLeft(after, " "), false
	}
	if quoted := len(rest) > 1 && (rest[0] == '"' || rest[0] == '\'') && rest[len(rest)-1] == rest[0]; quoted {
		rest, exact = rest[1:len(rest)-1], false
	}
	if len(rest) < 3 || !isDigits(rest[:3]) || len(rest) > 3 && !strings.ContainsAny(rest[3:4], " \t:;,-.") || len(rest) > 4 && rest[3] == '.' && isDigits(rest[4:5]) {
		return 0, "", false // 404.5 is of another kind of number
	}
	status, _ = strconv.Atoi(rest[:3]) // three digits
	if status < 200 || status > 599 {
		return 0, "", false
	}
	reason = rest[3:]
	if reason != "" && reason[0] != ' ' {
		reason, exact = strings.TrimLeft(reason, "\t:;,-."), false
	}
	return status, strings.TrimSpace(reason), exact
}

// statusOf is the status code that has a reason phrase (RFC 9110, section 15), or had it in the RFCs before that; 0
// where none has.
func statusOf(phrase string) int {
	phrase = strings.TrimSpace(phrase)
	for status := 200; status < 600 && phrase != ""; status++ {
		if strings.EqualFold(phrase, reason.Phrase(status)) || strings.EqualFold(phrase, http.StatusText(status)) {
			return status
		}
	}
	return 0
}
