package content

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// prescan is how much of a page a browser searches for the encoding that it declares, in
// bytes (WHATWG HTML, 13.2.3.2).
const prescan = 1024

// declaredEncoding is the encoding that a page declares, as a label in lower case; empty if it
// declares none. A byte order mark overrules every label and Content-Type (WHATWG Encoding,
// section 6, "BOM sniff").
func declaredEncoding(start []byte) (label string, byMark bool) {
	for mark, encoding := range map[string]string{"\xef\xbb\xbf": utf8Label, "\xfe\xff": "utf-16be", "\xff\xfe": "utf-16le"} {
		if bytes.HasPrefix(start, []byte(mark)) {
			return encoding, true
		}
	}
	tokenizer := html.NewTokenizer(bytes.NewReader(start[:min(len(start), prescan)]))
	for {
		switch tokenizer.Next() {
		case html.ErrorToken:
			return "", false
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokenizer.Token()
			if token.Data != "meta" {
				continue
			}
			if label := metaEncoding(token.Attr); label != "" {
				return label, false
			}
		case html.TextToken, html.EndTagToken, html.CommentToken, html.DoctypeToken:
		}
	}
}

// lateDeclaration is the line in which a page declares its encoding behind the bytes that are
// searched for that; 0 for none.
func lateDeclaration(page []byte) int {
	tokenizer := html.NewTokenizer(bytes.NewReader(page))
	for line := 1; ; {
		kind := tokenizer.Next()
		raw := tokenizer.Raw()
		lines := bytes.Count(raw, []byte("\n"))
		switch kind {
		case html.ErrorToken:
			return 0
		case html.StartTagToken, html.SelfClosingTagToken:
			if token := tokenizer.Token(); token.Data == "meta" && metaEncoding(token.Attr) != "" {
				return line
			} else if token.Data == "body" {
				return 0
			}
		case html.TextToken, html.EndTagToken, html.CommentToken, html.DoctypeToken:
		}
		line += lines
	}
}

const utf8Label = "utf-8"

// metaEncoding is what a meta element declares: <meta charset="…">, or in the older way
// <meta http-equiv="Content-Type" content="text/html; charset=…">.
func metaEncoding(attributes []html.Attribute) string {
	charset, content, aboutType := "", "", false
	for _, each := range attributes {
		switch each.Key {
		case "charset":
			charset = each.Val
		case "content":
			content = each.Val
		case "http-equiv":
			aboutType = strings.EqualFold(strings.TrimSpace(each.Val), "content-type")
		}
	}
	if charset == "" && aboutType {
		_, after, _ := strings.Cut(strings.ToLower(content), "charset")
		after, found := strings.CutPrefix(strings.TrimLeft(after, " \t\r\n\f"), "=")
		if !found {
			return ""
		}
		charset, _, _ = strings.Cut(strings.Trim(after, " \t\r\n\f\"'"), ";")
	}
	label := strings.ToLower(strings.Trim(charset, " \t\r\n\f\"'"))
	switch label { // names of one encoding (WHATWG Encoding, section 4.2), and what a meta cannot mean
	case "utf8", "unicode-1-1-utf-8", "x-unicode20utf8", "unicode11utf8", "unicode20utf8", "utf-16", "utf-16le", "utf-16be":
		return utf8Label
	}
	return label
}
