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
	if r.failed() {
		return refused(r.namedType(), "errorStatus")
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
