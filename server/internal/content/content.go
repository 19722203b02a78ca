// Package content compares what a response is said to be with what its bytes are, and with
// what the browser wants it for. What does not fit becomes a note. It says nothing where the
// bytes leave a doubt.
package content

import (
	"net/http"
	"strings"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
)

// Response is what is known of a response when it is over.
type Response struct {
	// Destination and Mode are the request's Sec-Fetch-Dest and Sec-Fetch-Mode; empty where the
	// client is not a browser (Fetch Metadata, section 2).
	Destination, Mode string
	// Origin is the one of the page that asked, where that is another site; else empty. Host is
	// the request's.
	Origin, Host string
	// Cookies is true where the request has some.
	Cookies bool
	Status  int
	// Verdict is what a browser makes of the response, for what it wants it; nil where nobody says.
	Verdict *protocol.Verdict
	// Header has the response's fields.
	Header http.Header
	// TypeBy is who set Content-Type.
	TypeBy protocol.SetBy
	// Content is the start of the content, as sent.
	Content []byte
	// Whole is true where Content is all of it.
	Whole bool
}

// Notes are what a person should know of the content.
func Notes(r Response) []protocol.Note {
	if !Plain(r.Header) {
		return r.codingNotes(strings.Join(r.Header.Values("Content-Encoding"), ", "))
	}
	kind, charset := mediatype.Extract(r.Header.Values("Content-Type"))
	notes := []protocol.Note{}
	add := func(note *protocol.Note) {
		if note != nil {
			if r.TypeBy == protocol.SetByScript {
				adviseScript(note)
			}
			notes = append(notes, *note)
		}
	}
	add(r.sharingNote())
	add(r.refusedNote())
	if document := r.documentNote(kind); document != nil {
		add(document)
		return notes
	}
	add(r.encodingNote(r.shownType(kind), strings.ToLower(charset)))
	if r.Status != http.StatusOK {
		return notes // what is missing or refused is sent for people to read
	}
	add(r.imageNote(kind))
	add(r.jsonNote(kind))
	add(r.otherNote(kind))
	add(r.xmlNote(kind, charset))
	add(r.useNote())
	add(r.localNote(kind))
	add(r.objectNote(kind))
	return notes
}

// adviceToScript is the mistake whose advice a note has where a script printed what it is about:
// then there is no file to rename or to save.
var adviceToScript = map[string]string{
	"bodyIsHTML": "printedType", "imageOtherType": "printedType", "imageIsSVG": "printedType", "svgIsOther": "printedType",
	"pageIsDocument": "printedFormat", "textIsOther": "printedFormat", "imageIsOther": "printedFormat",
	"encodingUTF16": "printedUTF16", "jsonUTF16": "printedUTF16",
}

func adviseScript(note *protocol.Note) {
	if advice := adviceToScript[note.Code]; advice != "" {
		note.Args["mistake"] = advice
	}
}

// note makes a note with arguments in pairs of a name and a value.
func note(code string, severity protocol.Severity, pairs ...string) *protocol.Note {
	args := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return &protocol.Note{Code: code, Severity: severity, Args: args}
}
