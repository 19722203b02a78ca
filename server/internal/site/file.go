package site

import (
	"errors"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"vitrina/server/internal/errorpage"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
	"vitrina/server/internal/static"
)

// serveFile answers with a file, a listing or a redirect to a folder's own path.
func (s *Site) serveFile(w http.ResponseWriter, r *http.Request, rec *record.Recording, meaning route.Meaning) {
	args := map[string]string{"path": "/" + strings.TrimPrefix(meaning.Path, "."), "method": r.Method}
	found, err := s.files.Find(meaning.Path, meaning.Folder)
	switch {
	case errors.Is(err, fs.ErrPermission):
		s.problem(w, r, rec, http.StatusForbidden, "fileNotReadable", args)
		return
	case err != nil:
		s.reload.served(r, meaning.Path, false) // the page changes once it is there
		s.problem(w, r, rec, http.StatusNotFound, "notFound", args)
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

func (s *Site) send(w http.ResponseWriter, r *http.Request, rec *record.Recording, found static.Found) {
	rec.SetKind(protocol.KindFile)
	rec.SetFile(protocol.File{Path: found.Path, Size: found.Info.Size(), Modified: found.Info.ModTime()})
	for _, name := range []string{"ETag", "Last-Modified", "Content-Length", "Content-Range"} {
		rec.SetOrigin(name, record.Origin{SetBy: protocol.SetByFile})
	}
	s.addHeaders(w, rec, found.Path)
	var inject func([]byte) ([]byte, bool)
	if s.config.Reload.Enabled && acceptsNavigation(r) && !s.reload.fromLiveView(r) {
		inject = func(page []byte) ([]byte, bool) { return reload.Inject(page, r.RequestURI) }
	}
	s.reload.served(r, found.Path, false)
	sent := s.files.Send(&noteNotModified{w, rec}, r, found, inject)
	switch {
	case sent.BySetting:
		rec.SetOrigin("Content-Type", record.Origin{SetBy: protocol.SetBySetting})
	case sent.ContentType != "":
		rec.SetOrigin("Content-Type", record.Origin{SetBy: protocol.SetByTypeTable})
	default:
		rec.AddNote("unknownExtension", protocol.SeverityWarning, map[string]string{"path": found.Path, "extension": path.Ext(found.Path)})
	}
	if sent.Injected {
		for _, name := range []string{"ETag", "Content-Length"} {
			rec.SetOrigin(name, record.Origin{SetBy: protocol.SetByReload})
		}
		rec.AddNote("reloadInjected", protocol.SeverityInformation, nil)
	}
}

// noteNotModified notes why a 304 has no type: the browser has the file already.
type noteNotModified struct {
	http.ResponseWriter
	rec *record.Recording
}

// WriteHeader sends the head.
func (n *noteNotModified) WriteHeader(status int) {
	if status == http.StatusNotModified {
		n.rec.AddNote("notModified", protocol.SeverityInformation, nil)
	}
	n.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController find the writer below.
func (n *noteNotModified) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// addHeaders adds the fields that the settings give to a path.
func (s *Site) addHeaders(w http.ResponseWriter, rec *record.Recording, name string) {
	for _, glob := range slices.Sorted(maps.Keys(s.config.Headers)) { // the last that matches counts
		fields := s.config.Headers[glob]
		subject := name
		if !strings.Contains(glob, "/") { // "*.html" means the name alone, as in .gitignore
			subject = path.Base(name)
		}
		if !doublestar.MatchUnvalidated(strings.TrimPrefix(glob, "/"), subject) {
			continue
		}
		for field, value := range fields {
			w.Header().Set(field, value)
			rec.SetOrigin(field, record.Origin{SetBy: protocol.SetBySetting})
		}
	}
}

// redirectToFolder adds the slash that a folder's address ends in, so that relative
// links on its page work. The address is this site's path and nothing else: one that
// began with two slashes would name another host.
func (s *Site) redirectToFolder(w http.ResponseWriter, rec *record.Recording, meaning route.Meaning) {
	rec.SetKind(protocol.KindRedirect)
	location := (&url.URL{Path: "/" + meaning.Path + "/", RawQuery: meaning.Query}).String()
	w.Header().Set("Location", location)
	w.Header()["Content-Type"] = nil
	w.WriteHeader(http.StatusMovedPermanently)
}

// list answers with the names in a folder.
func (s *Site) list(w http.ResponseWriter, r *http.Request, rec *record.Recording, meaning route.Meaning, found static.Found) {
	entries, err := s.files.Entries(found)
	if err != nil {
		s.problem(w, r, rec, http.StatusForbidden, "fileNotReadable", map[string]string{"path": "/" + meaning.Path})
		return
	}
	rec.SetKind(protocol.KindListing)
	s.reload.served(r, path.Clean(meaning.Path)+"/", false)
	rows := make([]errorpage.Row, len(entries))
	for i, e := range entries {
		rows[i] = errorpage.Row{Name: e.Name, Folder: e.Folder, Size: e.Size, Modified: e.Modified}
	}
	shown := "/"
	if meaning.Path != "." {
		shown = "/" + meaning.Path + "/"
	}
	errorpage.WriteListing(w, r, shown, rows)
}
