package verdict

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/refresh"
)

// refreshed adds to the outcome of a document where the browser goes by itself afterwards: by the header
// Refresh, or by a meta element of the page.
func (r Response) refreshed(made *protocol.Outcome) {
	shown := made.Fate == protocol.FateShown && made.As != protocol.AsPDF || made.Fate == protocol.FateEmpty && made.Reason == "noContent"
	if !shown {
		return
	}
	chosen, seconds, address := "", "", ""
	consider := func(value, by string) {
		// The one that comes first counts, and of two at once the last (WHATWG HTML, "shared declarative refresh
		// steps", as Chromium has them).
		wait, to, valid := refresh.Parse(value)
		if valid && (chosen == "" || len(wait) < len(seconds) || len(wait) == len(seconds) && wait <= seconds) {
			chosen, seconds, address = by, wait, to
		}
	}
	consider(strings.Join(r.values("Refresh"), ", "), "refresh")
	if made.Type == "text/html" && !r.withoutAutomation() {
		content, _ := r.plain()
		for _, value := range metaRefreshes(content) {
			consider(value, "meta")
		}
	}
	if chosen == "" {
		return
	}
	if address == "" {
		chosen += "Again"
	}
	made.Afterwards = chosen
	if made.Args == nil {
		made.Args = map[string]string{}
	}
	made.Args["seconds"], made.Args["address"] = seconds, address
}

// withoutAutomation reports whether a policy keeps the page's meta elements from this (WHATWG HTML,
// "sandboxed automatic features browsing context flag").
func (r Response) withoutAutomation() bool {
	for _, value := range r.values("Content-Security-Policy") {
		for directive := range strings.FieldsFuncSeq(value, func(c rune) bool { return c == ';' || c == ',' }) {
			words := strings.Fields(strings.ToLower(directive))
			if len(words) > 0 && words[0] == "sandbox" && !strings.Contains(strings.Join(words, " "), "allow-scripts") {
				return true
			}
		}
	}
	return false
}

// metaRefreshes are the values of the meta elements of a page that say so. A template's are none, and the text of
// noscript is not read where scripts run.
func metaRefreshes(page []byte) []string {
	// Most pages have no such attribute, and to look for its name takes a tenth of reading the markup: the verdict on a
	// page of a megabyte would wait 20 ms.
	if !bytes.Contains(bytes.ToLower(page), []byte("http-equiv")) {
		return nil
	}
	found, templates := []string{}, 0
	tokenizer := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch tokenizer.Next() {
		case html.ErrorToken:
			return found
		case html.EndTagToken:
			if name, _ := tokenizer.TagName(); string(name) == "template" {
				templates = max(templates-1, 0)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokenizer.Token()
			switch {
			case token.Data == "template":
				templates++
			case token.Data == "meta" && templates == 0 && strings.EqualFold(attribute(token, "http-equiv"), "refresh"):
				found = append(found, attribute(token, "content"))
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
		}
	}
}
