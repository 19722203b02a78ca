package charset

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"vitrina/server/internal/pattern"
)

// Declaration is what a page says of its encoding.
type Declaration struct {
	// Label is that of the first encoding that browsers know, in lower case; empty for none.
	Label string
	// Unknown is the first label before that which they do not know: they go on behind it.
	Unknown string
	// ByMark is true for a byte order mark, which overrules every label and Content-Type (WHATWG
	// Encoding, section 6, "BOM sniff").
	ByMark bool
	// InXML is true for the declaration of XML, which counts where there is no other.
	InXML bool
	// Late is true for a label behind the bytes that the standard searches, where Chromium goes on.
	Late bool
}

// Declared is the encoding that a page declares.
func Declared(start []byte) (found Declaration) {
	if encoding := Mark(start); encoding != "" {
		return Declaration{Label: encoding, ByMark: true}
	}
	tokenizer := html.NewTokenizer(bytes.NewReader(start))
	inHead, consumed := true, 0
	for inHead || consumed < Prescan {
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
			switch label := labelOf(token.Attr); {
			case label != "" && Name(label) != "":
				found.Label, found.Late = label, consumed > Prescan
				return found
			case found.Unknown == "":
				found.Unknown = label
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
		}
	}
	return found.orOfXML(start)
}

func (d Declaration) orOfXML(start []byte) Declaration {
	d.Label = OfXML(start)
	d.InXML = d.Label != ""
	return d
}

// ofHead are the elements among which Chromium goes on, behind the bytes that the standard searches.
var ofHead = []string{"script", "noscript", "style", "link", "meta", "object", "title", "base"}

// LateLine is the line in which a page declares its encoding behind the bytes that are
// searched for that; 0 for none.
func LateLine(page []byte) int {
	tokenizer := html.NewTokenizer(bytes.NewReader(page))
	for line := 1; ; {
		kind := tokenizer.Next()
		raw := tokenizer.Raw()
		lines := bytes.Count(raw, []byte("\n"))
		switch kind {
		case html.ErrorToken:
			return 0
		case html.StartTagToken, html.SelfClosingTagToken:
			if token := tokenizer.Token(); token.Data == "meta" && Name(labelOf(token.Attr)) != "" {
				return line
			} else if token.Data == "body" {
				return 0
			}
		case html.TextToken, html.EndTagToken, html.CommentToken, html.DoctypeToken:
		}
		line += lines
	}
}

// labelOf is the label that a meta element names: <meta charset="…">, or in the older way
// <meta http-equiv="Content-Type" content="text/html; charset=…">.
func labelOf(attributes []html.Attribute) string {
	charset, content, aboutType := "", "", false
	for _, each := range attributes {
		switch each.Key {
		case "charset":
			charset = each.Val
		case "content":
			content = each.Val
		case "http-equiv":
			aboutType = strings.EqualFold(each.Val, "content-type")
		}
	}
	if charset == "" && aboutType {
		charset = inContent(content)
	}
	return inASCII(strings.ToLower(strings.Trim(charset, space)))
}

// space is ASCII whitespace (WHATWG Infra).
const space = " \t\r\n\f"

var word = pattern.Lazy(`(?i)charset`)

// inContent is what stands behind the first "charset =" of a text (WHATWG HTML, "extracting a character
// encoding from a meta element").
func inContent(text string) string {
	for {
		at := word().FindStringIndex(text)
		if at == nil {
			return ""
		}
		text = strings.TrimLeft(text[at[1]:], space)
		value, found := strings.CutPrefix(text, "=")
		if !found {
			continue
		}
		value = strings.TrimLeft(value, space)
		if value != "" && (value[0] == '"' || value[0] == '\'') {
			inner, _, closed := strings.Cut(value[1:], value[:1])
			if !closed {
				return ""
			}
			return inner
		}
		if end := strings.IndexAny(value, space+`"';`); end >= 0 {
			value = value[:end]
		}
		return value
	}
}
