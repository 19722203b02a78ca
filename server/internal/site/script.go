package site

import (
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/config"
	"vitrina/server/internal/errorpage"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/route"
)

// tellMissingFolders tells of script folders that were named and are not there: what lies
// elsewhere, for all that its folder is called, is sent as it is.
func (s *Site) tellMissingFolders() {
	for _, folder := range s.config.CGI.Folders {
		info, err := s.root.Stat(folder)
		if !s.config.CGI.Enabled || err == nil && info.IsDir() || slices.Contains(config.Defaults().CGI.Directories, folder) {
			continue
		}
		s.options.Events.Problem(func(locale l10n.Locale) string {
			return l10n.Text(locale, "site.noScriptFolder", map[string]string{"folder": folder, "root": s.config.Root})
		})
	}
}

// serveScript answers with what a script prints.
func (s *Site) serveScript(w http.ResponseWriter, r *http.Request, rec *record.Recording, meaning route.Meaning, redirects int) {
	args := map[string]string{"path": "/" + meaning.Path, "folder": meaning.Within}
	switch s.cgiState() {
	case protocol.CGIOn:
	case protocol.CGIOff:
		s.problem(w, r, rec, http.StatusForbidden, "cgiOff", args)
		return
	case protocol.CGIUntrusted:
		s.problem(w, r, rec, http.StatusForbidden, "cgiUntrusted", args)
		return
	case protocol.CGINetwork:
		s.problem(w, r, rec, http.StatusForbidden, "cgiNetwork", args)
		return
	}
	if s.foreign(r) {
		s.problem(w, r, rec, http.StatusForbidden, "foreignPage", map[string]string{"path": "/" + meaning.Path, "origin": askedBy(r)})
		return
	}
	script, err := cgi.Find(s.root, meaning.Path, meaning.Within, meaning.Folder)
	switch {
	case s.outOfDescriptors(w, r, rec, err):
		return
	case err != nil:
		s.problem(w, r, rec, http.StatusNotFound, "scriptNotFound", args)
		return
	}
	rec.SetKind(protocol.KindScript)
	s.reload.served(r, script.Path, true)
	if script.NonParsed() { // it writes the head itself
		rec.SetAllOrigins(record.Origin{SetBy: protocol.SetByScript})
		rec.AddNote("nonParsedHeader", protocol.SeverityInformation, map[string]string{"script": script.Path})
	}
	report := &scriptReport{ctx: r.Context(), malformed: listen.Refusal(r.Context()), site: s, rec: rec, script: script, redirects: redirects}
	result := s.cgi.Serve(w, r, script, report)
	switch {
	case result.Redirect != "" && redirects == maxLocalRedirects:
		s.problem(w, r, rec, http.StatusInternalServerError, "tooManyLocalRedirects", map[string]string{"script": script.Path, "most": strconv.Itoa(maxLocalRedirects)})
	case result.Redirect != "":
		for _, f := range result.Header.Fields { // a login that redirects keeps its cookie
			if strings.EqualFold(f.Name, "Set-Cookie") {
				w.Header().Add("Set-Cookie", f.Value)
				rec.SetOrigin("Set-Cookie", record.Origin{SetBy: protocol.SetByScript})
			}
		}
		rec.AddNote("localRedirect", protocol.SeverityInformation, map[string]string{"script": script.Path, "target": result.Redirect})
		s.answer(w, redirected(r, result.Redirect), rec, result.Redirect, redirects+1)
	case result.Failure.Aborted() && !result.Begun && s.refuseMalformed(w, r, rec): // its content stops short
		rec.SetScript(redirects, result.Run)
	case result.Failure.Aborted(): // what was sent must not pass for the whole (RFC 9112, section 8)
		rec.SetScript(redirects, result.Run)
		rec.AddNote(string(result.Failure), protocol.SeverityInformation, map[string]string{"script": script.Path})
		panic(http.ErrAbortHandler)
	case result.Failure != "":
		rec.SetScript(redirects, result.Run)
		s.scriptProblem(w, r, rec, script, result)
	}
}

// redirected is the request that a local redirect stands for: a GET of another
// target (RFC 3875, section 6.2.2).
func redirected(r *http.Request, target string) *http.Request {
	again := r.Clone(r.Context())
	again.Method, again.RequestURI, again.Body, again.ContentLength = http.MethodGet, target, http.NoBody, 0
	path, query, _ := strings.Cut(target, "?")
	again.URL.Path, again.URL.RawPath, again.URL.RawQuery = path, "", query
	again.Header.Del("Content-Type")
	again.Header.Del("Content-Length")
	return again
}

// sourceAround is how many lines of a script are shown before and after the one that failed.
const sourceAround = 3

// scriptProblem answers for a script that gave no response: what happened, its own
// lines around the place, what it wrote to standard error, and what to do.
func (s *Site) scriptProblem(w http.ResponseWriter, r *http.Request, rec *record.Recording, script cgi.Script, result cgi.Result) {
	if s.outOfDescriptors(w, r, rec, result.Cause) {
		return
	}
	status := http.StatusInternalServerError
	code := string(result.Failure)
	switch result.Failure {
	case cgi.ScriptTimedOut:
		status = http.StatusGatewayTimeout
	case cgi.BadRequestBody:
		if s.refuseMalformed(w, r, rec) {
			return
		}
		status = http.StatusBadRequest
	case cgi.ScriptCannotRun: // each reason has a text of its own
		code += "." + result.FailureArgs["reason"]
	case cgi.ScriptBadHeader:
		code += "." + result.FailureArgs["reason"]
	case cgi.TooManyScripts:
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "1") // seconds (RFC 9110, section 10.2.3)
	case cgi.ScriptNotStarted, cgi.ScriptFailed, cgi.ClientGone, cgi.ScriptStopped: // the last two have no answer
	}
	sections := []errorpage.Section{}
	if trace, ok := s.ran(script, result.Run).Traceback(result.Run.Stderr); ok {
		if excerpt := s.excerptOf(trace); len(excerpt) > 0 {
			sections = append(sections, errorpage.Section{Heading: "error.section.source", Lines: excerpt})
		}
	}
	if result.Run.Stderr != "" {
		sections = append(sections, errorpage.Section{Heading: "error.section.stderr", Lines: errorpage.Text(result.Run.Stderr)})
	}
	s.problem(w, r, rec, status, code, result.FailureArgs, sections...)
}

// excerptOf is a script's own lines around a place. The place was read off standard
// error, where a script can write anything, so it must be a file that is served or run.
func (s *Site) excerptOf(trace blame.Trace) []errorpage.Line {
	relative, err := filepath.Rel(s.config.Root, trace.Path)
	if err != nil || !filepath.IsLocal(relative) || strings.HasPrefix(relative, ".") || strings.Contains(relative, string(filepath.Separator)+".") {
		return nil
	}
	info, err := s.root.Stat(relative)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	source := blame.ReadSource(trace.Path)
	lines := []errorpage.Line{}
	for n := max(1, trace.Line-sourceAround); n <= min(len(source), trace.Line+sourceAround); n++ {
		lines = append(lines, errorpage.Line{Number: n, Text: source[n-1], Marked: n == trace.Line})
	}
	return lines
}
