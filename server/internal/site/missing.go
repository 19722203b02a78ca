package site

import (
	"maps"
	"net/http"

	"vitrina/server/internal/pages"
	"vitrina/server/internal/pattern"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
)

// notFoundPage is the page, at the top of a site, that many hosts send with 404.
const notFoundPage = "404.html"

// notFound answers for a path that leads to no file and no folder.
func (s *Site) notFound(x exchange, target route.Target) *problem {
	args := askedArgs(x, target)
	return s.missing(x, target, s.withObstacle("notFound", target.Path, args), args)
}

// missing answers for a file that does not exist: with the site's own page if it has one,
// else with one that shows the name that was looked for and names that resemble it.
func (s *Site) missing(x exchange, target route.Target, code string, args map[string]string) *problem {
	if x.askedByItself(target) {
		return s.notNeeded(target, args)
	}
	var where *protocol.SourceLocation
	var nearest []string
	if !hasObstacle(code) { // else the address is right
		where, nearest = s.addAsker(x, args), s.nearest(target)
		addNearest(args, "/"+target.Path, nearest)
	}
	files := s.files()
	page, err := files.Find(notFoundPage, false)
	if err == nil {
		defer page.Close()
	}
	if err != nil || page.Info.IsDir() || x.r.Method != http.MethodGet && x.r.Method != http.MethodHead {
		s.reload.sends(x, s.stateOfMissing(target), s.followed(x))
		p := newProblem(http.StatusNotFound, code, args)
		p.page.Nearest, p.where = nearest, where
		return p
	}
	notes := []protocol.Note{{Code: "ownNotFound", Severity: protocol.SeverityWarning, Args: ownNotFoundArgs(args), Where: where}}
	if code != "notFound" { // the page does not say why
		notes = append(notes, protocol.Note{Code: code, Severity: protocol.SeverityWarning, Args: args})
	}
	return s.send(x, files, page, record.Answer{Kind: protocol.KindError, Notes: notes}, []reload.Part{s.missingPart(target)})
}

// folderGone answers while the folder that is served is gone.
func (s *Site) folderGone(x exchange) *problem {
	s.reload.sends(x, s.StateOf(x.r.RequestURI), false)
	return newProblem(http.StatusNotFound, "rootGone", map[string]string{"path": "/", "root": s.config.Named})
}

// missingScript answers for a script that does not exist. A file outside with its name was meant:
// a relative address on a script's page starts in the script's folder.
func (s *Site) missingScript(x exchange, target route.Target, args map[string]string) *problem {
	if code := s.withObstacle("scriptNotFound", target.Path, args); hasObstacle(code) {
		return newProblem(http.StatusNotFound, code, args)
	}
	p := newProblem(http.StatusNotFound, "scriptNotFound", args)
	p.where = s.addAsker(x, args)
	if near := s.scriptsNear(target); len(near) > 0 {
		addNearest(args, "/"+target.Path, near)
		p.page.Nearest = near
	} else if p.page.Nearest = s.outside(target); len(p.page.Nearest) > 0 {
		args["near"] = pages.Typed(p.page.Nearest[0])
		args["differs"], args["exists"] = "scriptFolder", args["near"]
	}
	return p
}

func ownNotFoundArgs(args map[string]string) map[string]string {
	all := maps.Clone(args)
	all["own"] = notFoundPage
	return all
}

// favicon is what browsers ask every site for by themselves.
const favicon = "favicon.ico"

// ofBrowsers are names that some browsers ask for by themselves: Chromium where its developer tools
// are open ("Automatic Workspace Folders"), Safari for a bookmark ("Configuring Web Applications").
var ofBrowsers = pattern.Lazy(`^(?:\.well-known/appspecific/com\.chrome\.devtools\.json|apple-touch-icon(?:-\d+x\d+)?(?:-precomposed)?\.png)$`)

// askedByItself reports whether a browser asked without the page's doing.
func (x exchange) askedByItself(target route.Target) bool {
	return target.Kind == route.File && (target.Path == favicon || ofBrowsers().MatchString(target.Path)) && !target.Folder && x.r.Method == http.MethodGet
}

// notNeeded answers a browser that asks for what no page named. That is not a fault of the site: it
// is said once.
func (s *Site) notNeeded(target route.Target, args map[string]string) *problem {
	code := "noBrowserFile"
	if target.Path == favicon {
		code = "noFavicon"
	}
	p := newProblem(http.StatusNotFound, code, args)
	p.quiet = true
	_, p.silent = s.saidMissing.LoadOrStore(target.Path, true)
	return p
}
