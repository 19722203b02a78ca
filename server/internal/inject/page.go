package inject

import (
	"bytes"
	"strings"
)

// Page is what is known of a page besides its content.
type Page struct {
	// Type is its media type in lower case, without parameters: text/html,
	// application/xhtml+xml or image/svg+xml.
	Type string
	// Charset is what its Content-Type says; empty if that says nothing.
	Charset string
}

// root is the name of the root element of a page that an XML parser reads.
func (p Page) root() string {
	switch p.Type {
	case "application/xhtml+xml":
		return "html"
	case "image/svg+xml":
		return "svg"
	}
	return ""
}

func (p Page) isXML() bool { return p.root() != "" }

// Can reports whether pages of a type have a place for the line.
func Can(mediaType string) bool { return mediaType == "text/html" || Page{Type: mediaType}.isXML() }

// Finding is what can be said of the place of the line.
type Finding int

// What can be said.
const (
	Unknown Finding = iota // more of the page has to be seen
	Found
	Nowhere // there is none that would disturb nothing
)

// Insertion is what goes into a page, and the offset that it goes to.
type Insertion struct {
	At   int
	Text []byte
}

// Put finds the place of the line in a page of which start is known; whole is true where that is
// all. While the place is Unknown, the insertion's offset says how much of the page precedes it
// in any case.
func (l Line) Put(p Page, start []byte, whole bool) (Insertion, Finding) {
	text := read(p, start, whole)
	if text.encoding == undecided {
		return Insertion{}, Unknown
	}
	if text.encoding == unreadable {
		return Insertion{}, Nowhere
	}
	line := l.of(p)
	at, found := 0, Nowhere
	if p.isXML() {
		at, found = placeInXML(text.letters, whole, p.root())
	} else {
		at, found = placeInHTML(text.letters, whole)
		if found == Found && p.Charset == "" && text.mark == 0 {
			at = behindDeclaration(text.letters, at, len(line))
		}
	}
	return Insertion{At: text.offset(at), Text: text.encode(line)}, found
}

// text is the start of a page in an encoding, read as letters of one byte each. Those outside
// ASCII count as the letter x, where they are more than a byte long.
type text struct {
	encoding encoding
	letters  []byte
	mark     int // bytes of the byte order mark
}

type encoding int

const (
	undecided encoding = iota
	asciiBased
	utf16BE
	utf16LE
	unreadable
)

// declared are the labels of UTF-16 (WHATWG Encoding, section 4.2).
var declared = map[string]encoding{
	"utf-16": utf16LE, "utf-16le": utf16LE, "utf-16be": utf16BE, "unicode": utf16LE, "csunicode": utf16LE,
	"iso-10646-ucs-2": utf16LE, "ucs-2": utf16LE, "unicodefeff": utf16LE, "unicodefffe": utf16BE,
}

// nulSearch is how many bytes are searched for a NUL, which text in UTF-16 without a byte
// order mark has early. It is as much as a browser reads to find an encoding (WHATWG HTML,
// 13.2.3.2, "prescan").
const nulSearch = 1024

// read reads the start of a page. A byte order mark overrules every label (WHATWG Encoding,
// section 6).
func read(p Page, start []byte, whole bool) text {
	marks := map[string]encoding{"\xef\xbb\xbf": asciiBased, "\xfe\xff": utf16BE, "\xff\xfe": utf16LE}
	result := text{encoding: declared[strings.ToLower(p.Charset)]}
	for mark, encoding := range marks {
		switch {
		case bytes.HasPrefix(start, []byte(mark)):
			result.encoding, result.mark = encoding, len(mark)
		case !whole && len(start) < len(mark) && strings.HasPrefix(mark, string(start)):
			return text{encoding: undecided}
		}
	}
	content := start[result.mark:]
	switch result.encoding {
	case utf16BE, utf16LE:
		low := 0
		if result.encoding == utf16BE {
			low = 1
		}
		result.letters = make([]byte, 0, len(content)/2)
		for at := 0; at+1 < len(content); at += 2 {
			letter := byte('x')
			if content[at+1-low] == 0 && content[at+low] < 0x80 {
				letter = content[at+low]
			}
			result.letters = append(result.letters, letter)
		}
		return result
	case undecided, asciiBased, unreadable:
	}
	result.encoding, result.letters = asciiBased, content
	if bytes.IndexByte(content[:min(len(content), nulSearch)], 0) >= 0 {
		result.encoding = unreadable
	}
	return result
}

// offset is the offset in bytes of a letter.
func (t text) offset(letter int) int {
	if t.encoding == utf16BE || t.encoding == utf16LE {
		letter *= 2
	}
	return t.mark + letter
}

// encode writes ASCII in the page's encoding.
func (t text) encode(ascii []byte) []byte {
	if t.encoding == asciiBased {
		return ascii
	}
	wide := make([]byte, 2*len(ascii))
	low := 0
	if t.encoding == utf16BE {
		low = 1
	}
	for i, letter := range ascii {
		wide[2*i+low] = letter
	}
	return wide
}
