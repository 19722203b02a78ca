package site

import (
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/protocol"
)

// Remark notes what a run showed besides its output.
func (s *scriptReport) Remark(what cgi.Remark, args map[string]string) {
	severity := protocol.SeverityInformation
	if what == cgi.ShellLines {
		severity = protocol.SeverityWarning
	}
	args["script"] = s.script.Path
	s.rec.AddNote(string(what), severity, args)
}
