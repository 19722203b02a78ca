package site

import (
	"net/http"
	"strconv"
	"time"

	"vitrina/server/internal/content"
	"vitrina/server/internal/inject"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// examined is an exchange whose content is looked at once all of it was sent.
type examined struct {
	*record.Exchange
	store *record.Store
}

// End notes what is wrong with the content, and ends the exchange.
func (x examined) End(at time.Time, complete bool) {
	if complete {
		if notes := x.contentNotes(x.Sent()); len(notes) > 0 {
			x.Answered(record.Answer{Notes: notes})
		}
	}
	x.Exchange.End(at, complete)
}

// contentNotes are those on a whole file or what a script printed. A part of a file, and
// Vitrina's own pages, are not judged.
func (x examined) contentNotes(sent record.Sent) []protocol.Note {
	switch {
	case sent.Method == http.MethodOptions && sent.Kind != protocol.KindError:
		note := content.Preflight(header(sent.RequestHeaders), header(sent.ResponseHeaders), sent.Status, sent.Kind == protocol.KindFile)
		if note != nil {
			return []protocol.Note{*note}
		}
		return nil // what a browser asks for by itself is not shown
	case !sent.FromFile && sent.Kind != protocol.KindScript, sent.Method == http.MethodHead:
		return nil
	case sent.Status == http.StatusNoContent, sent.Status == http.StatusPartialContent, sent.Status == http.StatusNotModified:
		return nil
	}
	asked, answered := header(sent.RequestHeaders), header(sent.ResponseHeaders)
	origin := asked.Get("Origin")
	if origin == "http://"+asked.Get("Host") {
		origin = ""
	}
	var verdict *protocol.Verdict
	switch asked.Get("Sec-Fetch-Dest") {
	case "style", "script", "worker", "sharedworker", "serviceworker": // those that a note speaks of
		verdict = Verdict(x.store, x.ID())
	}
	notes := content.Notes(content.Response{
		Verdict:     verdict,
		Destination: asked.Get("Sec-Fetch-Dest"), Mode: asked.Get("Sec-Fetch-Mode"), Origin: origin, Host: asked.Get("Host"), Cookies: asked.Get("Cookie") != "", Status: sent.Status,
		Header: answered, TypeBy: sent.TypeBy, Content: inject.Without(sent.Content), Whole: sent.Whole,
	})
	for i, note := range notes {
		if line, err := strconv.Atoi(note.Args["line"]); err == nil && sent.FromFile {
			notes[i].Where = &protocol.SourceLocation{Path: sent.File, Line: line}
		}
	}
	return notes
}

func header(fields []protocol.Header) http.Header {
	h := http.Header{}
	for _, field := range fields {
		h.Add(field.Name, field.Value)
	}
	return h
}
