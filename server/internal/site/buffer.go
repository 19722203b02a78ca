package site

import (
	"slices"
	"strconv"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/protocol"
)

// noteBuffer says which call of a Python script wrote before the header, which was printed
// earlier and still lay in Python's buffer; or which call copied that buffer, so that its text
// was sent twice.
func (s *scriptReport) noteBuffer(run protocol.ScriptRun) {
	if !cgi.RunsPython(run.Command) || variable(run, "PYTHONUNBUFFERED") != "" {
		return
	}
	source := s.text.source()
	call, line := source.Overtaking()
	if line == 0 || !source[:line-1].Mentions("content-type") {
		return
	}
	code := "outputOvertaken"
	switch {
	case call == "os.fork":
		if code = "bufferForked"; source.Mentions("os._exit") || source.Mentions("os.exec") { // the copy is never written
			return
		}
	case !slices.ContainsFunc(s.violations, func(v violation) bool { return contains(late, v.code) }):
		return
	}
	note := protocol.Note{Code: code, Severity: protocol.SeverityWarning, Args: map[string]string{
		"script": s.script.Path, "call": call, "line": strconv.Itoa(line),
	}}
	s.violations = append(slices.DeleteFunc(s.violations, func(v violation) bool { return contains(late, v.code) }), violation{code, note.Args, line})
	for _, of := range late {
		s.rec.ReplaceNote(string(of), note)
	}
	s.rec.AddNote(note.Code, note.Severity, note.Args)
}

// late are the violations that a header shows which comes too late.
var late = []cgi.Violation{cgi.NoHeader, cgi.TextBeforeHeader, cgi.NoContentType}

func contains(violations []cgi.Violation, code string) bool {
	return slices.Contains(violations, cgi.Violation(code))
}
