package site

import (
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/protocol"
)

// Remark notes what a run showed besides its output. That a shell failed at line ends waits for
// the diagnosis, which may say the same.
func (s *scriptReport) Remark(what cgi.Remark, args map[string]string) {
	if what == cgi.ShellLines {
		s.shellLines = true
		return
	}
	severity := protocol.SeverityInformation
	if what == cgi.AwaitedBody {
		severity = protocol.SeverityError
	}
	args["script"] = s.script.Path
	s.rec.AddNote(string(what), severity, args)
}

// noteShellLines says that a shell failed at lines that end in CR LF, unless that is the
// mistake that was found.
func (s *scriptReport) noteShellLines(d diagnosis) {
	if s.shellLines && !d.isShellLines() {
		s.rec.AddNote(string(cgi.ShellLines), protocol.SeverityWarning, map[string]string{"script": s.script.Path})
	}
}
