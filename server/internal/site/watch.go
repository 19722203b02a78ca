package site

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// scriptWatch writes what is learnt of a run into the exchange, and tells the editor
// what is wrong with the script.
type scriptWatch struct {
	ctx context.Context // of the request
	// malformed tells whether its content turned out to be.
	malformed func() *listen.Rejection
	site      *Site
	rec       *record.Exchange
	script    cgi.Script
	// turn is how many scripts handed the request on before.
	turn int

	header     cgi.Header
	lastLine   int         // the script's line that prints the last of its fields
	deviations []deviation // complete when Ended is called
}

// deviation is a deviation at a line of the script.
type deviation struct {
	code string
	args map[string]string
	line int
}

// Header says which fields are the script's, by which of its lines, and what the
// RFC would not have.
func (s *scriptWatch) Header(header cgi.Header) {
	listen.SetReason(s.ctx, header.Reason)
	lines := cgi.ReadSource(s.script.File)
	last := map[string]int{}
	for _, f := range header.Fields {
		name := strings.ToLower(f.Name)
		origin := record.Origin{SetBy: protocol.SetByScript}
		if line := cgi.LineOf(lines, f, last[name]); line > 0 {
			origin.Where = &protocol.Place{Path: s.script.Path, Line: line}
			last[name], s.lastLine = line, line
		}
		s.rec.AddOrigins(f.Name, origin)
	}
	s.header = header
	for _, each := range header.Deviations {
		s.rec.AddNote(string(each), protocol.SeverityWarning, s.args())
	}
}

// typeInContent finds a header line that came too late to be one.
var typeInContent = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?im)^content-type[ \t]*:`) })

// Content tells a missing header from one that is behind other text, and finds the
// lines of the script that are to blame.
func (s *scriptWatch) Content(start string) {
	lines := cgi.ReadSource(s.script.File)
	for _, each := range s.header.Deviations {
		s.deviations = append(s.deviations, s.place(each, start, lines))
	}
}

// place finds the line of the script that a deviation is about: the one that prints
// the first of the content, or the last of the header.
func (s *scriptWatch) place(what cgi.Deviation, start string, lines []string) deviation {
	first, _, _ := strings.Cut(start, "\n")
	d := deviation{string(what), s.args(), cgi.LineOfText(lines, first)}
	switch what {
	case cgi.NoHeader:
		d.code = string(cgi.NoContentType)
		if typeInContent().MatchString(start) {
			d.code = string(cgi.TextBeforeHeader)
			s.rec.AddNote(d.code, protocol.SeverityWarning, d.args)
		}
	case cgi.NoEmptyLine, cgi.BadField, cgi.BadStatus:
		d.line = s.lastLine
	case cgi.FieldNotPassed:
		d.line = cgi.LineOf(lines, cgi.Field{Name: s.header.NotPassed[0]}, 0)
	}
	d.line = max(d.line, 1)
	return d
}

// Deviates notes what showed after the head was sent.
func (s *scriptWatch) Deviates(what cgi.Deviation, args map[string]string) {
	args["script"] = s.script.Path
	s.rec.AddNote(string(what), protocol.SeverityWarning, args)
	s.deviations = append(s.deviations, deviation{string(what), args, 1})
}

// ClientGone tells whether the client has closed the connection.
func (s *scriptWatch) ClientGone() bool { return listen.ClientGone(s.ctx) }

// StopReading closes the connection after the response.
func (s *scriptWatch) StopReading() { listen.StopReading(s.ctx) }

// Ended keeps how the run ended, and tells the editor what is wrong with the script.
func (s *scriptWatch) Ended(run protocol.ScriptRun, why cgi.Failure) {
	s.rec.SetScript(s.turn, run)
	if why.Silent() { // no fault of the script
		if s.malformed() != nil {
			return // which is said
		}
		s.rec.AddNote(string(why), protocol.SeverityInformation, map[string]string{"script": s.script.Path})
		return
	}
	if why == cgi.TimedOut {
		s.rec.AddNote(string(cgi.TimedOut), protocol.SeverityError, map[string]string{
			"script": s.script.Path, "timeout": s.site.config.CGI.Timeout.String(),
		})
	}
	report := protocol.ScriptDidReportParams{SiteID: s.site.options.ID, ExchangeID: s.rec.ID(), Script: s.script.File}
	failed := run.ExitCode == nil || *run.ExitCode != 0
	if failed && why == "" && run.Signal != "SIGTERM" && run.Signal != "SIGKILL" { // those are our own
		s.rec.AddNote(string(cgi.Failed), protocol.SeverityError, map[string]string{"script": s.script.Path, "exit": exitOf(run)})
	}
	var traced []protocol.Diagnostic
	if trace, ok := cgi.ReadTraceback(run.Stderr, s.site.config.Root, s.script.File); ok && failed {
		traced = append(traced, protocol.Diagnostic{
			Path: trace.Path, Line: trace.Line, Column: trace.Column, Severity: protocol.SeverityError, Code: trace.Code, Message: trace.Message,
		})
	}
	wrong := len(traced)+len(s.deviations) > 0
	if failed && !wrong {
		return // it did not succeed, so what was told before may still hold
	}
	if s.site.scripts.worthTelling(s.script.File, wrong) {
		s.site.options.Events.ScriptDidReport(func(locale l10n.Locale) protocol.ScriptDidReportParams {
			told := report // to one of those who follow, perhaps of several at once
			told.Diagnostics = append([]protocol.Diagnostic{}, traced...)
			for _, d := range s.deviations {
				told.Diagnostics = append(told.Diagnostics, protocol.Diagnostic{
					Path: s.script.File, Line: d.line, Severity: protocol.SeverityWarning, Code: d.code,
					Message: l10n.Note(locale, protocol.Note{Code: d.code, Args: d.args}).Message,
				})
			}
			return told
		})
	}
}

func (s *scriptWatch) args() map[string]string {
	return map[string]string{"script": s.script.Path, "fields": strings.Join(s.header.NotPassed, ", ")}
}

func exitOf(run protocol.ScriptRun) string {
	if run.ExitCode != nil {
		return strconv.Itoa(*run.ExitCode)
	}
	return run.Signal
}
