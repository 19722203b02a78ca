package site

import (
	"net/http"
	"path"
	"slices"

	"vitrina/server/internal/cgi"
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
		p.page.Asked = "/" + target.Path
		return p
	}
	s.reload.uses(x.r, notFoundPage)
	return s.send(x, page, record.Answer{Kind: protocol.KindError, Notes: []protocol.Note{{
		Code: "ownNotFound", Severity: protocol.SeverityWarning, Args: map[string]string{"path": args["path"], "page": notFoundPage},
	}}}, true)
}

// maxNearest is how many paths a page offers.
const maxNearest = 5

// nearest are paths that exist and resemble a target that does not: in its folder, or with its
// name in another one or among the scripts. A target that could not exist has none.
func (s *Site) nearest(target route.Target) []string {
	if target.Kind != route.File {
		return nil
	}
	paths := []string{}
	for _, near := range append(s.files.Nearest(target.Path), s.files.Elsewhere(target.Path)...) {
		at := "/" + near.Path
		if near.Folder {
			at += "/"
		}
		if !slices.Contains(paths, at) && s.isFile(at) {
			paths = append(paths, at)
		}
	}
	return slices.Concat(s.scriptsNamed(path.Base(target.Path)), paths[:min(len(paths), maxNearest)])
}

// scriptsNamed are the paths of scripts with a name. No others are told: a script folder has no
// listing.
func (s *Site) scriptsNamed(name string) []string {
	paths := []string{}
	for _, folder := range s.config.CGI.Folders {
		if _, err := cgi.Find(s.root, path.Join(folder, name), folder, ""); err == nil && s.cgiState() == protocol.CGIOn {
			paths = append(paths, "/"+path.Join(folder, name))
		}
	}
	return paths
}
