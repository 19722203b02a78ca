package site

import (
	"net/http"
	"strings"

	"vitrina/server/internal/http1"
	"vitrina/server/internal/pages"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/recovery"
	"vitrina/server/internal/route"
)

// maxLocalRedirects is how often scripts may hand a request on inside the server.
const maxLocalRedirects = 10

// handler answers each request with what respond sends, or else with the problem that it
// returns.
func (s *Site) handler(respond func(exchange) *problem) func(*http1.Exchange, *http.Request) {
	return func(w *http1.Exchange, r *http.Request) {
		x := exchangeOf(w, r)
		recovery.Guard(w, r, func(http.ResponseWriter) {
			if p := respond(x); p != nil {
				s.write(x, p)
			}
		}, func(_ http.ResponseWriter, p recovery.Panic) { s.panicked(x, p) })
	}
}

// panicked reports a handler's panic, and answers in its place unless an answer has begun.
func (s *Site) panicked(x exchange, p recovery.Panic) {
	s.options.Events.InternalError(p.Message)
	if p.Begun {
		x.rec.AddNote("internalError", protocol.SeverityError, p.Args())
		return
	}
	failed := newProblem(http.StatusInternalServerError, "internalError", p.Args())
	failed.page.Sections = []pages.Section{{Heading: "error.section.stack", Lines: pages.Text(p.Stack)}}
	s.write(x, failed)
}

// respond answers a request of a client.
func (s *Site) respond(x exchange) *problem {
	if p := x.malformed(); p != nil {
		return p
	}
	if !s.access.HostAllowed(x.r) {
		return newProblem(http.StatusForbidden, "hostNotAllowed", map[string]string{"host": x.r.Host})
	}
	x = s.overridden(x)
	return s.answer(x, x.r.RequestURI, 0)
}

// malformed is the problem of a request whose bytes, as far as they have been read, are not
// well-formed; nil if they are. The connection ends after such a request.
func (x exchange) malformed() *problem {
	why := x.w.Rejected()
	if why == nil {
		return nil
	}
	return newProblem(why.Status, "malformed."+string(why.Code), map[string]string{"detail": why.Detail}).with("Connection", "close")
}

// answer answers for a target: the request's own, or one that a script redirected it to, as
// the redirects'th of a chain.
func (s *Site) answer(x exchange, requested string, redirects int) *problem {
	target := route.Resolve(requested, s.config.CGI.Folders, s.disk)
	if target.Kind != route.Script {
		x.w.Drain()
		if p := x.malformed(); p != nil {
			return p
		}
	}
	switch target.Kind {
	case route.Internal:
		if !s.reload.hub.Has(x.r.URL.Path) {
			return newProblem(http.StatusNotFound, "reserved", map[string]string{"path": x.r.URL.Path})
		}
		s.reload.hub.ServeHTTP(x.w, x.r)
	case route.Script:
		if s.folder.current().gone {
			return s.folderGone(x)
		}
		return s.serveScript(x, target, redirects)
	case route.File:
		return s.serveFile(x, target)
	case route.Refused:
		return s.refuse(x, target)
	}
	return nil
}

// refuse answers a target that means nothing here.
func (s *Site) refuse(x exchange, target route.Target) *problem {
	args := map[string]string{"target": x.r.RequestURI, "path": "/" + target.Path}
	switch target.Refusal {
	case route.Hidden:
		return s.missing(x, target, "hidden", args)
	case route.BadName:
		args["path"] = x.r.RequestURI
		return s.missing(x, target, "badName", args)
	case route.OtherScheme:
		return newProblem(http.StatusMisdirectedRequest, "otherScheme", args)
	case route.BadEncoding:
		return newProblem(http.StatusBadRequest, "badEncoding", args)
	case route.NotAPath:
		if x.r.Method == http.MethodOptions && x.r.RequestURI == "*" { // it asks about the server (RFC 9110, section 9.3.7)
			return x.options("GET, HEAD, POST, OPTIONS")
		}
	}
	return newProblem(http.StatusBadRequest, "notAPath", args)
}

// options answers OPTIONS.
func (x exchange) options(allow string) *problem {
	x.rec.SetKind(protocol.KindFile)
	x.w.Header().Set("Allow", allow)
	x.w.WriteHeader(http.StatusNoContent)
	return nil
}

// acceptsNavigation reports whether a browser asks for this as a page of its own, in a
// tab or a frame (Fetch Metadata, sections 2.1 and 2.2): curl, fetch and Range requests do not.
func acceptsNavigation(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Dest") {
	case "document", "iframe", "frame":
		return r.Header.Get("Range") == ""
	}
	return isWorkers(r) && r.Header.Get("Range") == ""
}

// isWorkers reports whether a service worker passes a navigation on, as by fetch(event.request). No
// script can make a request of that mode by itself (Fetch, "new Request", step 17).
func isWorkers(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Dest") == "empty" && r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

// target is the request target that the browser shows: a script may have redirected the request
// to another one within the server.
func (x exchange) target() string {
	if asked := x.rec.Target(); asked != "" {
		return asked
	}
	return x.r.RequestURI
}

// samePage is the path and query of the page of this site that a request came from, by its
// Referer; empty if it came from elsewhere or has no Referer.
func samePage(r *http.Request) string {
	rest, ok := strings.CutPrefix(r.Referer(), "http://"+r.Host)
	if !ok || !strings.HasPrefix(rest, "/") {
		return ""
	}
	page, _, _ := strings.Cut(rest, "#")
	return page
}
