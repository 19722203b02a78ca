package site

import (
	"net/http"
	"net/netip"
	"strings"

	"vitrina/server/internal/errorpage"
)

// remote tells whether a request comes from another machine, or by an address that another
// machine could have.
func remote(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	return err != nil || !from.Addr().Unmap().IsLoopback()
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
