package cgi

import (
	"bytes"
	"strings"

	"golang.org/x/net/http/httpguts"

	"vitrina/server/internal/mediatype"
)

// Field is a field that a script printed.
type Field struct {
	Name, Value string
}

// splitField splits "Name: value"; the name is a token (RFC 9110, section 5.6.2).
func splitField(line []byte) (name, value string, ok bool) {
	n, v, found := bytes.Cut(line, []byte(":"))
	if !found || !httpguts.ValidHeaderFieldName(string(n)) {
		return "", "", false
	}
	return string(n), strings.Trim(string(v), " \t"), true
}

// isFieldStart reports whether a line that has not ended yet can still become a field.
func isFieldStart(line []byte) bool {
	line = bytes.TrimRight(line, "\r")
	n, _, found := bytes.Cut(line, []byte(":"))
	return len(n) == 0 && !found || httpguts.ValidHeaderFieldName(string(n)) || strings.HasPrefix(traceback, string(line))
}

// isOnce reports whether a header may have a field once only.
func isOnce(name string) bool {
	return strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "Content-Type") || strings.EqualFold(name, "Location")
}

// isMediaType reports whether a value is a media type as browsers read it, whatever the parameters.
func isMediaType(value string) bool { return mediatype.Parse(value).Essence != "" }

// isServers reports whether a field is about the connection or the framing of the
// message, which are the server's alone (RFC 9110, section 7.6.1; RFC 3875, section
// 6.3.4).
func isServers(name string) bool {
	switch strings.ToLower(name) {
	case "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade":
		return true
	}
	return false
}

func isDigits(text string) bool {
	return text != "" && len(text) <= 18 && strings.Trim(text, "0123456789") == "" // 18: it fits an int64
}
