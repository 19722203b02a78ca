package content

import (
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/charset"
	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/wellformed"
)

// parsedAsXML are the types that browsers show as XML. Feeds they show as text, and download the rest.
var parsedAsXML = []string{"text/xml", "application/xml", "application/xhtml+xml", "image/svg+xml"}

// mistakesOfXML are the mistakes that explain which rule a text breaks.
var mistakesOfXML = map[wellformed.Rule]string{
	wellformed.Mismatch: "xmlMismatch", wellformed.Open: "xmlOpen", wellformed.Entity: "xmlEntity", wellformed.Attribute: "xmlAttribute",
	wellformed.Twice: "xmlTwice", wellformed.Declaration: "xmlDeclaration", wellformed.NoRoot: "xmlNoRoot", wellformed.Roots: "xmlRoots",
	wellformed.Outside: "xmlOutside", wellformed.Prefix: "xmlPrefix", wellformed.NotUTF8: "xmlNotUTF8",
}

// xmlNote looks whether XML is well-formed: otherwise browsers show an error in its place, and
// nothing of an image (XML 1.0, section 1.2, "fatal error").
func (r Response) xmlNote(kind, given string) *protocol.Note {
	text := r.text()
	if !mediatype.IsXML(kind) || !r.Whole || len(text) == 0 || isUTF16(r.Content) {
		return nil
	}
	_, fault := wellformed.XML(r.Content, given)
	page := isPage(text) && kind != "application/xhtml+xml"
	switch {
	case fault == nil:
		return r.xmlMisread(kind, given)
	case page && kind == "image/svg+xml", fault.Rule == wellformed.NotUTF8 && text[0] != '<': // which is said, or no text at all
		return nil
	case page:
		return note("bodyIsHTML", protocol.SeverityError, "type", kind, "found", "text/html")
	}
	code := "xmlUnreadable"
	if slices.Contains(parsedAsXML, kind) {
		code = "xmlInvalid"
	}
	invalid := note(code, protocol.SeverityError, "line", strconv.Itoa(fault.Line))
	if mistake := mistakesOfXML[fault.Rule]; mistake != "" {
		invalid.Args["mistake"] = mistake
	}
	if fault.Name != "" {
		invalid.Args["name"] = shortened(fault.Name)
	}
	if fault.Other != "" {
		invalid.Args["other"] = shortened(fault.Other)
	}
	if fault.Rule == wellformed.Prefix && fault.Name == "xlink" {
		invalid.Args["mistake"] = "xmlXLink"
	}
	return invalid
}

// xmlMisread says that the encoding that XML names, or Content-Type for it, is not that of its bytes, which
// are UTF-8. A text with a charset has the note on that, and an image is read as UTF-8.
func (r Response) xmlMisread(kind, given string) *protocol.Note {
	label := given
	if label == "" {
		label = charset.OfXML(r.Content)
	}
	name := charset.Name(label)
	switch {
	case r.Destination == "image", strings.HasPrefix(kind, "text/") && given != "", charset.Mark(r.Content) != "", isASCII(r.Content):
		return nil
	case name == "", name == charset.UTF8, charset.IsUTF16(name), name == charset.Replacement, r.firstLineNotUTF8() > 0, !isSurelyUTF8(r.Content, name):
		return nil
	}
	return note("encodingWrong", protocol.SeverityWarning, "charset", label, "shown", charset.Decoded(ofLetters, name))
}
