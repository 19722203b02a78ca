package site

import (
	"maps"
	"net/http"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/access"
	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/config"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/pages"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/route"
)

// tellMissingFolders reports script folders that a setting names and that do not exist. Files
// in other folders are sent as they are, whatever the folder's name.
func (s *Site) tellMissingFolders() {
	for _, folder := range s.config.CGI.Folders {
		info, err := s.stat(folder)
		if !s.config.CGI.Enabled || err == nil && info.IsDir() || slices.Contains(config.Defaults().CGI.Directories, folder) {
			continue
		}
		s.options.Events.Problem(func(locale l10n.Locale) string {
			return l10n.Text(locale, "site.noScriptFolder", map[string]string{"folder": folder, "root": s.config.Named})
		})
	}
}

// serveScript answers with what a script prints.
func (s *Site) serveScript(x exchange, target route.Target, redirects int) *problem {
	if p := s.mayRun(x, target); p != nil {
		return p
	}
	script, p := s.findScript(x, target)
	if p != nil {
		return p
	}
	report := s.reportOn(x, script, redirects)
	result := s.cgi.Serve(x.w, x.r, script, report)
	report.notStarted()
	noteRaw(x, script, result.Failure == "")
	if !result.Started { // else the report keeps the run, with its exit code and its notes at once
		x.rec.SetScript(redirects, result.Run)
	}
	switch {
	case result.Redirect != "":
		return s.handOn(x, target, report, result)
	case result.Failure.Aborted():
		if p := x.malformed(); p != nil && !result.Begun { // its content stops short
			return p
		}
		// What was sent must not pass for the whole (RFC 9112, section 8).
		x.rec.AddNote(string(result.Failure), protocol.SeverityInformation, map[string]string{"script": script.Path})
		panic(http.ErrAbortHandler)
	case result.Failure != "":
		return s.scriptProblem(x, script, result)
	}
	return nil
}

// mayRun refuses a request for which no script runs.
func (s *Site) mayRun(x exchange, target route.Target) *problem {
	args := map[string]string{"path": "/" + target.Path, "folder": target.CGIDir}
	switch s.cgiState() {
	case protocol.CGIOn:
	case protocol.CGIOff:
		return newProblem(http.StatusForbidden, "cgiOff", args)
	case protocol.CGIUntrusted:
		return newProblem(http.StatusForbidden, "cgiUntrusted", args)
	case protocol.CGINetwork:
		return newProblem(http.StatusForbidden, "cgiNetwork", args)
	}
	if s.access.CrossSite(x.r) {
		return newProblem(http.StatusForbidden, "foreignPage", map[string]string{"path": "/" + target.Path, "origin": access.AskedBy(x.r)})
	}
	return nil
}

// findScript finds the script that a target names.
func (s *Site) findScript(x exchange, target route.Target) (cgi.Script, *problem) {
	script, err := cgi.Find(s.root(), target.Path, target.CGIDir, target.Spelled)
	if err == nil {
		return script, nil
	}
	if p := s.outOfDescriptors(err); p != nil {
		return script, p
	}
	args := map[string]string{"path": "/" + target.Path, "folder": target.CGIDir}
	if info, err := s.stat(target.Path); err == nil && info.IsDir() && s.cgi.IsScriptName(target.Path) {
		return script, newProblem(http.StatusNotFound, "scriptIsFolder", args)
	}
	return script, s.missingScript(x, target, args)
}

// reportOn is the report on a run that is about to begin. It keeps what the script is now, since a script
// may write itself, and the files that it reads.
func (s *Site) reportOn(x exchange, script cgi.Script, redirects int) *scriptReport {
	x.rec.SetKind(protocol.KindScript)
	x.noteEnctype()
	own := s.tagged(script.Path)
	s.keepSources(x.rec, own)
	report := &scriptReport{
		wire: x.w, site: s, rec: x.rec,
		script: script, text: s.textOf(script, tagOf(own)), redirects: redirects, target: x.rec.Target(), deed: isDeed(x.r),
		follow:     func(header http.Header) *follower { return s.follow(x, header) },
		unfollowed: func() {}, answer: x.w.Header(),
	}
	if s.config.Reload.Enabled {
		state, reads := s.awaitReads(x.rec, s.stateOfScript(script, own, report.text))
		s.reload.sends(x, state, s.followed(x) && !script.NonParsed())
		report.reads, report.unfollowed = reads, func() { s.reload.sends(x, state, false) }
	}
	if script.NonParsed() { // it writes the head itself
		x.rec.SetAllOrigins(record.Origin{SetBy: protocol.SetByScript})
		x.rec.AddNote("nonParsedHeader", protocol.SeverityInformation, map[string]string{"script": script.Path})
		if x.page.override != nil {
			x.rec.AddNote("nphNotOverridden", protocol.SeverityInformation, map[string]string{"script": script.Path})
		}
	}
	return report
}

// isDeed reports whether a script of a page asks for a change: with a method that is not safe (RFC 9110, section
// 9.2.1), and for an answer that takes no page's place (Fetch Metadata, section 2.1).
func isDeed(r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return false
	}
	return r.Header.Get("Sec-Fetch-Dest") == "empty"
}

// handOn answers with what a script's local redirect names.
func (s *Site) handOn(x exchange, target route.Target, report *scriptReport, result cgi.Result) *problem {
	script := report.script
	if report.redirects == maxLocalRedirects {
		code := "tooManyLocalRedirects"
		if again, _, _ := strings.Cut(result.Redirect, "?"); again == target.Path || again == "/"+target.Path {
			code = "localRedirectToItself"
		}
		return newProblem(http.StatusInternalServerError, code, map[string]string{"script": script.Path, "most": strconv.Itoa(maxLocalRedirects)})
	}
	lines := report.text.fields()
	for _, f := range result.Header.Fields { // a login that redirects keeps its cookie
		if strings.EqualFold(f.Name, "Set-Cookie") {
			_ = x.w.AddField("Set-Cookie", f.Value) // cgi took it for one
			x.rec.AddOrigins("Set-Cookie", report.origin(lines, f))
		}
	}
	x.rec.AddNote("localRedirect", protocol.SeverityInformation, map[string]string{"script": script.Path, "target": result.Redirect})
	x.r = redirected(x.r, result.Redirect)
	return s.answer(x, result.Redirect, report.redirects+1)
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

// scriptProblem is the problem of a script that gave no response: what happened, its own
// lines around the place, what it wrote to standard error, and what to do.
func (s *Site) scriptProblem(x exchange, script cgi.Script, result cgi.Result) *problem {
	if p := s.outOfDescriptors(result.Cause); p != nil {
		return p
	}
	status := http.StatusInternalServerError
	code := string(result.Failure)
	switch result.Failure {
	case cgi.ScriptTimedOut, cgi.BodyTimedOut: // not 408: after that, browsers may send the request again
		status = http.StatusGatewayTimeout
	case cgi.BadRequestBody:
		if p := x.malformed(); p != nil {
			return p
		}
		status = http.StatusBadRequest
	case cgi.ScriptCannotRun: // each reason has a text of its own
		code += "." + result.FailureArgs["reason"]
	case cgi.ScriptBadHeader:
		code += "." + result.FailureArgs["reason"]
		maps.Copy(result.FailureArgs, argsOf(script, blame.ReadSource(script.File), result.Refused))
	case cgi.TooManyScripts:
		status = http.StatusServiceUnavailable
	case cgi.ScriptNotStarted, cgi.ScriptFailed, cgi.ScriptSilent, cgi.ClientGone, cgi.ScriptStopped: // the last two have no answer
	}
	sections := []pages.Section{}
	d := s.diagnose(x.rec, script, result.Run, nothing, result.Failure != cgi.ScriptSilent)
	if result.Failure == cgi.ScriptTimedOut || result.Failure == cgi.BodyTimedOut {
		d = d.ofTimeout()
	}
	if excerpt := s.excerptOf(d.trace); len(excerpt) > 0 && !d.isShellLines() {
		sections = append(sections, pages.Section{Heading: "error.section.source", Lines: excerpt})
	}
	if result.Run.Stderr != "" {
		sections = append(sections, pages.Section{Heading: "error.section.stderr", Lines: pages.Text(result.Run.Stderr)})
	}
	args, todo := result.FailureArgs, ""
	if result.Failure == cgi.ScriptFailed {
		todo = s.mend(script, result, d)
	}
	if args["reason"] == "noInterpreter" && isPart(script.Path) {
		args["mistake"], args["folder"] = "pageInScripts", path.Dir(script.Path)
	}
	if renamed, hidden := strings.CutSuffix(path.Base(script.Path), ".txt"); args["reason"] == "noInterpreter" && hidden && s.cgi.IsScriptName(renamed) {
		args["mistake"], args["program"] = "hiddenExtension", renamed
	}
	if program, compile := compiled(script.Path); args["reason"] == "noInterpreter" && compile != "" {
		args["mistake"], args["folder"], args["program"], args["compile"] = "programSource", path.Dir(script.Path), program, compile
	}
	switch result.Failure {
	case cgi.ScriptFailed, cgi.ScriptTimedOut, cgi.ScriptSilent:
		args = d.with(args)
	}
	p := newProblem(status, code, args)
	p.page.Sections, p.page.Todo, p.where = sections, todo, s.placeOf(d)
	return p
}

// placeOf is the line of a fault, where it is in a file of the site.
func (s *Site) placeOf(d diagnosis) *protocol.SourceLocation {
	line, err := strconv.Atoi(d.args["line"])
	if err != nil || line < 1 || !s.isSource(d.trace.Path) {
		return nil
	}
	return &protocol.SourceLocation{Path: d.args["path"], Line: line}
}

// mend names what to do about a script that failed, and adds to the failure's args what that
// speaks of. Empty stands for what its mistake says.
func (s *Site) mend(script cgi.Script, result cgi.Result, d diagnosis) string {
	switch {
	case script.HasShellCR(result.Run.Command) && !d.isShellLines():
		return "shellCR"
	case d.args["mistake"] != "moduleMissing", !cgi.RunsPython(result.Run.Command):
		return ""
	}
	environment, runs := s.cgi.Environment(result.Run.Command)
	result.FailureArgs["python"], result.FailureArgs["environment"] = result.Run.Command[0], environment
	switch {
	case environment == "":
		return ""
	case runs:
		return "noModuleInEnvironment"
	}
	return "noModuleOutside"
}

// nothing was printed.
func nothing() string { return "" }

// excerptOf is a script's own lines around a place. The place was read off standard
// error, where a script can write anything, so it must be a file that is served or run.
func (s *Site) excerptOf(trace blame.Trace) []pages.Line {
	if !s.isSource(trace.Path) {
		return nil
	}
	source := blame.ReadSource(trace.Path)
	lines := []pages.Line{}
	for n := max(1, trace.Line-sourceAround); n <= min(len(source), trace.Line+sourceAround); n++ {
		lines = append(lines, pages.Line{Number: n, Text: source[n-1], Marked: n == trace.Line})
	}
	return lines
}

// isSource reports whether a file is served or run.
func (s *Site) isSource(file string) bool {
	relative, err := filepath.Rel(s.folder.current().path, file)
	if err != nil || !filepath.IsLocal(relative) || strings.HasPrefix(relative, ".") || strings.Contains(relative, string(filepath.Separator)+".") {
		return false
	}
	info, err := s.stat(filepath.ToSlash(relative))
	return err == nil && info.Mode().IsRegular()
}
