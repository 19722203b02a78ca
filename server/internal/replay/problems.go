package replay

import (
	"strings"

	"golang.org/x/net/http/httpguts"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/route"
)

// Problems are what keeps a request from being sent by HTTP's rules; none where nothing does.
func (r Request) Problems() []*fault.Error {
	var found []*fault.Error
	refuse := func(problem string, pairs ...string) {
		found = append(found, fault.New(protocol.FailureRequestRefused, append(pairs, "problem", problem)...))
	}
	if !httpguts.ValidHeaderFieldName(r.Method) { // both are tokens (RFC 9110, sections 5.6.2 and 9.1)
		refuse("requestMethod", "method", r.Method)
	}
	switch {
	case !validTarget(r.Target):
		refuse("requestTarget", "target", r.Target)
	case route.IsInternal(r.Target): // nobody records those
		refuse("requestReserved", "target", r.Target)
	}
	hosts := 0
	for _, each := range r.Fields {
		switch {
		case !httpguts.ValidHeaderFieldName(each.Name):
			refuse("requestFieldName", "name", each.Name)
		case !httpguts.ValidHeaderFieldValue(each.Value):
			refuse("requestFieldValue", "name", each.Name)
		case strings.EqualFold(each.Name, "Host"):
			hosts++
		}
	}
	if hosts != 1 { // RFC 9112, section 3.2
		refuse("requestHost")
	}
	return found
}

// validTarget reports whether a target has the form of one and can stand in a request line (RFC 9112,
// section 3.2). Browsers send letters beyond ASCII encoded; whoever wants to see others may send them.
func validTarget(target string) bool {
	if target == "" || strings.ContainsFunc(target, func(r rune) bool { return r <= ' ' || r == 0x7F }) {
		return false
	}
	return target[0] == '/' || target == "*" || strings.Contains(target, "://")
}
