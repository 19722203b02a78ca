package site

import (
	"io"
	"net"
	"net/http"
	"strings"

	"vitrina/server/internal/build"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/route"
)

// maxLocalRedirects is how often scripts may hand a request on inside the server.
const maxLocalRedirects = 10

// serve answers a request: who may ask, what the target means, and who answers.
func (s *Site) serve(w http.ResponseWriter, r *http.Request) {
	rec := recording(r)
	w.Header().Set("Server", build.Product()) // RFC 9110, section 10.2.4
	if s.refuseMalformed(w, r, rec) {
		return
	}
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !listen.HostAllowed(r.Host, local, s.config.AllowedHosts) {
		s.problem(w, r, rec, http.StatusForbidden, "hostNotAllowed", map[string]string{"host": r.Host})
		return
	}
	s.answer(w, r, rec, r.RequestURI, 0)
}

// refuseMalformed answers a request that is malformed, if it is. No other one is read
// from its connection.
func (s *Site) refuseMalformed(w http.ResponseWriter, r *http.Request, rec *record.Recording) bool {
	why := listen.Rejected(r.Context())
	if why == nil {
		return false
	}
	w.Header().Set("Connection", "close")
	if why.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1") // seconds (RFC 9110, section 10.2.3)
	}
	s.problem(w, r, rec, why.Status, "malformed."+string(why.Code), map[string]string{"detail": why.Detail})
	return true
}

// maxDrained is how much content that nobody asked for is read before the answer, as
// net/http would do itself (its maxPostHandlerReadBytes).
const maxDrained = 256 << 10

// drain reads chunked content that nobody asked for, so that it is known to be well-formed.
func drain(r *http.Request) {
	if len(r.TransferEncoding) > 0 && r.Header.Get("Expect") == "" { // such a client waits to be asked for it
		_, _ = io.CopyN(io.Discard, r.Body, maxDrained) // what is wrong with it is asked of the connection
	}
}

// answer answers for a target: the request's own, or one that a script handed it on
// to, the redirects'th time.
func (s *Site) answer(w http.ResponseWriter, r *http.Request, rec *record.Recording, target string, redirects int) {
	meaning := route.Resolve(target, s.config.CGI.Folders, s.disk)
	if meaning.Kind != route.Script {
		if drain(r); s.refuseMalformed(w, r, rec) {
			return
		}
	}
	switch meaning.Kind {
	case route.Own:
		s.reload.hub.ServeHTTP(w, r)
	case route.Script:
		s.serveScript(w, r, rec, meaning, redirects)
	case route.File:
		s.serveFile(w, r, rec, meaning)
	case route.Refused:
		s.refuse(w, r, rec, meaning)
	}
}

// refuse answers a target that means nothing here.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, rec *record.Recording, meaning route.Meaning) {
	args := map[string]string{"target": r.RequestURI, "path": "/" + meaning.Path}
	switch meaning.Refusal {
	case route.Hidden:
		s.missing(w, r, rec, meaning, "hidden", args)
	case route.BadName:
		args["path"] = r.RequestURI
		s.missing(w, r, rec, meaning, "badName", args)
	case route.NotAPath:
		if r.Method == http.MethodOptions && r.RequestURI == "*" { // it asks about the server (RFC 9110, section 9.3.7)
			s.options204(w, rec, "GET, HEAD, POST, OPTIONS")
			return
		}
		s.problem(w, r, rec, http.StatusBadRequest, "notAPath", args)
	case route.NotHTTP:
		s.problem(w, r, rec, http.StatusMisdirectedRequest, "otherScheme", args)
	case route.BadCode:
		s.problem(w, r, rec, http.StatusBadRequest, "badEncoding", args)
	}
}

// options204 answers OPTIONS.
func (s *Site) options204(w http.ResponseWriter, rec *record.Recording, allow string) {
	rec.SetKind(protocol.KindFile)
	w.Header().Set("Allow", allow)
	w.WriteHeader(http.StatusNoContent)
}

// acceptsNavigation tells whether a browser asks for this as a page of its own, in a
// tab or a frame (Fetch Metadata, section 2.1): curl, fetch and Range requests do not.
func acceptsNavigation(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Dest") {
	case "document", "iframe", "frame":
		return r.Header.Get("Range") == ""
	}
	return false
}

// samePage is the path and query of the page of this site that a request came from,
// by its Referer; empty where it came from elsewhere or does not say.
func samePage(r *http.Request) string {
	rest, ok := strings.CutPrefix(r.Referer(), "http://"+r.Host)
	if !ok || !strings.HasPrefix(rest, "/") {
		return ""
	}
	page, _, _ := strings.Cut(rest, "#")
	return page
}
