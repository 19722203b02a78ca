package content

import (
	"bytes"
	"net/http"
	"strings"

	"vitrina/server/internal/mediatype"
)

// tags are those by which a browser knows HTML, where a space or > follows (WHATWG MIME Sniffing,
// section 7.1).
var tags = []string{
	"<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE", "<A", "<STYLE",
	"<TITLE", "<B", "<BODY", "<BR", "<P", "<!--",
}

// resourceHeader is how many bytes of a content a browser looks at for a tag: Chromium at fewer than the
// standard's 1445 (section 5.2).
const resourceHeader = 512

// GuessesHTML reports whether a browser takes a content that has no type for HTML; known is false
// where more of it has to be seen than its start. whole is true where that is all.
func GuessesHTML(start []byte, whole bool) (guesses, known bool) {
	whole = whole || len(start) >= resourceHeader
	text := bytes.ToUpper(bytes.TrimLeft(start[:min(len(start), resourceHeader)], "\t\n\f\r "))
	for _, tag := range tags {
		switch {
		case len(text) > len(tag) && bytes.HasPrefix(text, []byte(tag)) && (text[len(tag)] == ' ' || text[len(tag)] == '>'):
			return true, true
		case !whole && len(text) <= len(tag) && strings.HasPrefix(tag, string(text)):
			return false, false
		}
	}
	return false, true
}

// MayGuess reports whether a browser may guess the type of a response with these fields (section
// 7).
func MayGuess(header http.Header) bool {
	if noSniff(header) || !Plain(header) {
		return false
	}
	kind, _ := mediatype.Extract(header.Values("Content-Type"))
	return mediatype.SaysNothing(kind)
}

// Plain reports whether the content is not coded, so that its bytes are those of its type.
func Plain(header http.Header) bool {
	coding := strings.TrimSpace(header.Get("Content-Encoding"))
	return coding == "" || strings.EqualFold(coding, "identity")
}

func noSniff(header http.Header) bool {
	first, _, _ := strings.Cut(header.Get("X-Content-Type-Options"), ",")
	return strings.EqualFold(strings.TrimSpace(first), "nosniff")
}
