package site

import (
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/http1"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
)

// scriptReport is the cgi.Observer of a run. It completes the exchange, and reports to the
// editor the faults of the script.
type scriptReport struct {
	wire   *http1.Exchange
	site   *Site
	rec    *record.Exchange
	script cgi.Script
	text   *scriptText // as it was when the run began
	// redirects is how many scripts handed the request on before.
	redirects int
	// follow is the follower of an answer with these fields; nil where none is.
	follow     func(http.Header) *follower
	unfollowed func()       // says that no line went into the answer after all
	answer     http.Header  // besides what the script prints
	reads      *scriptReads // nil where nobody follows
	// target is the request's, as a live view names its page.
	target string
	deed   bool // see isDeed

	begun      bool // a response
	header     cgi.Header
	violations []violation // complete when Ended is called
	shellLines bool        // a shell failed at lines that end in CR LF
	started    bool
	run        *reload.Run // nil until it is being started
}

// Starting says that what changes from now on may be the script's output.
func (s *scriptReport) Starting() {
	s.run = s.site.reload.hub.RunBegan(s.script.Path, s.target, s.deed)
	s.reads.begin(s.script.Path)
}

// Started says that how the script ends is still to be told.
func (s *scriptReport) Started(onlyPrinted func() bool) {
	s.started = true
	s.run.Started(onlyPrinted)
	s.rec.ScriptStarted()
}

// runEnded says that nothing that changes from now on is the script's output.
func (s *scriptReport) runEnded(whole bool) {
	s.run.Ended(whole)
	s.reads.end()
}

// Printed keeps what the script printed.
func (s *scriptReport) Printed(piece []byte) { s.rec.Printed(s.redirects, piece) }

// Reached keeps when the run came how far.
func (s *scriptReport) Reached(moment cgi.Moment, at time.Time) {
	s.rec.TimeScript(s.redirects, func(times *record.ScriptTimes) {
		switch moment {
		case cgi.Launched:
			times.Started = at
		case cgi.FirstOutput:
			times.FirstOutput = at
		case cgi.OutputEnded:
			times.OutputEnd = at
		case cgi.Exited:
			times.Exited = at
		}
	})
}

// notStarted says that nothing more is to be told.
func (s *scriptReport) notStarted() {
	if s.run != nil && !s.started {
		s.runEnded(false)
	}
}

// Header says that the script set its fields, and which rules the header breaks. The lines that print
// them are sought when the answer is over.
func (s *scriptReport) Header(header cgi.Header) {
	s.begun = true
	s.site.reload.hub.ForgetFailure(s.target) // it was of the answer before this one
	_ = s.wire.SetReason(header.Reason)       // cgi took it for a field value
	for _, f := range header.Fields {
		s.rec.AddOrigins(f.Name, record.Origin{SetBy: protocol.SetByScript})
	}
	s.header = header
	for _, found := range header.Violated() {
		s.rec.AddNote(string(found.Rule), protocol.SeverityWarning, argsOf(s.script, s.text.source(), found))
	}
}

// locate says which lines of the script print its fields.
func (s *scriptReport) locate() {
	if !s.begun {
		return
	}
	lines, places := s.text.fields(), map[string][]*protocol.SourceLocation{}
	for _, f := range s.header.Fields {
		places[f.Name] = append(places[f.Name], s.origin(lines, f).Where)
	}
	for name, each := range places {
		s.rec.LocateOrigins(name, each)
	}
}

// origin is that of a field which the script printed.
func (s *scriptReport) origin(lines blame.Fields, f cgi.Field) record.Origin {
	origin := record.Origin{SetBy: protocol.SetByScript}
	if line := lines.Line(f.Name, f.Value); line > 0 {
		origin.Where = &protocol.SourceLocation{Path: s.script.Path, Line: line}
	}
	return origin
}

// Content tells the faults of the header more exactly, now that the content behind it is known.
func (s *scriptReport) Content(start string) {
	findings := s.findings(start)
	if len(findings) == 0 {
		return
	}
	source := s.text.source()
	for _, found := range findings {
		note := protocol.Note{Code: string(found.Rule), Severity: protocol.SeverityWarning, Args: argsOf(s.script, source, found)}
		for _, of := range found.Of {
			s.rec.ReplaceNote(string(of), note)
		}
		s.rec.AddNote(note.Code, note.Severity, note.Args)
	}
	s.keep(findings, source)
}

// HandsOn tells the faults of a header that is not sent.
func (s *scriptReport) HandsOn(header cgi.Header, start string) {
	s.header = header
	s.Content(start)
}

// Refused keeps the faults of a header for the editor. The error page is told by the site.
func (s *scriptReport) Refused(header cgi.Header, start string) {
	s.header = header
	s.keep(s.findings(start), s.text.source())
}

// Violates notes a violation that showed after the head was sent.
func (s *scriptReport) Violates(what cgi.Violation, args map[string]string) {
	args["script"], args["place"] = s.script.Path, s.script.Path
	about := ""
	switch what {
	case cgi.WrongLength:
		about = "Content-Length: " + args["announced"]
	case cgi.UnsentContent:
		about = "Status: " + strings.TrimSpace(args["status"]+" "+s.header.Reason)
	}
	line := s.text.source().LineOfPrinted(about)
	if line > 0 {
		args["place"] += ":" + strconv.Itoa(line)
	}
	s.rec.AddNote(string(what), protocol.SeverityWarning, args)
	s.violations = append(s.violations, violation{string(what), args, max(line, 1)})
}

// ClientGone reports whether the client has closed the connection.
func (s *scriptReport) ClientGone() bool { return s.wire.ClientGone() }

// StopReading closes the connection after the response.
func (s *scriptReport) StopReading() { s.wire.StopReading() }

// Ended keeps how the run ended, and reports the faults of the script to the editor.
func (s *scriptReport) Ended(run protocol.ScriptRun, why cgi.Failure, stopped bool) {
	s.runEnded(why == "" && !stopped)
	s.locate()
	defer s.rec.ScriptEnded()
	defer s.rec.SetScript(s.redirects, run) // whoever sees the exit code finds its notes there
	if why.Aborted() {                      // no fault of the script
		if s.wire.Rejected() != nil {
			return // which is said
		}
		s.rec.AddNote(string(why), protocol.SeverityInformation, map[string]string{"script": s.script.Path})
		return
	}
	failed := run.ExitCode == nil || *run.ExitCode != 0
	d := s.site.diagnose(s.rec, s.script, run, s.site.printed(s.rec), failed)
	if why == cgi.ScriptTimedOut || why == cgi.BodyTimedOut {
		d = d.ofTimeout()
	}
	s.noteShellLines(d)
	s.noteBuffer(run)
	switch {
	case why == cgi.ScriptTimedOut:
		s.add(cgi.ScriptTimedOut, protocol.SeverityError, d, map[string]string{
			"script": s.script.Path, "timeout": s.site.config.CGI.Timeout.String(),
		})
	case failed && why == "" && !stopped: // how one that was stopped ends says nothing of it
		s.add(cgi.ScriptFailed, protocol.SeverityError, d, map[string]string{"script": s.script.Path, "exit": cgi.ExitText(run)})
	case d.trace.Line > 0 && !failed && !s.header.Has(cgi.NoOutput): // else the page and its note say it
		code := cgi.Failure("scriptWarned")
		if d.ofCommand {
			code = "commandWarned"
		}
		s.add(code, protocol.SeverityWarning, d, map[string]string{"script": s.script.Path})
	}
	if !failed || !s.begun {
		s.site.reload.hub.ForgetFailure(s.target)
	}
	script := filepath.Join(s.site.config.Named, filepath.FromSlash(s.script.Path))
	report := protocol.ScriptDidReportParams{SiteID: s.site.options.ID, ExchangeID: s.rec.ID(), Script: script}
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
				told := d.diagnostic(locale, failed)
				told.Path = s.site.folder.asConfigured(told.Path)
				localized.Diagnostics = append(localized.Diagnostics, told)
			}
			for _, v := range s.violations {
				told := protocol.Diagnostic{
					Path: script, Line: v.line, Severity: protocol.SeverityWarning, Code: v.code,
					Message: l10n.Note(locale, protocol.Note{Code: v.code, Args: v.args}).Message,
				}
				if v.args["meant"] != "" {
					told.Printed, told.Meant = v.args["printed"], v.args["meant"]
				}
				localized.Diagnostics = append(localized.Diagnostics, told)
			}
			return localized
		})
	}
}

// add adds the first note of the exchange, with what is known of the fault. A live view says it where the script had begun to
// answer: else the page in the view says it.
func (s *scriptReport) add(code cgi.Failure, severity protocol.Severity, d diagnosis, args map[string]string) {
	note := protocol.Note{Code: string(code), Severity: severity, Args: d.with(args), Where: s.site.placeOf(d)}
	s.rec.AddFirstNote(note)
	if s.begun && severity == protocol.SeverityError {
		s.site.reload.hub.ScriptFailed(s.target, func(locale l10n.Locale) string {
			return l10n.Note(locale, protocol.Note{Code: note.Code, Args: note.Args}).Message
		})
	}
}
