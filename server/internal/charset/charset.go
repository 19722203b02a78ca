// Package charset finds the encoding of a text as browsers do: by its byte order mark and by what it
// declares (WHATWG Encoding; WHATWG HTML, 13.2.3.2).
package charset

import (
	"bytes"
	"slices"
	"strings"

	labels "golang.org/x/net/html/charset"

	"vitrina/server/internal/pattern"
)

// The names of encodings of which rules speak.
const (
	UTF8    = "utf-8"
	Windows = "windows-1252"
	// Replacement is the encoding of labels that browsers know and refuse: it shows one � in place of
	// any text (WHATWG Encoding, section 14.1).
	Replacement = "replacement"
)

// Prescan is how much of a page a browser searches for the encoding that it declares, in bytes.
const Prescan = 1024

// Name is the name of the encoding that a label means (WHATWG Encoding, section 4.2); empty
// where browsers know none. Labels are of ASCII: a no-break space at its end makes it another.
func Name(label string) string {
	if strings.ContainsFunc(label, func(letter rune) bool { return letter > '~' }) {
		return ""
	}
	_, name := labels.Lookup(label)
	return name
}

// IsUTF16 reports whether a name is of an encoding with two bytes for each letter.
func IsUTF16(name string) bool { return name == "utf-16le" || name == "utf-16be" }

// Decoded is a text in UTF-8 as a browser reads it in an encoding; empty where there is none of that name.
func Decoded(text, name string) string {
	encoding, _ := labels.Lookup(name)
	if encoding == nil {
		return ""
	}
	decoded, _ := encoding.NewDecoder().String(text)
	return decoded
}

// Mark is the encoding that a byte order mark means, which overrules every label (WHATWG Encoding, section
// 6, "BOM sniff"); empty where there is none.
func Mark(start []byte) string {
	for mark, encoding := range map[string]string{"\xef\xbb\xbf": UTF8, "\xfe\xff": "utf-16be", "\xff\xfe": "utf-16le"} {
		if bytes.HasPrefix(start, []byte(mark)) {
			return encoding
		}
	}
	return ""
}

// OfXML is what the declaration of XML names, in lower case; empty where browsers know no such encoding (WHATWG
// HTML, 13.2.3.2, "get an XML encoding").
func OfXML(start []byte) string {
	return declaredBy(declarationOfXML().FindSubmatch(start[:min(len(start), Prescan)]))
}

// OfStyle is what the @charset of a style sheet names (CSS Syntax Level 3, section 3.2).
func OfStyle(start []byte) string { return declaredBy(declarationOfStyle().FindSubmatch(start)) }

var (
	declarationOfXML   = pattern.Lazy(`^<\?xml[^>]*?encoding[\x00-\x20]*=[\x00-\x20]*["']([^"'>]+)["']`)
	declarationOfStyle = pattern.Lazy(`^@charset "([^"]*)";`)
)

func declaredBy(found [][]byte) string {
	if found == nil {
		return ""
	}
	label := strings.ToLower(string(found[1]))
	if Name(label) == "" {
		return ""
	}
	return inASCII(label)
}

// inASCII is the label that counts where a text declares one: what is read as ASCII is no UTF-16 (WHATWG
// HTML, 13.2.3.2; CSS Syntax Level 3, section 3.2).
func inASCII(label string) string {
	switch name := Name(label); {
	case name == UTF8, IsUTF16(name):
		return UTF8
	case name == "x-user-defined":
		return Windows
	}
	return label
}

// IsUTF8For reports whether browsers read what is wanted for a destination as UTF-8, whatever its type and the
// text itself name (WHATWG HTML, "fetch a single module script"; WebVTT, section 6.1; W3C Web Application
// Manifest; WHATWG HTML, 9.2.6). Images are those of SVG: in Chromium.
func IsUTF8For(destination string) bool { return slices.Contains(inUTF8, destination) }

var inUTF8 = []string{"module", "styleModule", "json", "text", "audioworklet", "paintworklet", "track", "manifest", "eventSource", "image"}
