package site

import (
	"net/http"
	"time"

	"vitrina/server/internal/content"
	"vitrina/server/internal/inject"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// examined is an exchange whose content is looked at once all of it was sent.
type examined struct{ *record.Exchange }

// End notes what is wrong with the content, and ends the exchange.
func (x examined) End(at time.Time, complete bool) {
	if complete {
		for _, note := range contentNotes(x.Sent()) {
			x.AddNote(note.Code, note.Severity, note.Args)
		}
	}
	x.Exchange.End(at, complete)
}

// contentNotes are those on a whole file or what a script printed. A part of a file, and
// Vitrina's own pages, are not judged.
func contentNotes(sent record.Sent) []protocol.Note {
	asked, answered := header(sent.RequestHeaders), header(sent.ResponseHeaders)
	if sent.Method == http.MethodOptions && sent.Kind != protocol.KindError {
		if note := content.Preflight(asked, answered, sent.Status, sent.Kind == protocol.KindFile); note != nil {
			return []protocol.Note{*note}
		}
	}
	switch {
	case !sent.FromFile && sent.Kind != protocol.KindScript, sent.Method == http.MethodHead:
		return nil
	case sent.Status == http.StatusNoContent, sent.Status == http.StatusPartialContent, sent.Status == http.StatusNotModified:
		return nil
	}
	origin := asked.Get("Origin")
	if origin == "http://"+asked.Get("Host") {
		origin = ""
	}
	return content.Notes(content.Response{
		Destination: asked.Get("Sec-Fetch-Dest"), Mode: asked.Get("Sec-Fetch-Mode"), Origin: origin, Status: sent.Status,
		Header: answered, TypeBy: sent.TypeBy, Content: inject.Without(sent.Content), Whole: sent.Whole,
	})
}

func header(fields []protocol.Header) http.Header {
	h := http.Header{}
	for _, field := range fields {
		h.Add(field.Name, field.Value)
	}
	return h
}
