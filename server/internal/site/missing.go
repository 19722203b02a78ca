package site

import (
	"maps"
	"net/http"
	"path"
	"slices"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
)

// notFoundPage is the page, at the top of a site, that many hosts send with 404.
const notFoundPage = "404.html"

// missing answers for a file that does not exist: with the site's own page if it has one,
// else with one that shows the name that was looked for and names that resemble it.
func (s *Site) missing(x exchange, target route.Target, code string, args map[string]string) *problem {
	if x.askedByItself(target) {
		return s.noFavicon(x, args)
	}
	x.addAsker(args)
	page, err := s.files.Find(notFoundPage, false)
	if err == nil {
		defer page.Close()
	}
	if err != nil || page.Info.IsDir() || x.r.Method != http.MethodGet && x.r.Method != http.MethodHead {
		s.reload.sends(x, s.stateOfMissing(target), false)
		p := newProblem(http.StatusNotFound, code, args)
		p.page.Nearest = s.nearest(target)
		p.page.Asked = "/" + target.Path
		return p
	}
	return s.send(x, page, record.Answer{Kind: protocol.KindError, Notes: []protocol.Note{{
		Code: "ownNotFound", Severity: protocol.SeverityWarning, Args: ownNotFoundArgs(args),
	}}}, []reload.Part{s.missingPart(target)})
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

func ownNotFoundArgs(args map[string]string) map[string]string {
	all := maps.Clone(args)
	all["own"] = notFoundPage
	return all
}

// addAsker names the page of this site that asked for what is missing: its address is what is
// to be corrected. A page that is itself loaded again did not ask.
func (x exchange) addAsker(args map[string]string) {
	if page := samePage(x.r); page != "" && page != x.r.RequestURI {
		args["mistake"], args["page"] = "askedByPage", page
	}
}

// favicon is what browsers ask every site for by themselves.
const favicon = "favicon.ico"

// askedByItself reports whether a browser asked without the page's doing.
func (x exchange) askedByItself(target route.Target) bool {
	return target.Kind == route.File && target.Path == favicon && !target.Folder && x.r.Method == http.MethodGet
}

// noFavicon answers a browser that asks for the icon of the tab. That is no fault of the site:
// it is said once.
func (s *Site) noFavicon(x exchange, args map[string]string) *problem {
	p := newProblem(http.StatusNotFound, "noFavicon", args)
	p.quiet = true
	if !s.saidFavicon.CompareAndSwap(false, true) {
		p.silent = true
	}
	return p
}
