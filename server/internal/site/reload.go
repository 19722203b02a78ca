package site

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"vitrina/server/internal/access"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/watch"
)

// reloading joins the watcher to the pages that wait. With live reload switched off it
// watches no file. The hub is there all the same: the live view sends it what browsers made
// of pages.
type reloading struct {
	site    *Site
	hub     *reload.Hub
	watcher atomic.Pointer[watch.Watcher] // nil where no file is watched
	// watching says what keeps changes from being noticed at once; nil where nothing does.
	watching atomic.Pointer[protocol.Note]

	mu sync.Mutex
	// passedOn is when the saves of files were passed on.
	passedOn map[string]time.Time
}

func startReloading(s *Site) *reloading {
	r := &reloading{site: s}
	r.hub = reload.NewHub(reload.Options{
		StateOf:       s.StateOf,
		PartsOf:       s.partsOf,
		LeadsTo:       s.leadsTo,
		OnSent:        r.sent,
		Unfinished:    r.unfinished,
		Saving:        r.saving,
		OnObserved:    r.observed,
		Forbids:       r.forbidsFraming,
		OriginAllowed: s.access.OriginAllowed,
		Remote:        access.Remote,
	})
	if !s.config.Reload.Enabled {
		return r
	}
	watcher, err := watch.Start(s.config.Named, watch.Options{
		Ignore: s.config.Reload.Ignore, OnChange: r.changed, OnLook: r.hub.Look, OnProblem: r.problem, OnPolling: r.polls,
		OnOpening: s.observer.Opening,
	})
	if err != nil { // the site works without
		r.problem(err)
		r.watching.Store(r.notWatched(err))
	} else {
		r.watcher.Store(watcher)
	}
	return r
}

// close ends the watcher and the sockets.
func (r *reloading) close() {
	if watcher := r.watcher.Load(); watcher != nil {
		_ = watcher.Close() // it gives back what it holds; nothing of it can fail us now
	}
	r.hub.Close()
}

// unfinished reports whether a file is being written.
func (r *reloading) unfinished(path string) bool {
	watcher := r.watcher.Load()
	return watcher != nil && watcher.Unfinished(path)
}

// leadsTo is the path within the site to which links lead a name; empty where it is not a link.
func (s *Site) leadsTo(name string) string {
	root := s.folder.current().path
	path := filepath.Join(root, filepath.FromSlash(name))
	if info, err := os.Lstat(path); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return ""
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return ""
	}
	relative, err := filepath.Rel(root, real)
	if err != nil || !filepath.IsLocal(relative) {
		return ""
	}
	return filepath.ToSlash(relative)
}

// saving reports whether files are being saved that are not reported yet.
func (r *reloading) saving() bool {
	watcher := r.watcher.Load()
	return watcher != nil && watcher.Saving()
}

// sends records what is being sent.
func (r *reloading) sends(x exchange, state reload.State, follows bool) {
	if !r.site.config.Reload.Enabled || x.r.Method == http.MethodHead {
		return
	}
	state = r.site.withOverride(x, state)
	if x.page.state == nil {
		x.page.state = &state
	}
	response := reload.Response{
		Target: x.r.RequestURI, Method: x.r.Method, Referer: samePage(x.r),
		Destination: x.r.Header.Get("Sec-Fetch-Dest"), SameOrigin: x.r.Header.Get("Sec-Fetch-Site") == "same-origin",
		State: state, Follows: follows,
	}
	if asked := x.rec.Target(); asked != response.Target { // a script handed the request on, and what answers it is a part of its page
		response.Referer, response.Destination, response.Follows = asked, "empty", false
	}
	r.hub.Served(response)
}

// fromLiveView reports whether the live view's frame makes a request. It gets files as they are.
// A page that sends no Referer may be one that it frames; what such a page frames itself is then a
// part of it, and need not follow by itself.
func (r *reloading) fromLiveView(request *http.Request) bool {
	destination := request.Header.Get("Sec-Fetch-Dest")
	if isWorkers(request) { // it may be the frame's
		destination = "iframe"
	}
	if request.Referer() == "" && reload.IsFrame(destination) && request.Header.Get("Sec-Fetch-Site") == "same-origin" {
		return r.hub.HasLiveView()
	}
	return r.hub.InLiveView(destination, samePage(request))
}

// changed has open pages compared.
func (r *reloading) changed(files []watch.Change) {
	var news, known []string
	for _, file := range files {
		if r.isNews(file.Path) {
			news = append(news, file.Path)
		} else {
			known = append(known, file.Path)
		}
	}
	if len(news) > 0 {
		r.hub.Changed(news, protocol.ReloadCauseWatch)
	}
	if len(known) > 0 {
		r.hub.Again(known)
	}
}

// Saved takes an editor's word that it saved a file, an absolute path. A file outside the site's
// folder is none of the site's.
func (s *Site) Saved(file string) {
	if !s.config.Reload.Enabled {
		return
	}
	for _, root := range []string{s.config.Named, s.folder.current().path} {
		relative, err := filepath.Rel(root, file)
		name := filepath.ToSlash(relative)
		if err != nil || !filepath.IsLocal(relative) || s.ignored(name, false) {
			continue
		}
		s.reload.hub.Edited(name)
		if s.reload.isNews(name) {
			s.reload.hub.Changed([]string{name}, protocol.ReloadCauseEditor)
		}
		return
	}
}

const (
	// maxNews is how many saves are remembered that were passed on.
	maxNews = 4096
	// sameSave is how long after a save another word of it may come.
	sameSave = 5 * time.Second
)

// isNews reports whether a save was not passed on yet: the watcher and an editor tell the same.
func (r *reloading) isNews(name string) bool {
	now := time.Now()
	r.mu.Lock()
	before, had := r.passedOn[name]
	if r.passedOn == nil || len(r.passedOn) >= maxNews {
		r.passedOn = map[string]time.Time{}
	}
	r.passedOn[name] = now
	r.mu.Unlock()
	if !had || now.Sub(before) > sameSave {
		return true
	}
	file, ok := r.site.files().TagOf(name)
	return !ok || file.Changed.After(before) // not ok: it is gone, or a folder
}

// sent tells clients what pages were sent.
func (r *reloading) sent(sent reload.Sent) {
	r.site.options.Events.ReloadDidSend(protocol.ReloadDidSendParams{
		SiteID: r.site.options.ID, ID: sent.ID, Time: sent.Time, Code: strings.TrimPrefix(sent.Reason.Key, "reload."), Paths: sent.Paths, Cause: sent.Cause, Pages: sent.Pages, Kind: sent.Kind,
		SaveToMessageMs: milliseconds(sent.SaveToMessage), DoneMs: milliseconds(sent.Done),
	}, func(locale l10n.Locale) string { return l10n.Text(locale, sent.Reason.Key, sent.Reason.Args) })
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// observed records what a browser made of a page.
func (r *reloading) observed(o reload.Observed) {
	r.site.options.Store.Observe(r.site.options.ID, o.Page, o.Began, protocol.Observed{
		ContentType: o.ContentType, CompatMode: o.CompatMode, CharacterSet: o.CharacterSet,
	})
}
