package site

import (
	"net/http"

	"vitrina/server/internal/errorpage"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// problem answers with an error page and says on the exchange why.
func (s *Site) problem(w http.ResponseWriter, r *http.Request, rec *record.Exchange, status int, code string, args map[string]string, sections ...errorpage.Section) {
	s.tellProblem(w, r, rec, status, errorpage.Problem{Code: code, Args: args, Sections: sections})
}

// problemNear answers as problem does, and tells paths that may have been meant.
func (s *Site) problemNear(w http.ResponseWriter, r *http.Request, rec *record.Exchange, status int, code string, args map[string]string, nearest []string) {
	s.tellProblem(w, r, rec, status, errorpage.Problem{Code: code, Args: args, Nearest: nearest})
}

func (s *Site) tellProblem(w http.ResponseWriter, r *http.Request, rec *record.Exchange, status int, problem errorpage.Problem) {
	rec.SetKind(protocol.KindError)
	severity := protocol.SeverityWarning
	if status >= 500 {
		severity = protocol.SeverityError
	}
	rec.AddNote(problem.Code, severity, problem.Args)
	if remote(r) {
		problem = forOthers(status, problem)
	}
	errorpage.Write(w, r, status, problem)
}
