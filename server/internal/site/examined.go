package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/content"
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
	if complete && !x.EndsWithNotes() {
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
	case sent.Status == http.StatusNotModified:
		if note := content.NotModified(header(sent.RequestHeaders)); note != nil {
			return []protocol.Note{*note}
		}
		return nil
	case sent.Status == http.StatusNoContent, sent.Status == http.StatusPartialContent:
		return nil
	}
	asked, answered := askedOf(header(sent.RequestHeaders)), header(sent.ResponseHeaders)
	var verdict *protocol.Verdict
	if asked.judged() || answered.Get("Content-Encoding") != "" || answered.Get("Content-Type") == "" ||
		answered.Get("Location") != "" || answered.Get("Content-Disposition") != "" {
		verdict = Verdict(x.store, x.ID())
	}
	notes := asked.notes(content.Response{
		Verdict: verdict, Status: sent.Status,
		Header: answered, TypeBy: sent.TypeBy, Content: sent.Own(), Whole: sent.Whole,
	}, sent.File)
	return slices.DeleteFunc(notes, func(note protocol.Note) bool { // one fault, told once
		return note.Code == content.CharsetUnread && x.HasNote(string(cgi.MisspeltCharset))
	})
}

// asked is what notes on content depend on of the request.
type asked struct {
	destination, mode string
	// origin is the one of the page that asked, where that is another site.
	origin, host string
	cookies      bool
	// events is true where an EventSource may ask.
	events bool
}

func askedOf(header http.Header) asked {
	a := asked{
		destination: header.Get("Sec-Fetch-Dest"), mode: header.Get("Sec-Fetch-Mode"), origin: header.Get("Origin"), host: header.Get("Host"),
		cookies: header.Get("Cookie") != "", events: strings.Contains(header.Get("Accept"), "text/event-stream"),
	}
	if a.origin == "http://"+a.host {
		a.origin = ""
	}
	return a
}

// judged reports whether a note may speak of what a browser makes of the answer.
func (a asked) judged() bool {
	switch a.destination {
	case "style", "script", "worker", "sharedworker", "serviceworker":
		return true
	}
	return a.events
}

// notes are those on an answer; file is the one that it came from, "" for none.
func (a asked) notes(answer content.Response, file string) []protocol.Note {
	answer.Destination, answer.Mode, answer.Origin, answer.Host, answer.Cookies = a.destination, a.mode, a.origin, a.host, a.cookies
	notes := content.Notes(answer)
	for i, note := range notes {
		if line, err := strconv.Atoi(note.Args["line"]); err == nil && file != "" {
			notes[i].Where = &protocol.SourceLocation{Path: file, Line: line}
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
