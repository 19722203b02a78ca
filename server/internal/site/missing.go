package site

import (
	"net/http"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/route"
)

// notFoundPage is the page, at the top of a site, that many hosts send with 404.
const notFoundPage = "404.html"

// missing answers for a file that does not exist: with the site's own page if it has one,
// else with one that shows the name that was looked for and names that resemble it.
func (s *Site) missing(x exchange, target route.Target, code string, args map[string]string) *problem {
	page, err := s.files.Find(notFoundPage, false)
	if err == nil {
		defer page.Close()
	}
	if err != nil || page.Info.IsDir() || x.r.Method != http.MethodGet && x.r.Method != http.MethodHead {
		p := newProblem(http.StatusNotFound, code, args)
		p.page.Nearest = s.nearest(target)
		return p
	}
	s.reload.uses(x.r, notFoundPage)
	return s.send(x, page, record.Answer{Kind: protocol.KindError, Notes: []protocol.Note{{
		Code: "ownNotFound", Severity: protocol.SeverityWarning, Args: map[string]string{"path": args["path"], "page": notFoundPage},
	}}}, true)
}

// nearest are paths that exist and resemble a target that does not. A target that could not
// exist has none.
func (s *Site) nearest(target route.Target) []string {
	if target.Kind != route.File {
		return nil
	}
	paths := []string{}
	for _, near := range s.files.Nearest(target.Path) {
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
