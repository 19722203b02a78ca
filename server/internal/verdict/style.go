package verdict

import "vitrina/server/internal/protocol"

// style is what becomes of a style sheet that a page links.
func (r Response) style() *protocol.Outcome {
	kind := r.namedType()
	switch {
	case r.failed():
		return refused(kind, "errorStatus")
	case kind == "text/css":
		return r.styled(kind, "named")
	case r.noSniff(): // Fetch, "should response to request be blocked due to nosniff"
		return refused(kind, orUntyped(kind, "styleNoSniff", "styleNoSniffUntyped"))
	case kind == "", kind == "application/x-unknown-content-type": // the standard takes the type that it guesses
		made := r.styled("text/css", "styleUntyped")
		if !r.Quirks {
			made.Standard = "styleUntyped"
		}
		return made
	case r.Quirks: // WHATWG HTML, "link type stylesheet"
		return r.styled(kind, "styleQuirks")
	}
	return refused(kind, "styleWrongType")
}

// transformation is what becomes of a style sheet that turns XML into a page (<?xml-stylesheet type="text/xsl"?>): Chromium
// takes any type for it.
func (r Response) transformation() *protocol.Outcome {
	if r.failed() {
		return refused(r.namedType(), "errorStatus")
	}
	return r.styled(r.namedType(), "xsltAnyType")
}

func (r Response) styled(kind, reason string) *protocol.Outcome {
	if r.Bytes == 0 {
		reason = "noContent"
	}
	return applied(kind, reason)
}
