package verdict

import (
	"bytes"
	"net/http"
	"strings"

	"vitrina/server/internal/protocol"
)

// media is what becomes of sound and film: its bytes decide, whatever its type. What comes in parts
// is judged by its first alone.
func (r Response) media() *protocol.Outcome {
	switch {
	case r.failed():
		return refused(r.namedType(), "errorStatus")
	case r.Status != http.StatusOK && r.Status != http.StatusPartialContent: // Chromium's, as is what a range must be
		return refused(r.namedType(), "mediaStatus")
	case r.Status == http.StatusPartialContent && !r.fromWhereAsked():
		return withArgs(refused(r.namedType(), "otherRange"), "range", r.asked("Range"))
	}
	content, known := r.plain()
	later := r.Status == http.StatusPartialContent && !strings.HasPrefix(r.answered("Content-Range"), "bytes 0-")
	if !known || later {
		return applied(r.namedType(), "undecodedBytes")
	}
	if kind := mediaType(content); kind != "" {
		made := applied(kind, "mediaKnown")
		made.As = protocol.AsMedia
		return made
	}
	return refused(r.namedType(), "mediaUnknown")
}

// fromWhereAsked reports whether Content-Range begins at the byte at which the request's Range does (RFC 9110,
// section 14.4).
func (r Response) fromWhereAsked() bool {
	start, _, asked := strings.Cut(strings.TrimPrefix(r.asked("Range"), "bytes="), "-")
	unit, rest, _ := strings.Cut(r.answered("Content-Range"), " ")
	first, _, answered := strings.Cut(strings.TrimSpace(rest), "-")
	if !asked || start == "" { // a suffix begins where the server says
		return true
	}
	return answered && strings.EqualFold(unit, "bytes") && strings.TrimLeft(first, "0") == strings.TrimLeft(start, "0")
}

// mediaType is the type of sound or film by its first bytes (MIME Sniffing, section 6.2, and what
// Chromium plays besides); empty for none.
func mediaType(content []byte) string {
	at := func(offset int, text string) bool {
		return len(content) >= offset && bytes.HasPrefix(content[offset:], []byte(text))
	}
	switch {
	case at(4, "ftyp"):
		return "video/mp4"
	case at(0, "\x1aE\xdf\xa3"):
		return "video/webm"
	case at(0, "OggS\x00"):
		return "application/ogg"
	case at(0, "RIFF") && at(8, "WAVE"):
		return "audio/wave"
	case at(0, "fLaC"):
		return "audio/flac"
	case at(0, "ID3"), len(content) > 2 && content[0] == 0xff && content[1]&0xe6 == 0xe2: // MPEG audio, layer III
		return "audio/mpeg"
	case len(content) > 2 && content[0] == 0xff && content[1]&0xf6 == 0xf0: // ADTS
		return "audio/aac"
	case at(0, "#EXTM3U"):
		return "application/x-mpegurl"
	}
	return ""
}

// track is what becomes of captions, whatever the status (WebVTT, section 6.1: the signature).
func (r Response) track() *protocol.Outcome {
	content, known := r.plain()
	rest, signed := bytes.CutPrefix(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), []byte("WEBVTT"))
	switch {
	case !known:
		return applied(r.namedType(), "undecodedBytes")
	case !signed || len(rest) > 0 && !bytes.ContainsRune([]byte(" \t\r\n"), rune(rest[0])):
		return refused(r.namedType(), "trackUnknown")
	}
	return applied("text/vtt", "trackKnown")
}
