package content

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrina/server/internal/charset"
	"vitrina/server/internal/protocol"
)

// signatures are how images begin (WHATWG MIME Sniffing, section 6.1).
var signatures = []struct{ kind, start string }{
	{"image/png", "\x89PNG\r\n\x1a\n"},
	{"image/jpeg", "\xff\xd8\xff"},
	{"image/gif", "GIF87a"},
	{"image/gif", "GIF89a"},
	{"image/bmp", "BM"},
	{"image/x-icon", "\x00\x00\x01\x00"},
	{"image/x-icon", "\x00\x00\x02\x00"},
}

// mangled are the first bytes of a PNG after a program took them for text: it wrote other line
// ends, read them as Latin-1 and wrote UTF-8, or wrote � for what it could not read.
var mangled = []string{"\x89PNG\n\x1a\n", "\x89PNG\r\r\n\x1a\r\n", "\xc2\x89PNG", "\xef\xbf\xbdPNG"}

// imageNote compares an image's type with its bytes, where a browser knows both.
func (r Response) imageNote(kind string) *protocol.Note {
	names := []string{"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon", "image/vnd.microsoft.icon"}
	image := slices.Contains(names, kind)
	if !image && (r.Destination != "image" || strings.HasPrefix(kind, "image/")) {
		return nil
	}
	if len(r.Content) == 0 {
		if image && r.Whole {
			return note("imageEmpty", protocol.SeverityWarning, "type", kind)
		}
		return nil
	}
	found := imageType(r.Content)
	switch {
	case found == kind || found == "image/x-icon" && kind == "image/vnd.microsoft.icon":
		return nil
	case found != "" && image:
		return note("imageOtherType", protocol.SeverityInformation, "type", kind, "found", found)
	case found != "": // shown, whatever the type says (MIME Sniffing, section 8.2)
		return nil
	case image && documentOf(r.Content) != "":
		return note("imageIsOther", protocol.SeverityError, "type", kind, "found", documentOf(r.Content))
	case isHEIC(r.Content):
		return note("imageHEIC", protocol.SeverityWarning, "type", kind)
	case image && hasPrefixFold(r.text(), "<svg"):
		return note("imageIsSVG", protocol.SeverityError, "type", kind, "found", "image/svg+xml")
	case isPrintedBytes(r.Content):
		return note("imagePrinted", protocol.SeverityError, "type", kind)
	case slices.ContainsFunc(mangled, func(start string) bool { return bytes.HasPrefix(r.Content, []byte(start)) }):
		return note("imageMangled", protocol.SeverityError, "type", kind)
	case image && isPage(r.Content):
		return note("bodyIsHTML", protocol.SeverityError, "type", kind, "found", "text/html")
	case r.beforeNote() != nil:
		return r.beforeNote()
	case isText(r.Content):
		return note("imageIsText", protocol.SeverityError, "type", orNone(kind))
	}
	return nil
}

// imageType is the type of an image by its first bytes, empty for none that is known.
func imageType(content []byte) string {
	for _, each := range signatures {
		if bytes.HasPrefix(content, []byte(each.start)) {
			return each.kind
		}
	}
	if len(content) >= 14 && string(content[:4]) == "RIFF" && string(content[8:14]) == "WEBPVP" {
		return "image/webp"
	}
	if hasBrand(content, "avif", "avis") { // AV1 Image File Format, section 6
		return "image/avif"
	}
	return ""
}

// isHEIC reports whether an image is one that telephones make and that most browsers do not show
// (ISO/IEC 23008-12, annex B.4.1: the brands of HEVC images).
func isHEIC(content []byte) bool {
	return hasBrand(content, "heic", "heix", "heim", "heis")
}

// hasBrand reports whether a content is of the ISO base media file format, with one of the brands
// (ISO/IEC 14496-12, section 4.3).
func hasBrand(content []byte, brands ...string) bool {
	return len(content) >= 12 && string(content[4:8]) == "ftyp" && slices.Contains(brands, string(content[8:12]))
}

// isPrintedBytes reports whether the content is how Python shows bytes, b'\x89PNG…', which is
// what print makes of them.
func isPrintedBytes(content []byte) bool {
	return (bytes.HasPrefix(content, []byte("b'")) || bytes.HasPrefix(content, []byte(`b"`))) && bytes.Contains(content, []byte(`\x`))
}

// isText reports whether the content begins as a text does, and not as an SVG image does, which
// is one.
func isText(content []byte) bool {
	start := content[:min(len(content), charset.Prescan)]
	for !utf8.Valid(start) && len(start) > 0 && len(content)-len(start) < utf8.UTFMax {
		start = start[:len(start)-1]
	}
	control := func(letter rune) bool { return letter < ' ' && !strings.ContainsRune("\t\n\r\f", letter) }
	return utf8.Valid(start) && !bytes.ContainsFunc(start, control) && !bytes.Contains(start, []byte("<svg"))
}

// orNone is a type for a sentence.
func orNone(kind string) string {
	if kind == "" {
		return "–"
	}
	return kind
}
