package content

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vitrina/server/internal/protocol"
)

// singleByte are labels of encodings in which each byte is a letter, so that UTF-8 read by them
// shows two or more letters in place of one (WHATWG Encoding, section 4.2).
var singleByte = []string{
	"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "l1", "windows-1252", "cp1252", "iso-8859-15", "latin-9",
}

// encodingNote compares the encoding that a text is said to have with its bytes. For a text
// of ASCII alone they are the same in nearly all encodings, so nothing is amiss.
func (r Response) encodingNote(kind, charset string) *protocol.Note {
	page := kind == "text/html"
	if !page && !strings.HasPrefix(kind, "text/") && !isJSON(kind) {
		return nil
	}
	declared, byMark := "", false
	if page {
		declared, byMark = declaredEncoding(r.Content)
	} else if bytes.HasPrefix(r.Content, []byte("\xff\xfe")) || bytes.HasPrefix(r.Content, []byte("\xfe\xff")) {
		byMark = true
	}
	switch {
	case byMark: // it overrules every label (WHATWG Encoding, section 6)
		return nil
	case isUTF16(r.Content):
		return note("encodingUTF16", protocol.SeverityWarning)
	case bytes.IndexByte(r.Content[:min(len(r.Content), prescan)], 0) >= 0: // no text at all
		return nil
	}
	fetched := r.Destination == "empty" // text() and json() read UTF-8, whatever is said (Fetch, "body mixin")
	differs := page && !fetched && r.TypeBy == protocol.SetByTypeTable && declared != "" && declared != charset && charset != ""
	line, ascii := 0, isASCII(r.Content)
	if !ascii {
		line = r.firstLineNotUTF8()
	}
	switch {
	case differs && line > 0 && charset == utf8Label: // the page is right, and our charset is not
		return note("encodingNotOurs", protocol.SeverityWarning, "charset", charset, "declared", declared, "line", strconv.Itoa(line))
	case differs:
		return note("encodingDiffers", protocol.SeverityWarning, "charset", charset, "declared", declared)
	case ascii:
		return nil
	}
	said := charset
	if said == "" && isJSON(kind) {
		said = utf8Label // RFC 8259, section 8.1
	}
	if said == "" {
		said = declared
	}
	switch {
	case line > 0 && (said == "" && page || said == utf8Label):
		wrong := note("encodingNotUTF8", protocol.SeverityWarning, "line", strconv.Itoa(line))
		if r.TypeBy == protocol.SetByScript { // there may be no file to save
			wrong.Args["mistake"] = "printedNotUTF8"
		}
		return wrong
	case line > 0:
		return nil
	case slices.Contains(singleByte, said):
		return note("encodingWrong", protocol.SeverityWarning, "charset", said)
	case said == "" && !fetched && (page || kind == "text/plain"):
		return note("encodingGuessed", protocol.SeverityWarning, "type", kind)
	case page && declared == "" && r.TypeBy == protocol.SetByTypeTable && !fetched:
		if late := lateDeclaration(r.Content); late > 0 {
			return note("encodingDeclaredLate", protocol.SeverityInformation, "charset", charset, "line", strconv.Itoa(late))
		}
		return note("encodingNotDeclared", protocol.SeverityInformation, "charset", charset)
	}
	return nil
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
