package inject

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// prescan is how many bytes of a page a browser searches for the encoding that it declares
// (WHATWG HTML, 13.2.3.2).
const prescan = 1024

// behindDeclaration moves the line behind a declaration of the encoding that it would push out of
// the first 1,024 bytes, as far as nothing but parts of a head lies between. A base element may
// not: the line's address would change.
func behindDeclaration(text []byte, at, length int) int {
	if at >= prescan {
		return at
	}
	tokenizer := html.NewTokenizer(bytes.NewReader(text[at:min(len(text), prescan)]))
	for offset := at; ; {
		kind := tokenizer.Next()
		raw := tokenizer.Raw()
		end := offset + len(raw)
		switch kind {
		case html.ErrorToken:
			return at
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			token := tokenizer.Token()
			switch token.Data {
			case "meta":
				if declaresEncoding(token) {
					if end+length <= prescan {
						return at
					}
					return end
				}
			case "link", "script", "style", "title":
			default:
				return at
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
		}
		offset = end
	}
}

func declaresEncoding(meta html.Token) bool {
	pragma, charset := false, false
	for _, each := range meta.Attr {
		switch each.Key {
		case "charset":
			return true
		case "http-equiv":
			pragma = strings.EqualFold(each.Val, "content-type")
		case "content":
			charset = strings.Contains(strings.ToLower(each.Val), "charset")
		}
	}
	return pragma && charset
}
