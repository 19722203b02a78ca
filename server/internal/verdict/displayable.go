package verdict

import (
	"slices"
	"strings"

	"vitrina/server/internal/protocol"
)

// Which types Chromium shows in a tab in place of a download. No standard says it; each entry was
// asked of the browser (Chromium 156), and a test of the panel asks the installed one again.
var (
	xmlTypes   = []string{"text/xml", "application/xml", "application/xhtml+xml", "application/rss+xml", "application/atom+xml"}
	imageTypes = []string{
		"image/png", "image/x-png", "image/apng", "image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/webp", "image/avif", "image/jxl", "image/bmp",
		"image/x-icon", "image/vnd.microsoft.icon", "image/svg+xml", "image/x-xbitmap", "multipart/x-mixed-replace",
	}
	mediaTypes = []string{
		"audio/mpeg", "audio/mp3", "audio/x-mp3", "audio/wav", "audio/x-wav", "audio/ogg", "audio/flac", "audio/aac", "audio/mp4", "audio/x-m4a",
		"audio/webm", "audio/matroska", "audio/x-matroska", "audio/mpegurl", "audio/x-mpegurl",
		"video/mp4", "video/x-m4v", "video/3gpp", "video/webm", "video/ogg", "video/matroska", "video/x-matroska", "application/ogg",
		"application/x-mpegurl", "application/vnd.apple.mpegurl",
	}
	sourceTypes = []string{
		"application/javascript", "application/x-javascript", "application/ecmascript", "application/x-ecmascript",
	}
	// foreignTexts belong to other programs: calendars, address books, tables, accounts.
	foreignTexts = []string{
		"text/calendar", "text/x-calendar", "text/vcalendar", "text/x-vcalendar", "text/vcard", "text/x-vcard",
		"text/x-vcf", "text/directory", "text/ldif", "text/qif", "text/x-qif", "text/ofx", "text/rtf",
		"text/csv", "text/x-csv", "text/comma-separated-values", "text/tab-separated-values", "text/tsv",
		"text/vnd.sun.j2me.app-descriptor",
	}
)

// appearance is as what a document of a type is shown; false where it is downloaded instead.
func appearance(kind string) (protocol.Appearance, bool) {
	inner, isApplication := strings.CutPrefix(kind, "application/")
	switch {
	case kind == "text/html":
		return protocol.AsPage, true
	case slices.Contains(xmlTypes, kind):
		return protocol.AsXML, true
	case slices.Contains(imageTypes, kind):
		return protocol.AsImage, true
	case slices.Contains(mediaTypes, kind):
		return protocol.AsMedia, true
	case kind == "application/pdf":
		return protocol.AsPDF, true
	case slices.Contains(sourceTypes, kind), isApplication && (inner == "json" || len(inner) > len("+json") && strings.HasSuffix(inner, "+json")):
		return protocol.AsText, true
	case strings.HasPrefix(kind, "text/") && !slices.Contains(foreignTexts, kind):
		return protocol.AsText, true
	}
	return "", false
}
