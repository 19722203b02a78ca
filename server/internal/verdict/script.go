package verdict

import (
	"bytes"
	"encoding/json"
	"strings"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
)

// script is what becomes of a classic script, also of a worker's: nothing in a request tells a worker
// that is a module. anyType is the reason where its type does not matter.
func (r Response) script(anyType string) *protocol.Outcome {
	kind := r.namedType()
	switch {
	case r.failed(), anyType == "workerAnyType" && r.Status > 299: // Fetch, "ok status", which workers want
		return refused(kind, "errorStatus")
	case mediatype.IsJavaScript(kind):
		return r.run(kind, "named")
	case r.noSniff(): // Fetch, "should response to request be blocked due to nosniff"
		return refused(kind, orUntyped(kind, "scriptNoSniff", "scriptNoSniffUntyped"))
	case strings.HasPrefix(kind, "image/"), strings.HasPrefix(kind, "audio/"), strings.HasPrefix(kind, "video/"), kind == "text/csv":
		return refused(kind, "scriptNeverRun") // Fetch, "should response to request be blocked due to its MIME type"
	}
	made := r.run(kind, anyType)
	if anyType == "workerAnyType" { // WHATWG HTML, "fetch a classic worker script"
		made.Reason, made.Standard = anyType, "worker"
		made = withArgs(made, "named", kind)
	}
	if kind == "" {
		made.Type = "text/javascript"
	}
	return made
}

// module is what becomes of a module, or of what a worker imports, which want types of its own (WHATWG HTML, "fetch a single
// module script", "fetch a classic worker-imported script").
//
// wanted is the type that fits best; wrong and untyped are the reasons where another one is named, and
// none.
func (r Response) module(fits func(string) bool, wanted, wrong, untyped string) *protocol.Outcome {
	kind := r.namedType()
	switch {
	case r.Status > 299: // Fetch, "ok status"; other destinations take redirects that lead nowhere
		return refused(kind, "errorStatus")
	case !fits(kind):
		return withArgs(refused(kind, orUntyped(kind, wrong, untyped)), "wanted", wanted)
	}
	if wanted == "text/css" {
		return r.styled(kind, "named")
	}
	made := r.run(kind, "named")
	if content, _ := r.plain(); !r.Imported && startsWith(content, "<!--") { // which is a comment in classic scripts alone
		made.Reason = "scriptIsMarkup"
	}
	return made
}

// startsWith reports whether a text begins with something behind a byte order mark and spaces.
func startsWith(text []byte, start string) bool {
	return bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))), []byte(start))
}

func (r Response) jsonModule() *protocol.Outcome {
	made := r.module(mediatype.IsJSON, "application/json", "jsonModuleWrongType", "jsonModuleUntyped")
	if content, known := r.plain(); made.Fate == protocol.FateApplied {
		if made.Reason = "named"; known && r.whole() && !json.Valid(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))) {
			return refused(made.Type, "jsonInvalid")
		}
	}
	return made
}

// textModule is what becomes of a text that a script imports (with { type: "text" }), whatever its type (WHATWG
// HTML, "fetch a single module script", and the proposal Import Text).
func (r Response) textModule() *protocol.Outcome {
	if r.Status > 299 { // Fetch, "ok status"
		return refused(r.namedType(), "errorStatus")
	}
	return applied(r.namedType(), "textModule")
}

// run is what becomes of a script that the browser accepts. One that is HTML runs into an error in
// its first line.
func (r Response) run(kind, reason string) *protocol.Outcome {
	content, _ := r.plain()
	switch {
	case r.Bytes == 0:
		reason = "noContent"
	case startsWith(content, "<") && !startsWith(content, "<!--"):
		reason = "scriptIsMarkup"
	}
	return applied(kind, reason)
}

// orUntyped is the reason where a type is wrong, or where there is none.
func orUntyped(kind, wrong, untyped string) string {
	if kind == "" {
		return untyped
	}
	return wrong
}
