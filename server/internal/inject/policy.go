package inject

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Policy is a Content Security Policy that a page sets itself.
type Policy struct {
	Value string
	// Element is the meta element as the page has it, at a line of it (from 1) and an offset.
	Element  string
	Line, At int
}

// Policies are those in meta elements of a page of which start is known (WHATWG HTML,
// 4.2.5.3). What does not belong into a head ends the search: elsewhere they have no effect.
func Policies(p Page, start []byte) []Policy {
	if p.Type == "image/svg+xml" {
		return nil
	}
	text := read(p, start, true)
	tokenizer := html.NewTokenizer(bytes.NewReader(text.letters))
	found, line, at := []Policy{}, 1, 0
	for {
		kind := tokenizer.Next()
		raw := string(tokenizer.Raw())
		switch kind {
		case html.ErrorToken:
			return found
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			token := tokenizer.Token()
			switch token.Data {
			case "html", "head", "meta", "title", "base", "link", "script", "style", "noscript":
			default:
				return found
			}
			if value := policyOf(token); value != "" {
				found = append(found, Policy{value, raw, line, text.offset(at)})
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
		}
		line += strings.Count(raw, "\n")
		at += len(raw)
	}
}

func policyOf(token html.Token) string {
	pragma, content := false, ""
	for _, each := range token.Attr {
		switch each.Key {
		case "http-equiv":
			pragma = strings.EqualFold(each.Val, "content-security-policy")
		case "content":
			content = each.Val
		}
	}
	if token.Data != "meta" || !pragma {
		return ""
	}
	return content
}
