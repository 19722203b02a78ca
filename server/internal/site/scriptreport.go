package site

import (
	"context"
	"strings"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// scriptReport is the cgi.Observer of a run. It completes the exchange, and reports to the
// editor the faults of the script.
type scriptReport struct {
	ctx context.Context // of the request
	// malformed returns why its content is malformed, nil if it is not.
	malformed func() *listen.Rejection
	site      *Site
	rec       *record.Exchange
	script    cgi.Script
	// redirects is how many scripts handed the request on before.
	redirects int
	// target is the request's, as a live view names its page.
	target string

	begun      bool // a response
	header     cgi.Header
	lastLine   int         // the script's line that prints the last of its fields
	violations []violation // complete when Ended is called
}

// violation is a violation at a line of the script.
type violation struct {
	code string
	args map[string]string
	line int
}

// Started says that how the script ends is still to be told.
func (s *scriptReport) Started() { s.rec.ScriptStarted() }

// Header says which lines of the script print its fields, and which rules the header breaks.
func (s *scriptReport) Header(header cgi.Header) {
	s.begun = true
	listen.SetReason(s.ctx, header.Reason)
	source := blame.ReadSource(s.script.File)
	for _, f := range header.Fields {
		origin := record.Origin{SetBy: protocol.SetByScript}
		if line := source.LineOfField(f.Name, f.Value); line > 0 {
			origin.Where = &protocol.SourceLocation{Path: s.script.Path, Line: line}
			s.lastLine = line
		}
		s.rec.AddOrigins(f.Name, origin)
	}
	s.header = header
	for _, each := range header.Violations {
		s.rec.AddNote(string(each), protocol.SeverityWarning, s.args())
	}
}

// Content distinguishes a missing header from one behind other text, and finds the lines that
// are to blame.
func (s *scriptReport) Content(start string) {
	source := blame.ReadSource(s.script.File)
	for _, each := range s.header.Violations {
		s.violations = append(s.violations, s.locate(each, start, source))
	}
}

// locate finds the line of the script that a violation is about: the one that prints
// the first of the content, or the last of the header; the first where it is not known.
func (s *scriptReport) locate(what cgi.Violation, start string, source blame.Source) violation {
	first, _, _ := strings.Cut(start, "\n")
	v := violation{string(what), s.args(), source.LineOfText(first)}
	switch what {
	case cgi.NoHeader:
		v.code = string(cgi.NoContentType)
		if cgi.HasLateHeader(start) {
			v.code = string(cgi.TextBeforeHeader)
			s.rec.AddNote(v.code, protocol.SeverityWarning, v.args)
		}
	case cgi.NoEmptyLine, cgi.BadField, cgi.BadStatus:
		v.line = s.lastLine
	case cgi.FieldNotPassed:
		v.line = source.LineOfField(s.header.NotPassed[0], "")
	}
	v.line = max(v.line, 1)
	return v
}

// Violates notes a violation that showed after the head was sent.
func (s *scriptReport) Violates(what cgi.Violation, args map[string]string) {
	args["script"] = s.script.Path
	s.rec.AddNote(string(what), protocol.SeverityWarning, args)
	s.violations = append(s.violations, violation{string(what), args, 1})
}

// ClientGone reports whether the client has closed the connection.
func (s *scriptReport) ClientGone() bool { return listen.ClientGone(s.ctx) }

// StopReading closes the connection after the response.
func (s *scriptReport) StopReading() { listen.StopReading(s.ctx) }

// Ended keeps how the run ended, and reports the faults of the script to the editor.
func (s *scriptReport) Ended(run protocol.ScriptRun, why cgi.Failure) {
	defer s.rec.ScriptEnded()
	s.rec.SetScript(s.redirects, run)
	if why.Aborted() { // no fault of the script
		if s.malformed() != nil {
			return // which is said
		}
		s.rec.AddNote(string(why), protocol.SeverityInformation, map[string]string{"script": s.script.Path})
		return
	}
	failed := run.ExitCode == nil || *run.ExitCode != 0
	d := s.site.diagnose(s.script, run, s.site.printed(s.rec), failed)
	if why == cgi.ScriptTimedOut {
		d = d.ofTimeout()
	}
	switch {
	case why == cgi.ScriptTimedOut:
		s.add(cgi.ScriptTimedOut, protocol.SeverityError, d.with(map[string]string{
			"script": s.script.Path, "timeout": s.site.config.CGI.Timeout.String(),
		}))
	case failed && why == "" && run.Signal != "SIGTERM" && run.Signal != "SIGKILL": // those are our own
		s.add(cgi.ScriptFailed, protocol.SeverityError, d.with(map[string]string{"script": s.script.Path, "exit": cgi.ExitText(run)}))
	case d.trace.Line > 0 && !failed:
		s.add("scriptWarned", protocol.SeverityWarning, d.with(map[string]string{"script": s.script.Path}))
	}
	if !failed || !s.begun {
		s.site.reload.hub.ForgetFailure(s.target)
	}
	report := protocol.ScriptDidReportParams{SiteID: s.site.options.ID, ExchangeID: s.rec.ID(), Script: s.script.File}
	traced := d.trace.Line > 0
	wrong := traced || len(s.violations) > 0
	if failed && !wrong {
		return // it did not succeed, so what was reported before may still hold
	}
	if s.site.scripts.isNew(s.script.File, wrong) {
		s.site.options.Events.ScriptDidReport(func(locale l10n.Locale) protocol.ScriptDidReportParams {
			localized := report // for one of those who follow, perhaps several at once
			localized.Diagnostics = []protocol.Diagnostic{}
			if traced {
				localized.Diagnostics = append(localized.Diagnostics, d.diagnostic(locale, failed))
			}
			for _, v := range s.violations {
				localized.Diagnostics = append(localized.Diagnostics, protocol.Diagnostic{
					Path: s.script.File, Line: v.line, Severity: protocol.SeverityWarning, Code: v.code,
					Message: l10n.Note(locale, protocol.Note{Code: v.code, Args: v.args}).Message,
				})
			}
			return localized
		})
	}
}

// add adds the first note of the exchange. A live view says it where the script had begun to
// answer: else the page in the view says it.
func (s *scriptReport) add(code cgi.Failure, severity protocol.Severity, args map[string]string) {
	s.rec.AddFirstNote(string(code), severity, args)
	if s.begun && severity == protocol.SeverityError {
		s.site.reload.hub.ScriptFailed(s.target, func(locale l10n.Locale) string {
			return l10n.Note(locale, protocol.Note{Code: string(code), Args: args}).Message
		})
	}
}

func (s *scriptReport) args() map[string]string {
	return map[string]string{"script": s.script.Path, "fields": strings.Join(s.header.NotPassed, ", ")}
}
