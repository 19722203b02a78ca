package share

import (
	"bytes"
	"encoding/base64"
	"html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrina/server/internal/har"
	"vitrina/server/internal/protocol"
)

// What of contents a page shows, in bytes.
const (
	mostText  = 64 << 10
	mostImage = 512 << 10
	// mostLines is how many lines of text are shown without being asked for.
	mostLines = 40
)

// content is what of a body is shown: text, or an image, and what is to be said of it.
type content struct {
	Text  string
	Image template.URL
	Said  string
	// Long is true where it would hide what follows.
	Long bool
}

func (v view) content(m protocol.Message, body []byte) content {
	size := strconv.FormatInt(m.Body.Bytes, 10)
	if plain, ok := har.Decoded(m, body); ok {
		body = plain
	}
	if len(body) == 0 {
		if m.Body.Bytes == 0 {
			return content{}
		}
		return content{Said: v.Say("share.body.missing", "bytes", size)}
	}
	if kind := imageKind(body); kind != "" && len(body) <= mostImage && m.Body.Kept == m.Body.Bytes {
		data := "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(body)
		return content{Image: template.URL(data), Said: v.Say("share.body.size", "bytes", size)} //nolint:gosec // letters and digits
	}
	if bytes.IndexByte(body, 0) >= 0 {
		return content{Said: v.Say("share.body.binary", "bytes", size)}
	}
	said := v.Say("share.body.size", "bytes", size)
	if len(body) > mostText || int64(len(body)) < m.Body.Bytes && m.Body.Kept < m.Body.Bytes {
		body = body[:min(len(body), mostText)]
		said = v.Say("share.body.cut", "bytes", size, "shown", strconv.Itoa(len(body)))
	}
	return content{Text: visible(textOf(body)), Said: said, Long: bytes.Count(body, []byte("\n")) > mostLines}
}

// textOf reads text; what is not UTF-8 as ISO-8859-1, in which each byte is a letter. A letter that
// was cut at the end is left out.
func textOf(body []byte) string {
	for cut := range min(utf8.UTFMax, len(body)) {
		if utf8.Valid(body[:len(body)-cut]) {
			return string(body[:len(body)-cut])
		}
	}
	letters := make([]rune, len(body))
	for i, each := range body {
		letters[i] = rune(each)
	}
	return string(letters)
}

// imageKind is the type of an image that browsers only draw, by its first bytes (MIME Sniffing
// Standard, section 6.1); empty for anything else. An SVG image is text.
func imageKind(body []byte) string {
	switch {
	case bytes.HasPrefix(body, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	case bytes.HasPrefix(body, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	case bytes.HasPrefix(body, []byte("GIF87a")), bytes.HasPrefix(body, []byte("GIF89a")):
		return "image/gif"
	case len(body) > 14 && string(body[:4]) == "RIFF" && string(body[8:14]) == "WEBPVP":
		return "image/webp"
	}
	return ""
}

// visible is text in which each character has its place: those that turn the direction of writing,
// and controls, could make it seem another.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return -1
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

func commandLine(words []string) string { return strings.Join(words, " ") }
