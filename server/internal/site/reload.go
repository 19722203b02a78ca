package site

import (
	"errors"
	"net/http"
	"path"
	"strconv"

	"vitrina/server/internal/access"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
	"vitrina/server/internal/watch"
)

// reloading joins the watcher to the pages that wait. With live reload switched off it
// watches no file. The hub is there all the same: the live view sends it what browsers made
// of pages.
type reloading struct {
	site         *Site
	dependencies *reload.Dependencies
	hub          *reload.Hub
	watcher      *watch.Watcher
}

func startReloading(s *Site) *reloading {
	r := &reloading{site: s, dependencies: &reload.Dependencies{}}
	r.hub = reload.NewHub(reload.Options{
		Dependencies:  r.dependencies,
		OwnFile:       r.ownFile,
		OnObserved:    r.observed,
		OriginAllowed: s.access.OriginAllowed,
		Remote:        access.Remote,
		NotFound: func(w http.ResponseWriter, r *http.Request) {
			s.write(exchangeOf(w, r), newProblem(http.StatusNotFound, "reserved", map[string]string{"path": r.URL.Path}))
		},
	})
	if !s.config.Reload.Enabled {
		return r
	}
	watcher, err := watch.Start(s.config.Root, watch.Options{
		Ignore: s.config.Reload.Ignore, OnChange: r.changed, OnProblem: r.problem,
	})
	if err != nil { // the site works without
		r.problem(err)
	} else {
		r.watcher = watcher
	}
	return r
}

// close ends the watcher and the sockets.
func (r *reloading) close() {
	if r.watcher != nil {
		_ = r.watcher.Close() // it gives back what it holds; nothing of it can fail us now
	}
	r.hub.Close()
}

// served records which file answered a request.
func (r *reloading) served(request *http.Request, file string, script bool) {
	r.dependencies.Served(reload.Use{
		Target: request.RequestURI, File: file, Script: script,
		Referer: samePage(request), Destination: request.Header.Get("Sec-Fetch-Dest"),
	})
}

// uses records that an answer was made with another file than the one that was asked for.
func (r *reloading) uses(request *http.Request, file string) {
	r.dependencies.Served(reload.Use{Target: "/" + file, File: file, Referer: request.RequestURI})
}

// fromLiveView reports whether the live view's frame makes a request. It gets files as they are.
func (r *reloading) fromLiveView(request *http.Request) bool {
	destination := request.Header.Get("Sec-Fetch-Dest")
	if isWorkers(request) { // it may be the frame's
		destination = "iframe"
	}
	return r.hub.InLiveView(destination, samePage(request))
}

// changed notifies open pages, and the clients of what those were sent.
func (r *reloading) changed(files []watch.Change) {
	changes := make([]reload.Change, len(files))
	for i, file := range files {
		changes[i] = reload.Change{Path: file.Path, Entry: file.Op != watch.Changed}
	}
	for _, sent := range r.hub.Notify(changes) {
		r.site.options.Events.ReloadDidSend(protocol.ReloadDidSendParams{
			SiteID: r.site.options.ID, Paths: sent.Paths, Cause: protocol.ReloadCauseWatch, Pages: sent.Pages, Kind: sent.Kind,
		}, func(locale l10n.Locale) string { return l10n.Text(locale, sent.Reason.Key, sent.Reason.Args) })
	}
}

// problem reports what cannot be watched as it should be.
func (r *reloading) problem(err error) {
	r.site.options.Events.Problem(func(locale l10n.Locale) string {
		var limit *watch.LimitError
		var folder *watch.FolderError
		switch {
		case errors.As(err, &limit):
			return l10n.Text(locale, "watch.limit", map[string]string{
				"limit": limit.Limit, "value": strconv.Itoa(limit.Value), "remedy": limit.Remedy,
			})
		case errors.As(err, &folder):
			return l10n.Text(locale, "watch.folder", map[string]string{"path": folder.Path, "cause": fault.Cause(folder.Err)})
		}
		return l10n.Text(locale, "watch.failed", map[string]string{"cause": fault.Cause(err)})
	})
}

// observed records what a browser made of a page.
func (r *reloading) observed(o reload.Observed) {
	r.site.options.Store.Observe(r.site.options.ID, o.Page, protocol.Observed{
		ContentType: o.ContentType, CompatMode: o.CompatMode, CharacterSet: o.CharacterSet,
	})
}

// ownFile returns the file that answers a target, for pages that were loaded before this
// server ran.
func (r *reloading) ownFile(requested string) (file string, script bool) {
	target := route.Resolve(requested, r.site.config.CGI.Folders, r.site.disk)
	switch target.Kind {
	case route.Script:
		found, err := cgi.Find(r.site.root, target.Path, target.CGIDir, target.Spelled)
		if err != nil {
			return "", false
		}
		return found.Path, true
	case route.File:
		found, err := r.site.files.Find(target.Path, target.Folder)
		if err != nil {
			return "", false
		}
		defer found.Close()
		if found.Listing() {
			return path.Clean(found.Path) + "/", false
		}
		return found.Path, false
	case route.Refused, route.Internal:
	}
	return "", false
}
