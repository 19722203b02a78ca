package site

import (
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/http1"
	"vitrina/server/internal/protocol"
)

// noteRaw notes what is wrong with the response that a script wrote with its head (RFC 3875, section 5:
// it is a complete one of HTTP). It went out as it is. ended is true where it had all the time to.
func noteRaw(x exchange, script cgi.Script, ended bool) {
	for _, fault := range x.w.RawFaults(ended) {
		severity := protocol.SeverityWarning
		if fault.Code == http1.RawBareLF { // which readers may forgive, and browsers do
			severity = protocol.SeverityInformation
		}
		args := fault.Args()
		args["script"] = script.Path
		shorten(args)
		x.rec.AddNote(string(fault.Code), severity, args)
	}
}
