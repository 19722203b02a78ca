package site

import (
	"net/http"
	"strings"

	"vitrina/server/internal/access"
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
	if access.Remote(r) {
		problem = forOthers(status, problem)
	}
	errorpage.Write(w, r, status, problem)
}

// forOthers is what another machine is told of a problem. What is about its own request it
// is told whole. What is about this machine, its owner's settings, files and scripts, is
// for the owner, who finds it on the exchange.
func forOthers(status int, problem errorpage.Problem) errorpage.Problem {
	problem.Nearest = nil // a folder with a page of its own does not say what else is in it
	switch {
	case problem.Code == "foreignPage", problem.Code == "cgiNetwork", strings.HasPrefix(problem.Code, "malformed."):
		return problem
	case status == http.StatusForbidden:
		return errorpage.Problem{Code: "refusedForOthers"}
	case status >= http.StatusInternalServerError, problem.Args["cause"] != "": // a cause is the system's own words
		return errorpage.Problem{Code: "failedForOthers"}
	}
	return problem
}
