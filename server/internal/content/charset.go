package content

import (
	"bytes"
	"unicode/utf8"

	"vitrina/server/internal/charset"
	"vitrina/server/internal/pattern"
	"vitrina/server/internal/protocol"
)

// ofLetters is the text by which sentences show what another encoding makes of UTF-8.
const ofLetters = "ñ"

// severalBytes are the encodings in which some letters have two bytes or more, so that a short text of
// theirs may be UTF-8 as well by chance.
var severalBytes = map[string]bool{"gbk": true, "gb18030": true, "big5": true, "euc-jp": true, "shift_jis": true, "euc-kr": true, "iso-2022-jp": true}

// isSurelyUTF8 reports whether a text that is valid UTF-8 is not one of an encoding by chance.
func isSurelyUTF8(text []byte, name string) bool {
	const letters = 4 // of two Chinese letters in GBK, one in a hundred is valid; of four hardly one
	return !severalBytes[name] || utf8.RuneCount(text)-ascii(text) >= letters
}

func ascii(text []byte) (count int) {
	for _, b := range text {
		if b < utf8.RuneSelf {
			count++
		}
	}
	return count
}

// CharsetUnread is the code of the note on a type whose charset browsers do not read.
const CharsetUnread = "charsetUnread"

// aboutCharset is a parameter of a type that speaks of its charset, whether it is one or not.
var aboutCharset = pattern.Lazy(`(?i);\s*charset\b[^;]*`)

// meantCharset is a type of which browsers read no charset, with the one that was meant; empty where none was.
func meantCharset(contentType string) string {
	if _, meant := charset.Slip(contentType); meant != "" {
		return meant
	}
	if !aboutCharset().MatchString(contentType) {
		return ""
	}
	return aboutCharset().ReplaceAllLiteralString(contentType, "; charset="+charset.UTF8)
}

// labelNote says what is wrong with the charset that Content-Type names, whatever the text: browsers
// know no encoding of that name, or one that no page can be in.
func (r Response) labelNote(label string) *protocol.Note {
	switch name := charset.Name(label); {
	case label == "":
		if meant := meantCharset(r.Header.Get("Content-Type")); meant != "" {
			return note(CharsetUnread, protocol.SeverityWarning, "printed", shortened("Content-Type: "+r.Header.Get("Content-Type")), "meant", shortened("Content-Type: "+meant))
		}
	case name == "":
		return note("encodingUnknown", protocol.SeverityWarning, "charset", shortened(label))
	case name == charset.Replacement:
		return note("encodingRefused", protocol.SeverityWarning, "charset", label)
	case charset.IsUTF16(name) && len(bytes.TrimSpace(r.Content)) > 1:
		return note("encodingIsNotUTF16", protocol.SeverityWarning, "charset", label)
	}
	return nil
}
