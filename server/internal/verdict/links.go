package verdict

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Links reports whether a page in HTML names a target in a <script> that is not a module, or in a <link>
// for a style sheet. base is the page's own address, and the target's origin is the page's.
func Links(page []byte, base *url.URL, target string) bool {
	tokenizer := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch tokenizer.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokenizer.Token()
			address := ""
			switch token.Data {
			case "base":
				if moved, err := base.Parse(attribute(token, "href")); err == nil {
					base = moved
				}
			case "script":
				if !strings.EqualFold(strings.TrimSpace(attribute(token, "type")), "module") {
					address = attribute(token, "src")
				}
			case "link":
				if slices.Contains(strings.Fields(strings.ToLower(attribute(token, "rel"))), "stylesheet") {
					address = attribute(token, "href")
				}
			}
			if named, err := base.Parse(strings.TrimSpace(address)); address != "" && err == nil && named.RequestURI() == target {
				return true
			}
		case html.TextToken, html.EndTagToken, html.CommentToken, html.DoctypeToken:
		}
	}
}

func attribute(token html.Token, name string) string {
	for _, each := range token.Attr {
		if each.Key == name {
			return each.Val
		}
	}
	return ""
}
