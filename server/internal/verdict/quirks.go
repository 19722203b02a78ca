package verdict

import (
	"bytes"

	"golang.org/x/net/html"
)

// Quirks reports whether a page in HTML is in quirks mode (WHATWG HTML, "the initial insertion mode"):
// it has no doctype, or one of the old ones.
//
// The parser does not tell its mode, but shows it: in quirks mode alone a table may stand in a
// paragraph.
func Quirks(page []byte) bool {
	tokenizer := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch tokenizer.Next() {
		case html.CommentToken:
			continue
		case html.TextToken:
			if len(bytes.TrimSpace(bytes.TrimPrefix(tokenizer.Raw(), []byte("\xef\xbb\xbf")))) == 0 {
				continue
			}
		case html.DoctypeToken:
			doctype := bytes.ToLower(tokenizer.Raw()) // its letter case does not matter, but to this parser
			tree, err := html.Parse(bytes.NewReader(append(doctype, "<p><table>"...)))
			return err == nil && tableInParagraph(tree)
		case html.ErrorToken, html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
		}
		return true
	}
}

func tableInParagraph(tree *html.Node) bool {
	for node := range tree.Descendants() {
		if node.Data == "table" {
			return node.Parent.Data == "p"
		}
	}
	return false
}
