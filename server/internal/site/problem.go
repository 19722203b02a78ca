package site

import (
	"maps"
	"net/http"
	"strings"

	"vitrina/server/internal/access"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/pages"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// problem is why a request gets an error page. A handler either answers and returns nil, or
// sends nothing and returns a problem, which Site.write answers with.
type problem struct {
	status int
	page   pages.Problem
	header http.Header // fields besides the page's own
	quiet  bool        // it is not a fault, and its note a mere remark
	silent bool        // nor is it noted
	// where is the line that asked, for the note.
	where *protocol.SourceLocation
}

func newProblem(status int, code string, args map[string]string) *problem {
	return &problem{status: status, page: pages.Problem{Code: code, Args: args}}
}

// with adds a field to the response.
func (p *problem) with(name, value string) *problem {
	if p.header == nil {
		p.header = http.Header{}
	}
	p.header.Set(name, value)
	return p
}

// write answers with the page of a problem, and adds the problem to the exchange.
func (s *Site) write(x exchange, p *problem) {
	severity := protocol.SeverityWarning
	if p.status >= 500 {
		severity = protocol.SeverityError
	}
	if p.quiet {
		severity = protocol.SeverityInformation
	}
	p.page.Args = record.TextOf(p.page.Args) // the same on the page and in the panel
	answer := record.Answer{Kind: protocol.KindError}
	if !p.silent {
		answer.Notes = []protocol.Note{{Code: p.page.Code, Severity: severity, Args: p.page.Args, Where: p.where}}
	}
	x.rec.Answered(answer)
	maps.Copy(x.w.Header(), p.header)
	if p.status == http.StatusServiceUnavailable {
		x.w.Header().Set("Retry-After", "1") // seconds (RFC 9110, section 10.2.3)
	}
	page := p.page
	if access.Remote(x.r) {
		page = forOthers(p.status, page)
	}
	script := ""
	if p.page.Code != "hostNotAllowed" { // else the socket is not, either
		script = s.ownScript(x)
	}
	pages.WriteError(x.w, x.r, p.status, page, script)
}

// forOthers is the page of a problem for another machine. It has all that is about the request
// itself. What is about this machine, its owner's settings, files and scripts, is for the
// owner, who finds it on the exchange.
func forOthers(status int, page pages.Problem) pages.Problem {
	page.Nearest = nil // a folder with a page of its own does not say what else is in it
	switch {
	case hasObstacle(page.Code): // where a link leads is the owner's
		family, _, _ := strings.Cut(page.Code, ".")
		return pages.Problem{Code: family, Args: withoutObstacle(page.Args)}
	case page.Code == string(cgi.BodyTimedOut): // their own fault, but for what the script wrote
		return pages.Problem{Code: page.Code, Args: page.Args}
	case page.Code == "foreignPage", page.Code == "cgiNetwork", strings.HasPrefix(page.Code, "malformed."):
		return page
	case status == http.StatusForbidden:
		return pages.Problem{Code: "refusedForOthers"}
	case status >= http.StatusInternalServerError, page.Code == "rootGone", page.Args["cause"] != "": // a cause is the system's own words
		return pages.Problem{Code: "failedForOthers"}
	}
	return page
}
