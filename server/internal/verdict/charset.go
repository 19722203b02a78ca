package verdict

import (
	"strings"

	"vitrina/server/internal/charset"
	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
)

// charset is the encoding in which the browser reads the response for a destination, where that comes to an
// outcome; nil where it reads no text.
func (r Response) charset(destination string, made protocol.Outcome) *protocol.Charset {
	kind := made.Type
	switch {
	case r.Bytes == 0, !readAsText(destination, made):
		return nil
	case kind == "":
		kind = r.namedType()
	}
	content, _ := r.plain()
	_, label := mediatype.Extract(r.values("Content-Type"))
	mark, named, always := charset.Mark(content), charset.Name(label), charset.IsUTF8For(destination)
	by := func(by protocol.CharsetBy, name string) *protocol.Charset {
		return &protocol.Charset{Label: name, By: by}
	}
	switch {
	case mark == charset.UTF8, mark != "" && (!always || destination == "image"):
		return by(protocol.CharsetByMark, mark)
	case always:
		return by(protocol.CharsetByUse, charset.UTF8)
	case destination == fetched && mediatype.IsJSON(kind): // Fetch, "package data"
		return by(protocol.CharsetByJSON, charset.UTF8)
	case named != "":
		return by(protocol.CharsetByContentType, named)
	case destination == "worker", destination == "sharedworker", destination == "serviceworker":
		return by(protocol.CharsetByUse, charset.UTF8)
	}
	if declared := declaredIn(content, destination, kind); declared != nil {
		return declared
	}
	switch {
	case mediatype.IsJSON(kind):
		return by(protocol.CharsetByJSON, charset.UTF8)
	case isReadAsXML(kind):
		return by(protocol.CharsetByXML, charset.UTF8)
	case destination == fetched:
		return by(protocol.CharsetByUse, charset.UTF8)
	case destination != document && r.Environment != "": // WHATWG HTML, 13.2.3.2, step 7, and "fetch a classic script"
		return by(protocol.CharsetByAsker, r.Environment)
	case destination == "style", destination == "script":
		return by(protocol.CharsetByPage, charset.UTF8)
	}
	return by(protocol.CharsetByNothing, charset.Windows) // WHATWG HTML, 13.2.3.2, step 9
}

// readAsText reports whether the browser takes a response for text, of whatever kind.
func readAsText(destination string, made protocol.Outcome) bool {
	switch {
	case made.Fate == protocol.FateDownloaded, made.Fate == protocol.FateRedirected, made.As == protocol.AsMedia, made.As == protocol.AsPDF:
		return false
	case made.As == protocol.AsImage, destination == "image":
		return made.Type == svg
	}
	return destination != "font" && destination != "audio" && destination != "video"
}

// declaredIn is what a text says of itself, as far as it is read as what can say so; nil for nothing.
func declaredIn(content []byte, destination, kind string) *protocol.Charset {
	label, by := "", protocol.CharsetByMeta
	switch {
	case kind == "text/html" && navigates(destination):
		said := charset.Declared(content)
		if label = said.Label; said.InXML {
			by = protocol.CharsetByDeclaration
		}
	case destination == "style", kind == "text/css" && navigates(destination):
		label, by = charset.OfStyle(content), protocol.CharsetByRule
	case isReadAsXML(kind):
		label, by = charset.OfXML(content), protocol.CharsetByDeclaration
	}
	if label == "" {
		return nil
	}
	return &protocol.Charset{Label: charset.Name(label), By: by}
}

// isReadAsXML reports whether a type is one that browsers read as XML.
func isReadAsXML(kind string) bool {
	as, shown := appearance(kind)
	return kind == svg || shown && as == protocol.AsXML
}

// told puts the encoding that a document reported in the place of what was expected.
func told(expected *protocol.Charset, reported string) *protocol.Charset {
	name := charset.Name(reported)
	if name == "" || expected != nil && expected.Label == name && expected.By != protocol.CharsetByNothing {
		return expected
	}
	return &protocol.Charset{Label: strings.ToLower(name), By: protocol.CharsetByObserved}
}
