package content

import (
	"vitrina/server/internal/pattern"
	"vitrina/server/internal/protocol"
)

// refusedNote says that browsers have nothing of a response for one of its fields: a redirect that they do not
// follow, or a value that stands there twice.
func (r Response) refusedNote() *protocol.Note {
	if r.Verdict == nil {
		return nil
	}
	args := r.Verdict.Args
	switch reason := r.Verdict.Reason; {
	case reason == "badLocation", reason == "unsafeLocation":
		return note(reason, protocol.SeverityError, "location", shortened(args["location"]))
	case reason == "externalLocation" && !ofPrograms[args["scheme"]] && !withPort().MatchString(args["location"]):
		return note("unknownScheme", protocol.SeverityWarning, "location", shortened(args["location"]), "scheme", args["scheme"])
	case reason == "severalValues" && args["name"] == "Content-Disposition":
		return note("twoDispositions", protocol.SeverityError)
	}
	return nil
}

// withPort is a host with a port, which reads like a scheme. A script that prints it has a note of its own.
var withPort = pattern.Lazy(`^[\w.-]+:\d`)

// ofPrograms are schemes for which computers usually have a program.
var ofPrograms = map[string]bool{"mailto": true, "tel": true, "sms": true, "ftp": true, "magnet": true, "geo": true, "webcal": true, "vscode": true, "intent": true, "whatsapp": true, "tg": true, "zoommtg": true}
