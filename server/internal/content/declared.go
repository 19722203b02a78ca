package content

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"vitrina/server/internal/pattern"
)

// prescan is how much of a page a browser searches for the encoding that it declares, in
// bytes (WHATWG HTML, 13.2.3.2).
const prescan = 1024

// declaration is what a page says of its encoding.
type declaration struct {
	// label is that of the first encoding that browsers know, in lower case; empty for none.
	label string
	// unknown is the first label before that which they do not know: they go on behind it.
	unknown string
	// byMark is true for a byte order mark, which overrules every label and Content-Type (WHATWG
	// Encoding, section 6, "BOM sniff").
	byMark bool
	// late is true for a label behind the bytes that the standard searches, where Chromium goes on.
	late bool
}

// declaredEncoding is the encoding that a page declares.
func declaredEncoding(start []byte) (found declaration) {
	if encoding := markOf(start); encoding != "" {
		return declaration{label: encoding, byMark: true}
	}
	tokenizer := html.NewTokenizer(bytes.NewReader(start))
	inHead, consumed := true, 0
	for inHead || consumed < prescan {
		kind := tokenizer.Next()
		consumed += len(tokenizer.Raw())
		switch kind {
		case html.ErrorToken:
			return found.orOfXML(start)
		case html.EndTagToken:
			name, _ := tokenizer.TagName()
			inHead = inHead && slices.Contains(ofHead, string(name))
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokenizer.Token()
			inHead = inHead && (slices.Contains(ofHead, token.Data) || token.Data == "html" || token.Data == "head")
			if token.Data == "noscript" { // its text is searched as well
				tokenizer.NextIsNotRawText()
			}
			if token.Data != "meta" {
				continue
			}
			switch label := metaEncoding(token.Attr); {
			case label != "" && encodingOf(label) != "":
				found.label, found.late = label, consumed > prescan
				return found
			case found.unknown == "":
				found.unknown = label
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
		}
	}
	return found.orOfXML(start)
}

// ofHead are the elements among which Chromium goes on, behind the bytes that the standard searches.
var ofHead = []string{"script", "noscript", "style", "link", "meta", "object", "title", "base"}

// declarationOfXML is that of a page written as XHTML (WHATWG HTML, 13.2.3.2, "get an XML encoding").
var declarationOfXML = pattern.Lazy(`^<\?xml[^>]*?encoding[\x00-\x20]*=[\x00-\x20]*["']([^"'>]+)["']`)

// orOfXML takes the declaration of XML where a page has no other.
func (d declaration) orOfXML(start []byte) declaration {
	if said := declarationOfXML().FindSubmatch(start[:min(len(start), prescan)]); said != nil {
		if label := strings.ToLower(string(said[1])); encodingOf(label) != "" {
			d.label = inASCII(label)
		}
	}
	return d
}

// markOf is the encoding that a byte order mark says; empty where there is none.
func markOf(start []byte) string {
	for mark, encoding := range map[string]string{"\xef\xbb\xbf": utf8Label, "\xfe\xff": "utf-16be", "\xff\xfe": "utf-16le"} {
		if bytes.HasPrefix(start, []byte(mark)) {
			return encoding
		}
	}
	return ""
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
			if token := tokenizer.Token(); token.Data == "meta" && encodingOf(metaEncoding(token.Attr)) != "" {
				return line
			} else if token.Data == "body" {
				return 0
			}
		case html.TextToken, html.EndTagToken, html.CommentToken, html.DoctypeToken:
		}
		line += lines
	}
}

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
	return inASCII(strings.ToLower(strings.Trim(charset, " \t\r\n\f\"'")))
}

// inASCII is the label that counts where a page declares one: what is read as ASCII is no UTF-16 (WHATWG
// HTML, 13.2.3.2).
func inASCII(label string) string {
	switch name := encodingOf(label); {
	case name == utf8Label, isUTF16Name(name):
		return utf8Label
	case name == "x-user-defined":
		return "windows-1252"
	}
	return label
}
