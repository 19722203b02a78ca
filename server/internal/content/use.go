package content

import (
	"strconv"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/reference"
)

// localNote says where a page names a path of a computer, which its browser never asks for.
func (r Response) localNote(kind string) *protocol.Note {
	if kind != "text/html" || r.Destination != "document" && r.Destination != "iframe" && r.Destination != "frame" {
		return nil
	}
	line, address := reference.Local(r.Content)
	if line == 0 {
		return nil
	}
	return note("localAddress", protocol.SeverityWarning, "line", strconv.Itoa(line), "address", shortened(address))
}

// useNote says where a browser refuses a content of this type for what the page wants it for.
func (r Response) useNote() *protocol.Note {
	if r.Verdict == nil {
		return nil
	}
	kind := orNone(r.Verdict.Type)
	switch r.Verdict.Reason {
	case "styleWrongType", "styleNoSniff", "styleNoSniffUntyped":
		return note("styleNotCSS", protocol.SeverityError, "type", kind)
	case "workerAnyType": // which the standard refuses, and with it browsers other than Chromium
		return note("workerNotJavaScript", protocol.SeverityError, "type", orNone(r.Verdict.Args["named"]))
	case "scriptNoSniff", "scriptNoSniffUntyped", "scriptNeverRun":
		if r.Verdict.Destination != "script" {
			return note("workerNotJavaScript", protocol.SeverityError, "type", kind)
		}
		return note("scriptRefused", protocol.SeverityError, "type", kind)
	case "importWrongType", "importUntyped":
		return note("importNotJavaScript", protocol.SeverityError, "type", kind)
	case "eventStreamWrongType", "eventStreamUntyped":
		return note("notEventStream", protocol.SeverityError, "type", kind)
	case "moduleWrongType", "moduleUntyped":
		if r.Verdict.Destination != "module" {
			return note("workerNotJavaScript", protocol.SeverityError, "type", kind)
		}
		return note("moduleNotJavaScript", protocol.SeverityError, "type", kind)
	}
	return nil
}
