package verdict

import (
	"bytes"
	"strings"

	"vitrina/server/internal/mediatype"
)

// How many bytes Chromium looks at, at most, for a tag, for a signature or binary bytes, and for the tag of a
// feed, and at how many tags for that: fewer than the standard's ResourceHeader.
const (
	searchedForHTML   = 512
	searchedForBytes  = 1024
	searchedForFeed   = 300
	tagsBeforeTheFeed = 5
)

// namedType is the type that a response names, in lower case and without parameters, as Chromium
// reads it: of several the last one that has a slash, up to the first space, semicolon or
// parenthesis. Empty where it names none. The standard's is mediatype.Extract.
func (r Response) namedType() string {
	named := ""
	for _, value := range mediatype.Members(r.values("Content-Type")) {
		value = strings.Trim(value, " \t\r\n")
		if value == "*/*" || !strings.Contains(value, "/") {
			continue
		}
		if end := strings.IndexAny(value, " \t;("); end >= 0 {
			value = value[:end]
		}
		named = strings.ToLower(value)
	}
	if !strings.Contains(named, "/") {
		return ""
	}
	return named
}

// tags are those by which Chromium knows HTML, whatever follows them. The standard has all but PRE,
// and wants a space or > behind them (MIME Sniffing, section 7.1).
var tags = []string{
	"<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE", "<A", "<STYLE",
	"<TITLE", "<B", "<P", "<!--",
}

// signatures are formats that Chromium knows and the standard does not, and texts that it takes for
// text whatever their bytes.
var signatures = []struct{ start, kind string }{
	{"#!", "text/plain"},
	{"%!PS-Adobe-", "application/postscript"},
	{"%!", "text/plain"},
	{"From", "text/plain"},
	{">From", "text/plain"},
	{"II*\x00", "image/tiff"},
	{"MM\x00*", "image/tiff"},
	{"\x1aE\xdf\xa3", "video/webm"},
	{".RMF", "audio/x-pn-realaudio"},
	{"\xd7\xcd\xc6\x9a", "application/x-msmetafile"},
	{"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", "video/x-ms-asf"},
}

// unlooked are types of the standard's table for which Chromium does not look.
var unlooked = []string{"image/x-icon", "audio/wave", "video/avi", "audio/aiff", "audio/basic", "audio/midi", "application/ogg", "video/mp4"}

// chromiumGuess is the type that Chromium gives to content that names none.
func chromiumGuess(start []byte) string {
	start = start[:min(len(start), searchedForBytes)]
	if looksLikeHTML(start) {
		return "text/html"
	}
	return chromiumSignature(start, true)
}

// chromiumText is the type that Chromium gives to what calls itself text/plain.
func chromiumText(start []byte) string {
	if start = start[:min(len(start), searchedForBytes)]; !isBinary(start) {
		return "text/plain"
	}
	return chromiumSignature(start, false)
}

func chromiumSignature(start []byte, scriptable bool) string {
	for _, each := range signatures {
		if bytes.HasPrefix(start, []byte(each.start)) {
			return each.kind
		}
	}
	guessed := unknownType(start, scriptable)
	for _, each := range unlooked {
		if guessed == each {
			return octetStream
		}
	}
	return guessed
}

func looksLikeHTML(start []byte) bool {
	text := bytes.TrimLeft(start[:min(len(start), searchedForHTML)], " \t\n\v\f\r")
	for _, tag := range tags {
		if len(text) >= len(tag) && strings.EqualFold(string(text[:len(tag)]), tag) {
			return true
		}
	}
	return false
}

// feedType is the type of a feed that calls itself XML, which Chromium finds by its first tag, behind the
// declaration and the doctype; empty for any other content. Behind a comment it does not look.
func feedType(start []byte) string {
	text := strings.ToLower(string(start[:min(len(start), searchedForFeed)]))
	for range tagsBeforeTheFeed {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			return ""
		}
		text = text[at:]
		switch {
		case strings.HasPrefix(text, "<?xml"), strings.HasPrefix(text, "<!doctype"):
			text = text[1:]
		case strings.HasPrefix(text, "<rss"):
			return "application/rss+xml"
		case strings.HasPrefix(text, "<feed"):
			return "application/atom+xml"
		default:
			return ""
		}
	}
	return ""
}
