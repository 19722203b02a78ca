package verdict

import (
	"bytes"
	"slices"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/pattern"
)

// neverForOthers are types that pages of other sites get for no image or script, whatever the bytes (Fetch,
// "opaque-blocklisted-never-sniffed MIME type").
var neverForOthers = []string{
	"application/dash+xml", "application/gzip", "application/msexcel", "application/mspowerpoint", "application/msword",
	"application/msword-template", "application/pdf", "application/vnd.apple.mpegurl", "application/vnd.ces-quickpoint",
	"application/vnd.ces-quicksheet", "application/vnd.ces-quickword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
	"application/vnd.ms-word", "application/x-gzip", "application/x-protobuf", "application/x-protobuffer", "application/zip",
	"audio/mpegurl", "multipart/byteranges", "multipart/signed", "text/event-stream", "text/csv", "text/vtt",
}

// blockedUnread reports whether Chromium keeps a response from a page of another site that asked for an
// image or a script and cannot read it (Fetch, "opaque-response-safelist check"): one whose bytes confirm
// that it is HTML, XML or JSON as its type says, or which says nothing else and may not be guessed.
func (r Response) blockedUnread() bool {
	kind := r.namedType()
	data := kind == "text/html" || mediatype.IsJSON(kind) || mediatype.IsXML(kind)
	content, known := r.plain()
	switch {
	case mediatype.IsJavaScript(kind), kind == "text/css", kind == svg:
		return false
	case slices.Contains(neverForOthers, kind):
		return true
	case r.noSniff() && (data || kind == "text/plain"):
		return true
	case !known || !data && kind != "text/plain":
		return false
	case breaksParsers(content):
		return true
	}
	return (kind == "text/html" || kind == "text/plain") && isMarkup(content) ||
		(mediatype.IsXML(kind) || kind == "text/plain") && startsWith(content, "<?xml") ||
		(mediatype.IsJSON(kind) || kind == "text/plain") && beginsObject().Match(content)
}

// beginsObject is how an object of JSON begins that is no program.
var beginsObject = pattern.Lazy(`^[\s]*\{\s*"(?:[^"\\]|\\.)*"\s*:`)

// isMarkup reports whether a text begins with a tag of HTML behind comments.
func isMarkup(text []byte) bool {
	text = bytes.TrimSpace(text)
	for bytes.HasPrefix(text, []byte("<!--")) {
		_, behind, found := bytes.Cut(text, []byte("-->"))
		if !found {
			return false
		}
		text = bytes.TrimSpace(behind)
	}
	return looksLikeHTML(text)
}

// breaksParsers reports whether a text begins as what keeps others from running it.
func breaksParsers(text []byte) bool {
	return slices.ContainsFunc([]string{")]}'", "{}&&", "for(;;);"}, func(start string) bool { return bytes.HasPrefix(text, []byte(start)) })
}
