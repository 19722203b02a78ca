package inject

import (
	"bytes"

	"golang.org/x/net/html"
)

// escape begins a change of the alphabet in ISO-2022-JP, behind which bytes of ASCII are parts of
// other letters (WHATWG Encoding, section 12.2). Nothing of the line goes behind one.
const escape = 0x1b

// placeInHTML is where the line goes into HTML: the offset of the first thing that must follow it.
//
// The line stands as early in the head as it can without disturbing anything. It follows:
//   - comments, and the tags of html and head;
//   - the doctype, since a line before it would mean quirks mode;
//   - the title and meta elements, so that a declared encoding stays within the first 1,024
//     bytes.
//
// It precedes everything else: so no base element changes its relative address, and no
// script, comment or attribute can contain it. Where a page has none of these tags, the
// parser makes a head for the line, and parses the rest as it would without.
func placeInHTML(text []byte, whole bool) (at int, found Finding) {
	atEnd := Unknown // what is said where the text ends within something
	if whole {
		atEnd = Found
	}
	tokenizer := html.NewTokenizer(bytes.NewReader(text))
	offset, inTitle, doctype := 0, false, false
	for {
		kind := tokenizer.Next()
		raw := tokenizer.Raw()
		if bytes.IndexByte(raw, escape) >= 0 && (inTitle || kind != html.TextToken) && kind != html.ErrorToken {
			if kind == html.CommentToken && !doctype {
				return at, Nowhere
			}
			return at, Found
		}
		switch kind {
		case html.ErrorToken:
			return at, atEnd // an unclosed comment or title would swallow what stood after it
		case html.CommentToken, html.DoctypeToken:
			if isOpen(raw) {
				return at, atEnd
			}
			doctype = doctype || kind == html.DoctypeToken
		case html.TextToken:
			if inTitle {
				break
			}
			if rest := bytes.TrimLeft(raw, " \t\n\r\f"); len(rest) > 0 {
				at = offset + len(raw) - len(rest)
				if !whole && at+len(rest) == len(text) && (string(rest) == "<" || string(rest) == "</") { // of what, is to come
					return at, Unknown
				}
				return at, Found
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokenizer.TagName()
			switch string(name) {
			case "html", "head", "meta":
			case "title":
				inTitle = true
			default:
				return offset, Found
			}
		case html.EndTagToken:
			name, _ := tokenizer.TagName()
			if !inTitle || string(name) != "title" {
				return offset, Found
			}
			inTitle = false
		}
		offset += len(raw)
		if !inTitle {
			at = offset
		}
	}
}

// isOpen reports whether a comment or doctype runs to the end of the page because nothing
// closes it (WHATWG HTML, 13.2.5.43 and following: --> and --!> close a comment).
func isOpen(raw []byte) bool {
	if bytes.HasPrefix(raw, []byte("<!--")) {
		return !bytes.HasSuffix(raw, []byte("-->")) && !bytes.HasSuffix(raw[len("<!--"):], []byte("--!>"))
	}
	return !bytes.HasSuffix(raw, []byte(">"))
}
