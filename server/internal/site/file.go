package site

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"vitrina/server/internal/errorpage"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
	"vitrina/server/internal/static"
)

// serveFile answers with a file, a listing or a redirect to a folder's own path.
func (s *Site) serveFile(w http.ResponseWriter, r *http.Request, rec *record.Recording, meaning route.Meaning) {
	asked := "/"
	if meaning.Path != "." {
		asked += meaning.Path
		if meaning.Folder {
			asked += "/"
		}
	}
	args := map[string]string{"path": asked, "method": r.Method}
	found, err := s.files.Find(meaning.Path, meaning.Folder)
	switch {
	case s.outOfDescriptors(w, r, rec, err):
		return
	case errors.Is(err, fs.ErrPermission):
		s.problem(w, r, rec, http.StatusForbidden, "fileNotReadable", args)
		return
	case err != nil:
		s.reload.served(r, meaning.Path, false) // the page changes once it is there
		s.missing(w, r, rec, meaning, "notFound", args)
		return
	}
	defer found.Close()
	switch r.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodOptions:
		s.options204(w, rec, static.Methods)
		return
	default:
		w.Header().Set("Allow", static.Methods) // RFC 9110, section 15.5.6
		s.problem(w, r, rec, http.StatusMethodNotAllowed, "methodNotAllowed", args)
		return
	}
	switch {
	case found.Moved:
		s.redirectToFolder(w, rec, meaning)
	case found.Listing():
		s.list(w, r, rec, meaning, found)
	default:
		s.send(w, r, rec, found)
	}
}

// send answers with a file.
func (s *Site) send(w http.ResponseWriter, r *http.Request, rec *record.Recording, found static.Found) {
	s.reload.served(r, found.Path, false)
	if answer := s.prepare(w, r, rec, found, false); answer != nil {
		rec.SetKind(protocol.KindFile)
		s.deliver(w, r, rec, found, answer)
	}
}

// prepare decides how a file is answered with, and answers itself, with nil, where it is
// not: a condition does not hold, no range can be sent, or the file cannot be read. For
// missing see static.Wanted.
func (s *Site) prepare(w http.ResponseWriter, r *http.Request, rec *record.Recording, found static.Found, missing bool) *static.Answer {
	rec.SetFile(protocol.File{Path: found.Path, Size: found.Info.Size(), Modified: found.Info.ModTime()})
	wanted := static.Wanted{Header: s.fieldsFor(found.Path), Missing: missing}
	if s.config.Reload.Enabled && acceptsNavigation(r) && !s.reload.fromLiveView(r) {
		wanted.Inject = func(page []byte) ([]byte, bool) { return reload.Inject(page, r.RequestURI) }
	}
	args := map[string]string{"path": "/" + found.Path}
	answer, err := s.files.Answer(r, found, wanted)
	switch {
	case errors.Is(err, static.ErrChanged):
		w.Header().Set("Retry-After", "1") // seconds (RFC 9110, section 10.2.3)
		s.problem(w, r, rec, http.StatusServiceUnavailable, "fileBeingWritten", args)
		return nil
	case err != nil:
		args["cause"] = fault.Cause(err)
		s.problem(w, r, rec, http.StatusInternalServerError, "readFailed", args)
		return nil
	}
	s.tellOrigins(rec, wanted.Header, answer)
	switch answer.Status {
	case http.StatusPreconditionFailed:
		answer.CopyHeader(w.Header())
		s.problem(w, r, rec, answer.Status, "preconditionFailed", args)
		return nil
	case http.StatusRequestedRangeNotSatisfiable:
		answer.CopyHeader(w.Header())
		args["range"], args["size"] = r.Header.Get("Range"), strconv.FormatInt(answer.Size, 10)
		s.problem(w, r, rec, answer.Status, "rangeNotSatisfiable", args)
		return nil
	}
	return answer
}

// deliver sends what was prepared, and notes what a person should know of it.
func (s *Site) deliver(w http.ResponseWriter, r *http.Request, rec *record.Recording, found static.Found, answer *static.Answer) {
	switch {
	case answer.Status == http.StatusNotModified:
		rec.AddNote("notModified", protocol.SeverityInformation, nil)
	case answer.ContentType == "" && !answer.BySetting && !answer.Several:
		rec.AddNote("unknownExtension", protocol.SeverityWarning, map[string]string{"path": found.Path, "extension": path.Ext(found.Path)})
	}
	if answer.Status == http.StatusOK || answer.Status == http.StatusNotFound {
		noteEncoding(rec, answer)
	}
	if answer.Injected {
		rec.AddNote("reloadInjected", protocol.SeverityInformation, nil)
	}
	if err := answer.Send(w, r.Method); errors.Is(err, static.ErrChanged) {
		rec.AddNote("fileChanged", protocol.SeverityError, map[string]string{"path": "/" + found.Path})
	}
}

// noteEncoding says what a browser would do without the charset that the table gives: that
// one counts before all that a page says, and would hide that it says something else, or
// nothing (WHATWG HTML, 13.2.3.2).
func noteEncoding(rec *record.Recording, answer *static.Answer) {
	args := map[string]string{"charset": answer.Charset, "declared": answer.Declared}
	switch {
	case answer.Charset == "" || strings.EqualFold(answer.Charset, answer.Declared):
	case answer.Declared == "":
		rec.AddNote("encodingNotDeclared", protocol.SeverityInformation, args)
	default:
		rec.AddNote("encodingDiffers", protocol.SeverityWarning, args)
	}
}

// tellOrigins says who decided on the fields of a file's answer.
func (s *Site) tellOrigins(rec *record.Recording, settings http.Header, answer *static.Answer) {
	by := func(who protocol.SetBy, names ...string) {
		for _, name := range names {
			rec.SetOrigin(name, record.Origin{SetBy: who})
		}
	}
	by(protocol.SetByFile, "ETag", "Last-Modified", "Content-Range")
	switch answer.Status {
	case http.StatusPreconditionFailed, http.StatusRequestedRangeNotSatisfiable:
		if settings.Get("ETag") != "" {
			by(protocol.SetBySetting, "ETag")
		}
		return // the rest is the error page's
	}
	by(protocol.SetByFile, "Content-Length")
	if answer.Injected {
		by(protocol.SetByReload, "ETag", "Content-Length", "Vary")
	}
	by(protocol.SetByTypeTable, "Content-Type")
	by(protocol.SetBySetting, slices.Collect(maps.Keys(settings))...)
	switch {
	case answer.Several:
		by(protocol.SetByServer, "Content-Type", "Content-Length")
	case answer.BySetting:
		by(protocol.SetBySetting, "Content-Type")
	}
}

// fieldsFor are the fields that the settings give to a file.
func (s *Site) fieldsFor(name string) http.Header {
	header := http.Header{}
	for _, glob := range slices.Sorted(maps.Keys(s.config.Headers)) { // the last that matches counts
		subject := name
		if !strings.Contains(glob, "/") { // "*.html" means the name alone, as in .gitignore
			subject = path.Base(name)
		}
		if doublestar.MatchUnvalidated(strings.TrimPrefix(glob, "/"), subject) {
			for _, field := range slices.Sorted(maps.Keys(s.config.Headers[glob])) {
				header.Set(field, s.config.Headers[glob][field])
			}
		}
	}
	return header
}

// notFoundPage is the page, at the top of a site, that many hosts send for what is not
// there.
const notFoundPage = "404.html"

// missing answers for what is not there: with the site's own page if it has one, else with
// one that says what was looked for and which names resemble it.
func (s *Site) missing(w http.ResponseWriter, r *http.Request, rec *record.Recording, meaning route.Meaning, code string, args map[string]string) {
	page, err := s.files.Find(notFoundPage, false)
	if err == nil {
		defer page.Close()
	}
	if err != nil || page.Info.IsDir() || r.Method != http.MethodGet && r.Method != http.MethodHead {
		s.problemNear(w, r, rec, http.StatusNotFound, code, args, s.nearest(meaning))
		return
	}
	s.reload.uses(r, notFoundPage)
	if answer := s.prepare(w, r, rec, page, true); answer != nil {
		rec.SetKind(protocol.KindError)
		rec.AddNote("ownNotFound", protocol.SeverityWarning, map[string]string{"path": args["path"], "page": notFoundPage})
		s.deliver(w, r, rec, page, answer)
	}
}

// redirectToFolder adds the slash that a folder's address ends in, so that relative
// links on its page work. The address is this site's path and nothing else: one that
// began with two slashes would name another host.
func (s *Site) redirectToFolder(w http.ResponseWriter, rec *record.Recording, meaning route.Meaning) {
	rec.SetKind(protocol.KindRedirect)
	location := (&url.URL{Path: "/" + meaning.Path + "/", RawQuery: meaning.Query}).String()
	w.Header().Set("Location", location)
	w.Header().Set("Cache-Control", "no-cache") // else browsers keep it, though a file may take the folder's place (RFC 9110, section 15.4.2)
	w.Header().Set("Content-Length", "0")       // for HEAD as for GET
	w.Header()["Content-Type"] = nil
	w.WriteHeader(http.StatusMovedPermanently)
}

// list answers with the names in a folder.
func (s *Site) list(w http.ResponseWriter, r *http.Request, rec *record.Recording, meaning route.Meaning, found static.Found) {
	folder := "/"
	if meaning.Path != "." {
		folder = "/" + meaning.Path + "/"
	}
	arranged, err := s.arrange(r, folder, found)
	switch {
	case r.Context().Err() != nil:
		return // nobody waits for it
	case s.outOfDescriptors(w, r, rec, err):
		return
	case err != nil:
		s.problem(w, r, rec, http.StatusForbidden, "fileNotReadable", map[string]string{"path": "/" + meaning.Path})
		return
	}
	rec.SetKind(protocol.KindListing)
	s.reload.served(r, path.Clean(meaning.Path)+"/", false)
	errorpage.WriteListing(w, r, folder, arranged)
}

// arrange reads a folder, and sorts what is in it. Of large folders that takes time and
// memory, so only a few are read at once.
func (s *Site) arrange(r *http.Request, folder string, found static.Found) (errorpage.Arrangement, error) {
	select {
	case s.listings <- struct{}{}:
		defer func() { <-s.listings }()
	case <-r.Context().Done():
		return errorpage.Arrangement{}, context.Cause(r.Context())
	}
	entries, err := s.files.Entries(r.Context(), found)
	if err != nil {
		return errorpage.Arrangement{}, err
	}
	rows := make([]errorpage.Row, 0, len(entries))
	for _, e := range entries {
		if s.isFile(folder + e.Name) {
			rows = append(rows, errorpage.Row(e))
		}
	}
	return errorpage.Arrange(r, rows), nil
}

// isFile tells whether a path is answered with a file or folder: not one that is refused,
// or that means something else here.
func (s *Site) isFile(name string) bool {
	return route.Resolve((&url.URL{Path: name}).EscapedPath(), s.config.CGI.Folders, s.disk).Kind == route.File
}

// nearest are the paths that exist and resemble one that does not; none resemble one that
// could not exist.
func (s *Site) nearest(meaning route.Meaning) []string {
	if meaning.Kind != route.File {
		return nil
	}
	paths := []string{}
	for _, near := range s.files.Nearest(meaning.Path) {
		path := "/" + near.Path
		if near.Folder {
			path += "/"
		}
		if s.isFile(path) {
			paths = append(paths, path)
		}
	}
	return paths
}
