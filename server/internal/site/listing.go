package site

import (
	"context"
	"errors"
	"io/fs"
	"net/url"

	"vitrina/server/internal/pages"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
	"vitrina/server/internal/static"
)

// list answers with the names in a folder. It does not where another folder has taken the name
// meanwhile: then moved is true.
func (s *Site) list(x exchange, target route.Target, found static.Found) (p *problem, moved bool) {
	folder := "/"
	if target.Path != "." {
		folder = "/" + target.Path + "/"
	}
	arranged, state, err := s.arrange(x, folder, found)
	if x.r.Context().Err() != nil {
		return nil, false // the client is gone
	}
	if p := s.outOfDescriptors(err); p != nil {
		return p, false
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, true
	}
	if err != nil {
		return s.notReadable(x, target), false
	}
	x.rec.SetKind(protocol.KindListing)
	x.noteIndexObstacle(s, target.Path)
	s.reload.sends(x, state, s.followed(x))
	pages.WriteListing(x.w, x.r, folder, arranged, s.ownScript(x))
	return nil, false
}

// arrange reads a folder and sorts its names, and returns their state as well. For large folders
// that takes time and memory, so only a few are read at once.
func (s *Site) arrange(x exchange, folder string, found static.Found) (pages.Arrangement, reload.State, error) {
	r := x.r
	select {
	case s.listings <- struct{}{}:
		defer func() { <-s.listings }()
	case <-r.Context().Done():
		return pages.Arrangement{}, reload.State{}, context.Cause(r.Context())
	}
	entries, err := s.files().Entries(r.Context(), found)
	if err != nil {
		return pages.Arrangement{}, reload.State{}, err
	}
	rows, unaddressable := make([]pages.Row, 0, len(entries)), 0
	for _, e := range entries {
		switch target := s.targetOf(folder + e.Name); {
		case target.Kind == route.File:
			rows = append(rows, pages.Row(e))
			if !e.Folder {
				x.noteIndex(folder, e.Name)
			}
		case target.Refusal == route.BadName, target.Refusal == route.BadEncoding:
			unaddressable++
		}
	}
	return pages.Arrange(r, rows, unaddressable), s.stateOfEntries(found, entries), nil
}

// noteIndex notes that a folder is listed because the name of its page is nearly index.html.
func (x exchange) noteIndex(folder, name string) {
	for _, index := range static.IndexNames {
		args := map[string]string{"path": folder}
		if addNearest(args, index, []string{name}); args["differs"] != "" {
			x.rec.AddNote("noIndex", protocol.SeverityInformation, args)
		}
	}
}

// isFile reports whether a path means a file or folder, and not a script, nothing, or one of
// Vitrina's own pages.
func (s *Site) isFile(name string) bool {
	return s.targetOf(name).Kind == route.File
}

// targetOf is what a path means.
func (s *Site) targetOf(name string) route.Target {
	return route.Resolve((&url.URL{Path: name}).EscapedPath(), s.config.CGI.Folders, s.disk)
}
