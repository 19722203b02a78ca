// Package inject puts Vitrina's script line into HTML pages. It knows HTML, and nothing of
// who asks for a page nor of what the script does.
package inject

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// nulSearch is how many bytes are searched for a NUL, which text in UTF-16 without a byte
// order mark has early. It is as much as a browser reads to find an encoding (WHATWG HTML,
// 13.2.3.2, "prescan").
const nulSearch = 1024

// ReloadScript puts the line that loads reload.js, with a query, into an HTML page that answers a
// request target. It returns false, and the page untouched, for text in UTF-16.
//
// The line stands as early in the head as it can without disturbing anything. It follows:
//   - the byte order mark, comments, and the tags of html and head;
//   - the doctype, since a line before it would mean quirks mode;
//   - the title and meta elements, so that a declared encoding stays within the first 1,024
//     bytes.
//
// It precedes everything else: so no base element changes its relative address, and no
// script, comment or attribute can contain it. Where a page has none of these tags, the
// parser makes a head for the line, and parses the rest as it would without.
func ReloadScript(page []byte, target, query string) ([]byte, bool) {
	mark := []byte("\xef\xbb\xbf")
	text := bytes.TrimPrefix(page, mark)
	if bytes.HasPrefix(text, []byte("\xfe\xff")) || bytes.HasPrefix(text, []byte("\xff\xfe")) ||
		bytes.IndexByte(text[:min(len(text), nulSearch)], 0) >= 0 {
		return page, false
	}
	at := len(page) - len(text) + scriptOffset(text)
	line := `<script async="" src="` + relativeToRoot(target) + `_vitrina/reload.js?` + html.EscapeString(query) + `"></script>`
	result := make([]byte, 0, len(page)+len(line))
	result = append(result, page[:at]...)
	result = append(result, line...)
	return append(result, page[at:]...), true
}

// relativeToRoot leads from a page to the site's root. A relative address works behind a
// proxy, too, that serves the site below a path of its own.
func relativeToRoot(target string) string {
	if query := strings.IndexAny(target, "?#"); query >= 0 {
		target = target[:query]
	}
	if depth := strings.Count(target, "/") - 1; depth > 0 {
		return strings.Repeat("../", depth)
	}
	return "./"
}

// scriptOffset is where the line goes: the offset of the first thing that must follow it.
func scriptOffset(text []byte) int {
	tokenizer := html.NewTokenizer(bytes.NewReader(text))
	at, offset, inTitle := 0, 0, false
	for {
		kind := tokenizer.Next()
		raw := tokenizer.Raw()
		switch kind {
		case html.ErrorToken:
			return at // an unclosed comment or title would swallow what stood after it
		case html.CommentToken, html.DoctypeToken:
			if isOpen(raw) {
				return at
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
			at = offset
		}
	}
}

// isOpen reports whether a comment or doctype runs to the end of the page because nothing
// closes it (WHATWG HTML, 13.2.5.43 and following: --> and --!> close a comment).
func isOpen(raw []byte) bool {
	if bytes.HasPrefix(raw, []byte("<!--")) {
		return !bytes.HasSuffix(raw, []byte("-->")) && !bytes.HasSuffix(raw, []byte("--!>"))
	}
	return !bytes.HasSuffix(raw, []byte(">"))
}
