package content

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf8"

	"vitrina/server/internal/charset"
	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
)

// encodingNote compares the encoding that a text is said to have with its bytes. For a text
// of ASCII alone they are the same in nearly all encodings, so nothing is amiss.
func (r Response) encodingNote(kind, given string) *protocol.Note {
	page, json := kind == "text/html", mediatype.IsJSON(kind)
	if !page && !strings.HasPrefix(kind, "text/") && !json {
		return nil
	}
	fetched := r.Destination == "empty" // text() and json() read UTF-8, whatever is said (Fetch, "body mixin")
	always := charset.IsUTF8For(r.destination())
	if always { // whatever is named
		given = ""
	}
	ofType := charset.Name(given)
	wide := isUTF16(r.Content)
	switch {
	case charset.Mark(r.Content) != "", wide && charset.IsUTF16(ofType):
		return nil
	case wide:
		return note("encodingUTF16", protocol.SeverityWarning)
	case bytes.IndexByte(r.Content[:min(len(r.Content), charset.Prescan)], 0) >= 0: // no text at all
		return nil
	}
	if mediatype.IsXML(kind) && ofType == "" { // it is read as UTF-8, or declares another (xmlNote)
		return nil
	}
	if !fetched && !json && !always {
		if wrong := r.labelNote(given); wrong != nil {
			return wrong
		}
	}
	var said charset.Declaration
	if page && !fetched {
		said = charset.Declared(r.Content)
	}
	line, ascii := 0, isASCII(r.Content)
	if !ascii {
		line = r.firstLineNotUTF8()
	}
	byTable := r.TypeBy == protocol.SetByTypeTable
	differs := byTable && said.Label != "" && ofType != "" && charset.Name(said.Label) != ofType
	unknown := said.Label == "" && said.Unknown != "" && (byTable || ofType == "")
	switch {
	case differs && line > 0 && ofType == charset.UTF8: // the page is right, and our charset is not
		return note("encodingNotOurs", protocol.SeverityWarning, "charset", given, "declared", said.Label, "line", strconv.Itoa(line))
	case differs:
		return note("encodingDiffers", protocol.SeverityWarning, "charset", given, "declared", said.Label)
	case unknown && line == 0:
		return note("encodingUnknownInPage", protocol.SeverityWarning, "declared", shortened(said.Unknown))
	case ascii:
		return nil
	}
	label, name := given, ofType
	switch {
	case name == "" && (json || always):
		name = charset.UTF8 // RFC 8259, section 8.1
	case name == "":
		label, name = said.Label, charset.Name(said.Label)
	}
	switch {
	case line > 0 && (name == "" && page || name == charset.UTF8):
		wrong := note("encodingNotUTF8", protocol.SeverityWarning, "line", strconv.Itoa(line))
		if r.TypeBy == protocol.SetByScript { // there may be no file to save
			wrong.Args["mistake"] = "printedNotUTF8"
		}
		return wrong
	case line > 0:
		return nil
	case name == charset.Replacement:
		return note("encodingRefused", protocol.SeverityWarning, "charset", label)
	case name != "" && name != charset.UTF8 && !charset.IsUTF16(name) && isSurelyUTF8(r.Content, name):
		return note("encodingWrong", protocol.SeverityWarning, "charset", label, "shown", charset.Decoded(ofLetters, name))
	case name == "" && !fetched && (page || kind == "text/plain" || r.opened()):
		return note("encodingGuessed", protocol.SeverityWarning, "type", kind)
	case page && (said.Label == "" || said.Late) && byTable && !fetched:
		if late := charset.LateLine(r.Content); late > 0 {
			return note("encodingDeclaredLate", protocol.SeverityInformation, "charset", given, "line", strconv.Itoa(late))
		}
		return note("encodingNotDeclared", protocol.SeverityInformation, "charset", given)
	}
	return nil
}

// destination is for what the response is wanted, with modules told from other scripts where that is known.
func (r Response) destination() string {
	if r.Verdict != nil {
		return r.Verdict.Destination
	}
	return r.Destination
}

// opened reports whether a browser shows the text in a tab or frame, where it guesses the encoding of any
// type. A script or a style sheet is read in that of its page.
func (r Response) opened() bool {
	switch r.Destination {
	case "document", "iframe", "frame":
		return true
	}
	return false
}

// shownType is the type that a content is read as: where none is named, the one that a browser guesses for
// what it shows.
func (r Response) shownType(named string) string {
	if named == "" && r.Verdict != nil && r.Verdict.Fate == protocol.FateShown {
		return r.Verdict.Type
	}
	return named
}

// firstLineNotUTF8 is the number of the first line with bytes that are no UTF-8, 0 for none.
// What is kept may end within a letter.
func (r Response) firstLineNotUTF8() int {
	if utf8.Valid(r.Content) { // much faster than to look at each letter
		return 0
	}
	for at := 0; at < len(r.Content); {
		letter, size := utf8.DecodeRune(r.Content[at:])
		if letter == utf8.RuneError && size == 1 {
			if !r.Whole && !utf8.FullRune(r.Content[at:]) {
				return 0
			}
			return 1 + bytes.Count(r.Content[:at], []byte("\n"))
		}
		at += size
	}
	return 0
}

// isASCII looks at eight bytes at a time: a text may be long.
func isASCII(text []byte) bool {
	for ; len(text) >= 8; text = text[8:] {
		if binary.NativeEndian.Uint64(text)&0x8080_8080_8080_8080 != 0 {
			return false
		}
	}
	for _, b := range text {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isUTF16 reports whether a text is UTF-16 without a byte order mark: of its first letters,
// which are ASCII in nearly every page and program, every other byte is zero.
func isUTF16(text []byte) bool {
	const looked = 64
	text = text[:min(len(text), looked)&^1]
	if len(text) < 4 {
		return false
	}
	zero := [2]int{}
	for at, b := range text {
		if b == 0 {
			zero[at%2]++
		}
	}
	half := len(text) / 2
	return zero[0] == half && zero[1] == 0 || zero[1] == half && zero[0] == 0
}
