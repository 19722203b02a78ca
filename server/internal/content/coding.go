package content

import (
	"vitrina/server/internal/charset"
	"vitrina/server/internal/protocol"
)

// codingNotes say why a browser cannot undo a Content-Encoding, and where it is none at all.
func (r Response) codingNotes(coding string) []protocol.Note {
	if r.Verdict != nil {
		switch reason := r.Verdict.Reason; reason {
		case "codingFalse", "codingUnasked", "codingUnread":
			return []protocol.Note{*note(reason, protocol.SeverityError, "coding", r.Verdict.Args["coding"])}
		}
	}
	if charset.Name(coding) != "" { // browsers pass over what they do not know
		return []protocol.Note{*note("codingIsCharset", protocol.SeverityWarning, "coding", coding)}
	}
	return nil
}
