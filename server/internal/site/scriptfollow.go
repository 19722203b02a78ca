package site

import (
	"net/http"
	"strconv"
	"strings"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/inject"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// scriptPage puts the script line of live reload into what a script prints.
type scriptPage struct {
	inject.Stream
	follower *follower
	report   *scriptReport
	length   string // the name of the field that announces the length, in the script's spelling
	told     bool
}

// Filter puts the script line into a page, where the answer is one that is followed. A redirect
// shows nothing.
func (s *scriptReport) Filter(header cgi.Header, status int) cgi.Filter {
	if _, located := header.Get("Location"); located && status >= 300 && status < 400 || s.follow == nil {
		return nil
	}
	fields := http.Header{}
	for _, f := range header.Fields {
		fields.Add(f.Name, f.Value)
	}
	p := &scriptPage{follower: s.follow(fields), report: s}
	for _, f := range header.Fields {
		if strings.EqualFold(f.Name, "Content-Length") {
			p.length = f.Name
		}
	}
	if p.follower == nil {
		return nil
	}
	p.follower.placeOf, p.follower.placeIn = s.placeOfPolicy, s.placeInPage
	p.Decide = p.follower.put
	if isKept(fields) { // what fetch asks for is never this page (RFC 9110, section 12.5.5)
		s.answer.Set("Vary", vary)
		s.rec.AddOrigins("Vary", record.Origin{SetBy: protocol.SetByReload})
	}
	return p
}

// vary are the fields that tell a page that is followed from others.
const vary = "Sec-Fetch-Dest, Sec-Fetch-Mode"

// isKept reports whether caches may keep an answer and use it again (RFC 9111, section 4.2), or
// ask whether it is still the same. One that says nothing of that is always asked for again.
func isKept(fields http.Header) bool {
	return fields.Get("Vary") == "" && (fields.Get("Cache-Control") != "" || fields.Get("Expires") != "" || fields.Get("ETag") != "" || fields.Get("Last-Modified") != "")
}

// Next says what becomes of the page once that is decided.
func (p *scriptPage) Next(piece []byte, last bool) []byte {
	ready := p.Stream.Next(piece, last)
	added, known := p.Added()
	if !known || p.told {
		return ready
	}
	p.told = true
	if added == 0 {
		p.report.unfollowed()
	}
	if p.GaveUp() {
		p.follower.give("notFollowedPlace")
	}
	if note := p.follower.note; note != nil {
		p.report.rec.AddNote(note.Code, note.Severity, note.Args)
	}
	if added > 0 {
		p.report.rec.Inserted(p.follower.inserted.At, added)
	}
	if added > 0 && p.length != "" {
		p.report.rec.SetOrigin(p.length, record.Origin{SetBy: protocol.SetByReload})
	}
	return ready
}

// placeOfPolicy is the script's line that prints a policy as a field, or else the script.
func (s *scriptReport) placeOfPolicy(value string) string {
	return s.place(s.text.source().LineOfField("Content-Security-Policy", value))
}

// placeInPage is the script's line that prints a policy as a part of its page, or else the script.
func (s *scriptReport) placeInPage(p inject.Policy) string {
	return s.place(s.text.source().LineOfText(p.Element))
}

func (s *scriptReport) place(line int) string {
	if line == 0 {
		return s.script.Path
	}
	return s.script.Path + ":" + strconv.Itoa(line)
}
