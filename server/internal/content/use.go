package content

import (
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/reference"
)

// javaScript are the types of scripts (WHATWG MIME Sniffing, section 4.6).
var javaScript = []string{
	"application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
	"text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
	"text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
	"text/x-ecmascript", "text/x-javascript",
}

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
func (r Response) useNote(kind string) *protocol.Note {
	noSniff := noSniff(r.Header)
	script := slices.Contains(javaScript, kind)
	switch r.Destination {
	case "style":
		// WHATWG HTML, 4.6.7.10: only a page without a doctype takes other types; Fetch, "nosniff".
		if kind != "" && kind != "text/css" {
			return note("styleNotCSS", protocol.SeverityError, "type", kind)
		}
	case "worker", "sharedworker", "serviceworker":
		if !script {
			return note("workerNotJavaScript", protocol.SeverityError, "type", orNone(kind))
		}
	case "script":
		media := strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/") || kind == "text/csv"
		switch {
		case script:
		case noSniff || media: // Fetch, "should response be blocked due to its MIME type", and "nosniff"
			return note("scriptRefused", protocol.SeverityError, "type", orNone(kind))
		case r.Mode == "cors": // of a module, or by crossorigin (WHATWG HTML, 8.1.4.2)
			return note("moduleNotJavaScript", protocol.SeverityError, "type", orNone(kind))
		}
	}
	return nil
}
