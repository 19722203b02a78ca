package reference

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"vitrina/server/internal/refresh"
)

// addresses are the attributes that hold an address, by element (WHATWG HTML, "Attributes";
// background: 16.2). A link is followed and the rest is loaded: a browser asks for each.
var addresses = map[string][]string{
	"href":       {"a", "area", "link", "image", "use", "script"},
	"xlink:href": {"a", "image", "use", "script"},
	"src":        {"img", "script", "iframe", "frame", "embed", "audio", "video", "source", "track", "input"},
	"poster":     {"video"},
	"data":       {"object"},
	"background": {"body", "table", "td", "th"},
}

// inPage are the addresses that a page names, and the one of its base element.
func inPage(text []byte) (names []named, base string) {
	tokenizer := html.NewTokenizer(bytes.NewReader(text))
	offset, inside := 0, ""
	for {
		kind := tokenizer.Next()
		raw := tokenizer.Raw()
		switch kind {
		case html.ErrorToken:
			return names, base
		case html.StartTagToken, html.SelfClosingTagToken:
			length := len(raw) // which Token changes
			tag := bytes.Clone(raw)
			token := tokenizer.Token()
			inside = token.Data
			if token.Data == "base" && base == "" { // the first counts (WHATWG HTML, 4.2.3)
				base = attribute(token, "href")
			}
			for _, each := range ofElement(token) {
				each.offset = offset + placeIn(tag, each.address)
				names = append(names, each)
			}
			offset += length
			continue
		case html.TextToken:
			switch inside {
			case "style":
				names = append(names, moved(inStyle(raw), offset)...)
			case "script":
				names = append(names, moved(inScript(raw), offset)...)
			}
		case html.EndTagToken, html.CommentToken, html.DoctypeToken:
			inside = ""
		}
		offset += len(raw)
	}
}

// ofElement are the addresses in an element's attributes. Of two attributes with one name the
// first counts (WHATWG HTML, 13.2.5.33).
func ofElement(token html.Token) []named {
	names, seen := []named{}, map[string]bool{}
	for _, each := range token.Attr {
		if seen[each.Key] {
			continue
		}
		seen[each.Key] = true
		switch {
		case each.Key == "action" && token.Data == "form", each.Key == "formaction" && (token.Data == "button" || token.Data == "input"):
			names = append(names, named{address: each.Val, byForm: true})
		case each.Key == "srcset" && (token.Data == "img" || token.Data == "source"), each.Key == "imagesrcset" && token.Data == "link":
			for _, address := range candidates(each.Val) {
				names = append(names, named{address: address})
			}
		case each.Key == "style":
			names = append(names, inStyle([]byte(each.Val))...)
		case each.Key == "content" && token.Data == "meta" && strings.EqualFold(attribute(token, "http-equiv"), "refresh"):
			if _, address, valid := refresh.Parse(each.Val); valid && address != "" {
				names = append(names, named{address: address})
			}
		case slices.Contains(addresses[each.Key], token.Data):
			names = append(names, named{address: each.Val, script: token.Data == "script"})
		}
	}
	return names
}

// candidates are the addresses of a srcset: each is followed by its size, after a space, and a
// comma (WHATWG HTML, 4.8.4.2.1).
func candidates(srcset string) []string {
	found := []string{}
	for rest := strings.TrimLeft(srcset, " \t\n\r\f,"); rest != ""; rest = strings.TrimLeft(rest, " \t\n\r\f,") {
		address := rest
		if end := strings.IndexAny(rest, " \t\n\r\f"); end >= 0 {
			address = rest[:end]
		}
		rest = rest[len(address):]
		if plain := strings.TrimRight(address, ","); plain != address {
			address = plain
		} else if _, after, more := strings.Cut(rest, ","); more {
			rest = after
		} else {
			rest = ""
		}
		found = append(found, address)
	}
	return found
}

// placeIn is where an address stands in a tag of several lines; the start of the tag where that
// is not certain.
func placeIn(tag []byte, address string) int {
	if address != "" && bytes.Count(tag, []byte(address)) == 1 {
		return bytes.Index(tag, []byte(address))
	}
	return 0
}

// moved are names with an offset in the text that holds theirs.
func moved(names []named, by int) []named {
	for i := range names {
		names[i].offset += by
	}
	return names
}

func attribute(token html.Token, key string) string {
	for _, each := range token.Attr {
		if each.Key == key {
			return each.Val
		}
	}
	return ""
}
