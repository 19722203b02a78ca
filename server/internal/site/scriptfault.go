package site

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi"
)

// violation is a violation at a line of the script.
type violation struct {
	code string
	args map[string]string
	line int
}

// findings are the faults of the header, for the language of the script.
func (s *scriptReport) findings(start string) []cgi.Finding {
	findings := s.header.Findings(start)
	for i, found := range findings {
		if found.Rule == cgi.FieldAfterEmptyLine && path.Ext(s.script.Path) == ".php" { // its header has always ended by then
			findings[i].Rule = cgi.FieldNotByHeader
		}
	}
	return findings
}

// keep keeps the faults of the header for the editor, each at its line of the script.
func (s *scriptReport) keep(findings []cgi.Finding, source blame.Source) {
	for _, f := range findings {
		code := string(f.Rule)
		if f.Rule == cgi.NoHeader {
			code = string(cgi.NoContentType)
		}
		told := func(v violation) bool { return v.code == code }
		if !slices.ContainsFunc(s.violations, told) {
			s.violations = append(s.violations, violation{code, argsOf(s.script, source, f), max(lineOf(f, source), 1)})
		}
	}
}

// lineOf is the line of the script that a fault is about; 0 where that is not sure.
func lineOf(f cgi.Finding, source blame.Source) int {
	switch f.Rule {
	case cgi.EmptyLineFirst:
		return source.LineOfEmptyBefore(f.Printed)
	case cgi.SpaceInEmptyLine:
		return source.LineOfSpacesAfter(f.Printed)
	case cgi.EchoOption:
		_, text, _ := strings.Cut(f.Printed, " ")
		return source.LineOfPrinted(text)
	case cgi.LiteralEscape: // what other statements printed goes on in the same line
		statement, _, _ := strings.Cut(f.Printed, `\n`)
		return source.LineOfPrinted(statement)
	}
	return source.LineOfPrinted(f.Printed)
}

// argsOf are the values in the text about a fault. The place is that of the script's line, where
// it is sure.
func argsOf(script cgi.Script, source blame.Source, f cgi.Finding) map[string]string {
	args := map[string]string{"script": script.Path, "place": script.Path}
	maps.Copy(args, f.Args)
	if line := lineOf(f, source); line > 0 {
		args["place"] += ":" + strconv.Itoa(line)
	}
	return args
}
