package site

import (
	"net/http"

	"vitrina/server/internal/errorpage"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// problem answers with an error page and says on the exchange why.
func (s *Site) problem(w http.ResponseWriter, r *http.Request, rec *record.Recording, status int, code string, args map[string]string, sections ...errorpage.Section) {
	rec.SetKind(protocol.KindError)
	severity := protocol.SeverityWarning
	if status >= 500 {
		severity = protocol.SeverityError
	}
	rec.AddNote(code, severity, args)
	problem := errorpage.Problem{Code: code, Args: args, Sections: sections}
	if remote(r) {
		problem = forOthers(status, problem)
	}
	errorpage.Write(w, r, status, problem)
}
