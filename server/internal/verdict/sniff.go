package verdict

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"strings"

	"vitrina/server/internal/mediatype"
)

// ResourceHeader is how many bytes of a content a browser looks at to guess its type, at most
// (MIME Sniffing, section 5.2).
const ResourceHeader = 1445

// standardType is the type that a response has by the standard's algorithm (MIME Sniffing,
// section 7). content has no coding any more.
func (r Response) standardType(content []byte) string {
	start := content[:min(len(content), ResourceHeader)]
	values := r.values("Content-Type")
	named, _ := mediatype.Extract(values)
	switch {
	case mediatype.SaysNothing(named):
		return unknownType(start, !r.noSniff())
	case r.noSniff():
		return named
	case isApacheDefault(values):
		if isBinary(start) {
			return octetStream
		}
		return "text/plain"
	}
	if guessed := unknownType(start, false); strings.HasPrefix(named, "image/") && named != "image/svg+xml" && strings.HasPrefix(guessed, "image/") ||
		isMedia(named) && isMedia(guessed) {
		return guessed
	}
	return named
}

// isMedia reports whether a type is one of sound or film (section 4.6).
func isMedia(kind string) bool {
	return strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/") || kind == "application/ogg"
}

// octetStream is the type of bytes that are nothing known.
const octetStream = "application/octet-stream"

// isApacheDefault reports whether the type is one that Apache once sent for every file that it did
// not know (section 5.1).
func isApacheDefault(values []string) bool {
	if len(values) == 0 {
		return false
	}
	switch values[len(values)-1] {
	case "text/plain", "text/plain; charset=ISO-8859-1", "text/plain; charset=iso-8859-1", "text/plain; charset=UTF-8":
		return true
	}
	return false
}

// unknownType is the type that bytes have by their look (section 7.1). What may hold scripts is
// only found where that is allowed.
//
// Go's own table is the standard's, but for fonts, which the standard does not look for here, for
// what stands within containers, and for how much is searched for a tag and for binary bytes. MPEG audio
// without a tag is not looked for.
func unknownType(start []byte, scriptable bool) string {
	found, _, _ := strings.Cut(http.DetectContentType(start), ";")
	holds := true
	switch found {
	case "text/html", "text/xml", "application/pdf":
		holds = scriptable
	case "video/webm":
		holds = isWebM(start)
	case "application/x-rar-compressed":
		holds = bytes.HasPrefix(start, []byte("Rar!\x1a\x07\x00"))
	case "application/ogg", "application/postscript", "application/zip", "application/x-gzip":
	default:
		holds = strings.HasPrefix(found, "image/") || strings.HasPrefix(found, "audio/") || found == "video/avi"
	}
	switch {
	case isMP4(start):
		return "video/mp4"
	case holds:
		return found
	case isBinary(start):
		return octetStream
	}
	return "text/plain"
}

// isMP4 reports whether a file of ISO's base format says that it is MP4 (section 6.2.1).
func isMP4(start []byte) bool {
	const head, word = 12, 4
	if len(start) < head || string(start[word:2*word]) != "ftyp" {
		return false
	}
	length := uint64(binary.BigEndian.Uint32(start))
	if length < head || length > uint64(len(start)) {
		return false
	}
	for at := 2 * word; at+word <= int(length); at += word {
		if at == 3*word { // the version
			continue
		}
		switch string(start[at : at+word]) {
		case "mp41", "mp42", "isom", "iso2", "mmp4", "M4V ", "M4A ", "M4P ", "avc1":
			return true
		}
	}
	return false
}

// isWebM reports whether a Matroska file says that it is WebM (section 6.2.2): the letters stand
// behind the element 4282 among its first bytes.
func isWebM(start []byte) bool {
	const searched, letters = 38, 4
	at := bytes.Index(start[:min(len(start), searched)], []byte{0x42, 0x82}) + 3
	if at < 3 || at >= len(start)-letters {
		return false
	}
	return bytes.HasPrefix(bytes.TrimLeft(start[at:], "\x00"), []byte("webm"))
}

// isBinary reports whether bytes are not text (section 7.2). A byte order mark says that they are.
func isBinary(start []byte) bool {
	for _, mark := range []string{"\xfe\xff", "\xff\xfe", "\xef\xbb\xbf"} {
		if bytes.HasPrefix(start, []byte(mark)) {
			return false
		}
	}
	for _, b := range start[:min(len(start), ResourceHeader)] {
		if b <= 0x08 || b == 0x0b || 0x0e <= b && b <= 0x1a || 0x1c <= b && b <= 0x1f {
			return true
		}
	}
	return false
}
