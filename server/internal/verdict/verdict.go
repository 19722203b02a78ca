// Package verdict says what a browser makes of a response, from what crossed the wire alone:
// whether it shows it, stores it, applies it or refuses it, as which type, and by which rule.
//
// Where the standards leave a choice, and where Chromium decides otherwise than they do, it says
// what Chromium does: that is what its tests ask. Outcome.Standard says so.
package verdict

import (
	"net/http"
	"net/url"
	"strings"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
)

// Response is what is known of a response, and of the request for it.
type Response struct {
	Method string
	// Status is the final one, 0 as long as there is none.
	Status int
	// Asked and Answered are the fields of both heads, in their order.
	Asked, Answered []protocol.Header
	// Content is the start of the content, as sent: ResourceHeader bytes decide on documents, more
	// on images.
	Content []byte
	// Bytes is the length of the whole content.
	Bytes int64
	// Quirks is true where the page that asked is known to be in quirks mode.
	Quirks bool
	// Linked is true where the page that asked is known to name the response in a <script> that is not
	// a module, or in a <link>: with crossorigin, nothing else tells these from modules.
	Linked bool
	// Environment is the encoding of the page that asked, where that is known and of the same site.
	Environment string
	// Imported is true where a worker is known to have asked with importScripts.
	Imported bool
	// Kept is the response that a 304 speaks of, where it is known.
	Kept *Response
}

// whole reports whether Content is all of it.
func (r Response) whole() bool { return int64(len(r.Content)) >= r.Bytes }

// Of predicts what a browser makes of a response; nil as long as there is none, and where
// nothing is sure.
func Of(r Response) *protocol.Verdict {
	if r.Status < 200 || r.preflight() {
		return nil
	}
	destination, assumed := r.destination()
	made := r.made(destination)
	if made == nil {
		return nil
	}
	made.Source = sources[made.Reason]
	if made.Source == "" {
		made.Source = destinationSources[destination]
	}
	return &protocol.Verdict{
		Outcome: *made, Destination: destination, Assumed: assumed, AskedBy: r.askedBy(), Basis: protocol.BasisPredicted,
		Charset: r.charset(destination, *made),
	}
}

// askedBy is the page that asked, as far as the request tells (RFC 9110, section 10.1.3).
func (r Response) askedBy() string {
	referrer := r.asked("Referer")
	parsed, err := url.Parse(referrer)
	switch {
	case err != nil || parsed.Host == "":
		return ""
	case strings.EqualFold(parsed.Host, r.asked("Host")):
		return parsed.RequestURI()
	}
	return referrer
}

// destination is for what the browser asked (Fetch Metadata, section 2.1), with a module told from
// other scripts. Who does not say it is taken for a browser that opens a document.
func (r Response) destination() (destination string, assumed bool) {
	destination, mode := r.asked("Sec-Fetch-Dest"), r.asked("Sec-Fetch-Mode")
	switch {
	case r.upgrades():
		return webSocket, false
	case destination == "":
		return document, true
	case destination == "empty":
		return r.forData(), false
	case destination == "script" && mode == "cors" && !r.Linked:
		return "module", false
	case destination == "style" && mode == "cors" && !r.Linked:
		return "styleModule", false
	}
	return destination, false
}

// preflight reports whether the browser asked by itself whether a page may ask (Fetch, "CORS-preflight
// fetch"): no page gets to see the answer.
func (r Response) preflight() bool {
	return r.Method == http.MethodOptions && r.asked("Access-Control-Request-Method") != ""
}

const document = "document"

// made is the outcome by the rules of a destination.
func (r Response) made(destination string) *protocol.Outcome {
	if refused := r.codingRefused(destination); refused != nil {
		return refused
	}
	switch {
	case r.twofold() != "":
		return withArgs(refused(r.namedType(), "severalValues"), "name", r.twofold())
	case r.Status == http.StatusProxyAuthRequired: // Chromium: ERR_UNEXPECTED_PROXY_AUTH
		return refused(r.namedType(), "proxyStatus")
	case isRedirect(r.Status) && r.answered("Location") != "":
		return r.redirect(destination)
	case r.Status == http.StatusNotModified && r.conditional() && r.Kept != nil:
		return r.revalidated(destination)
	}
	if refused := r.notShared(); refused != nil {
		return refused
	}
	if r.Status == http.StatusNotModified {
		switch {
		case r.conditional() && navigates(destination):
			return &protocol.Outcome{Fate: protocol.FateShown, Reason: "notModified"}
		case r.conditional():
			return applied("", "notModified")
		case navigates(destination): // there is no copy: Chromium stays where it is
			return &protocol.Outcome{Fate: protocol.FateEmpty, Reason: "notModifiedUnasked"}
		}
	}
	if refused := r.falselyCoded(destination); refused != nil {
		return refused
	}
	switch destination {
	case ping:
		return &protocol.Outcome{Fate: protocol.FateEmpty, Reason: "ping"}
	case prefetch:
		return &protocol.Outcome{Fate: protocol.FateEmpty, Reason: "prefetch"}
	case webSocket: // the status is not 101
		return refused(r.namedType(), "webSocketStatus")
	case "document", "iframe", "frame", "fencedframe", "embed", "object":
		made := r.document(destination)
		r.refreshed(made)
		return made
	case "style":
		return r.style()
	case "styleModule":
		return r.module(func(kind string) bool { return kind == "text/css" }, "text/css", "styleModuleWrongType", "styleModuleUntyped")
	case "json":
		return r.jsonModule()
	case "text":
		return r.textModule()
	case "module", "serviceworker", "audioworklet", "paintworklet":
		return r.module(mediatype.IsJavaScript, "text/javascript", "moduleWrongType", "moduleUntyped")
	case "script":
		if r.Imported {
			return r.module(mediatype.IsJavaScript, "text/javascript", "importWrongType", "importUntyped")
		}
		return r.script("scriptAnyType")
	case "worker", "sharedworker":
		return r.script("workerAnyType")
	case "image":
		return r.image()
	case "font":
		return r.font()
	case "audio", "video":
		return r.media()
	case "xslt":
		return r.transformation()
	case "track":
		return r.track()
	case fetched:
		return r.data()
	case eventSource:
		return r.events()
	}
	return nil
}

// twofold is the name of a field of one value that has two that differ: Chromium refuses the response
// (ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION, _LOCATION). Empty for none.
func (r Response) twofold() string {
	dispositions, places := mediatype.Members(r.values("Content-Disposition")), r.values("Location")
	switch {
	case differ(dispositions):
		return "Content-Disposition"
	case differ(places):
		return "Location"
	}
	return ""
}

// differ reports whether two of the values that are not empty differ.
func differ(values []string) bool {
	one := ""
	for _, value := range values {
		value = strings.TrimSpace(value)
		if one != "" && value != "" && value != one {
			return true
		}
		if value != "" {
			one = value
		}
	}
	return false
}

// conditional reports whether the request asked for a 304 (RFC 9110, section 13.1).
func (r Response) conditional() bool {
	return r.asked("If-None-Match") != "" || r.asked("If-Modified-Since") != ""
}

// revalidated is what becomes of the copy that a 304 lets the browser use again.
func (r Response) revalidated(destination string) *protocol.Outcome {
	kept := *r.Kept
	kept.Asked, kept.Quirks, kept.Linked, kept.Imported, kept.Kept = r.Asked, r.Quirks, r.Linked, r.Imported, nil
	made := kept.made(destination)
	if made != nil && (made.Fate == protocol.FateShown || made.Fate == protocol.FateApplied) {
		made.Reason = "notModified"
	}
	return made
}

func applied(kind, reason string) *protocol.Outcome {
	return &protocol.Outcome{Fate: protocol.FateApplied, Type: kind, Reason: reason}
}

func refused(kind, reason string) *protocol.Outcome {
	return &protocol.Outcome{Fate: protocol.FateRefused, Type: kind, Reason: reason}
}

// navigates reports whether what is asked for becomes a document.
func navigates(destination string) bool {
	switch destination {
	case "document", "iframe", "frame", "fencedframe", "embed", "object":
		return true
	}
	return false
}

// isRedirect reports whether a status is one that browsers follow (Fetch, "redirect status").
func isRedirect(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// failed reports whether the status keeps the content from those that want a good one.
func (r Response) failed() bool { return r.Status >= 400 }

func (r Response) asked(name string) string    { return first(r.Asked, name) }
func (r Response) answered(name string) string { return first(r.Answered, name) }

// values are those of every line of a response field, in their order.
func (r Response) values(name string) []string {
	values := []string{}
	for _, field := range r.Answered {
		if strings.EqualFold(field.Name, name) {
			values = append(values, field.Value)
		}
	}
	return values
}

func first(fields []protocol.Header, name string) string {
	for _, field := range fields {
		if strings.EqualFold(field.Name, name) {
			return strings.TrimSpace(field.Value)
		}
	}
	return ""
}

// noSniff reports whether the response forbids guessing (Fetch, "determine nosniff").
func (r Response) noSniff() bool {
	values := mediatype.Members(r.values("X-Content-Type-Options"))
	return len(values) > 0 && strings.EqualFold(strings.TrimSpace(values[0]), "nosniff")
}
