package reload

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// lookForNUL is how many bytes are searched for a NUL, which text in UTF-16 without a byte
// order mark has early. It is as much as a browser reads to find an encoding (WHATWG HTML,
// 13.2.3.2, "prescan").
const lookForNUL = 1024

// Inject puts the script line into an HTML page that answers a request target, so that the
// page is told of changes. It returns false, and the page untouched, for text in UTF-16.
//
// The line stands as early in the head as it can without disturbing anything: after the byte
// order mark, the doctype (before it would mean quirks mode), comments, the tags of html and head, and the
// title and meta elements there, so that a declared encoding stays within the first 1,024
// bytes; and before anything else, so that no base element changes what its relative address means
// and no script, comment or attribute can hold it. Where a page has none of these
// tags, the parser makes a head for the line, and the rest is parsed as without it.
func Inject(page []byte, target string) ([]byte, bool) {
	mark := []byte("\xef\xbb\xbf")
	text := bytes.TrimPrefix(page, mark)
	if bytes.HasPrefix(text, []byte("\xfe\xff")) || bytes.HasPrefix(text, []byte("\xff\xfe")) ||
		bytes.IndexByte(text[:min(len(text), lookForNUL)], 0) >= 0 {
		return page, false
	}
	at := len(page) - len(text) + placeInHead(text)
	line := `<script async="" src="` + relativeToRoot(target) + `_vitrina/reload.js"></script>`
	result := make([]byte, 0, len(page)+len(line))
	result = append(result, page[:at]...)
	result = append(result, line...)
	return append(result, page[at:]...), true
}

// relativeToRoot leads from a page to the site's root. A relative address also holds behind
// a proxy that serves the site below a path of its own.
func relativeToRoot(target string) string {
	if query := strings.IndexAny(target, "?#"); query >= 0 {
		target = target[:query]
	}
	if depth := strings.Count(target, "/") - 1; depth > 0 {
		return strings.Repeat("../", depth)
	}
	return "./"
}

// placeInHead is the offset of the first thing that the script line must stand before.
func placeInHead(text []byte) int {
	tokenizer := html.NewTokenizer(bytes.NewReader(text))
	place, offset, inTitle := 0, 0, false
	for {
		kind := tokenizer.Next()
		raw := tokenizer.Raw()
		switch kind {
		case html.ErrorToken:
			return place // an unclosed comment or title would swallow what stood after it
		case html.CommentToken, html.DoctypeToken:
			if isOpen(raw) {
				return place
			}
		case html.TextToken:
			if inTitle {
				break
			}
			if rest := bytes.TrimLeft(raw, " \t\n\r\f"); len(rest) > 0 {
				return offset + len(raw) - len(rest)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokenizer.TagName()
			switch string(name) {
			case "html", "head", "meta":
			case "title":
				inTitle = true
			default:
				return offset
			}
		case html.EndTagToken:
			name, _ := tokenizer.TagName()
			if !inTitle || string(name) != "title" {
				return offset
			}
			inTitle = false
		}
		offset += len(raw)
		if !inTitle {
			place = offset
		}
	}
}

// isOpen says whether a comment or doctype runs to the end of the page because nothing
// closes it (WHATWG HTML, 13.2.5.43 and following: --> and --!> close a comment).
func isOpen(raw []byte) bool {
	if bytes.HasPrefix(raw, []byte("<!--")) {
		return !bytes.HasSuffix(raw, []byte("-->")) && !bytes.HasSuffix(raw, []byte("--!>"))
	}
	return !bytes.HasSuffix(raw, []byte(">"))
}
