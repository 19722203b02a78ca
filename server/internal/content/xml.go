package content

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"vitrina/server/internal/pattern"
	"vitrina/server/internal/protocol"
)

// isXML reports whether a type is one of XML (WHATWG MIME Sniffing, section 4.6).
func isXML(kind string) bool {
	return kind == "text/xml" || kind == "application/xml" || strings.HasSuffix(kind, "+xml")
}

// xmlNote looks whether XML is well-formed: otherwise browsers show an error in its place, and
// nothing of an image (XML 1.0, section 1.2, "fatal error"). The words are those of encoding/xml.
func (r Response) xmlNote(kind string) *protocol.Note {
	text := r.text()
	switch {
	case !isXML(kind), !r.Whole, len(text) == 0, isPage(text) && kind != "application/xhtml+xml":
		return nil
	case text[0] != '<' && isText(r.Content):
		return note("xmlInvalid", protocol.SeverityError, "line", strconv.Itoa(1+bytes.Count(r.Content[:len(r.Content)-len(text)], []byte("\n"))))
	}
	decoder := xml.NewDecoder(bytes.NewReader(text))
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // tags are ASCII
	declares := false                                                                                // entities, perhaps
	for {
		token, err := decoder.Token()
		var wrong *xml.SyntaxError
		switch directive, ok := token.(xml.Directive); {
		case errors.As(err, &wrong):
			return xmlFault(wrong, declares, bytes.Count(r.Content[:len(r.Content)-len(text)], []byte("\n")))
		case err != nil:
			return nil
		case ok && bytes.HasPrefix(directive, []byte("DOCTYPE")):
			declares = true
		}
	}
}

var mismatch = pattern.Lazy(`^element <(\S+)> closed by </(\S+)>$`)

// xmlFault says what is wrong; nil where a browser may think otherwise. before is how many lines
// come before the text.
func xmlFault(wrong *xml.SyntaxError, declares bool, before int) *protocol.Note {
	invalid := note("xmlInvalid", protocol.SeverityError, "line", strconv.Itoa(before+wrong.Line))
	says := func(words ...string) bool {
		for _, each := range words {
			if strings.Contains(wrong.Msg, each) {
				return true
			}
		}
		return false
	}
	switch names := mismatch().FindStringSubmatch(wrong.Msg); {
	case says("invalid UTF-8"), says("character entity") && declares:
		return nil
	case names != nil:
		invalid.Args["mistake"], invalid.Args["name"], invalid.Args["other"] = "xmlMismatch", names[1], names[2]
	case says("unexpected EOF"):
		invalid.Args["mistake"] = "xmlOpen"
	case says("character entity"):
		invalid.Args["mistake"] = "xmlEntity"
	case says("attribute name without =", "unquoted or missing attribute value"):
		invalid.Args["mistake"] = "xmlAttribute"
	}
	return invalid
}
