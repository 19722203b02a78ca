package reload

import (
	"context"
	"crypto/rand"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// maxClients is how many pages wait at most. A browser allows itself 255 sockets.
const maxClients = 512

// Options are what a hub needs of the site. All are optional but Dependencies.
type Options struct {
	// Dependencies know which files each page uses.
	Dependencies *Dependencies
	// OwnFile says which file answers a request target, and whether it is a script; empty
	// where nothing answers it. It is asked for pages that Dependencies do not know.
	OwnFile func(target string) (file string, script bool)
	// OnObserved is told what a browser made of a page in a live view. It is called by
	// many goroutines and must return soon.
	OnObserved func(Observed)
	// OriginAllowed tells whether pages of that Origin may open a socket with a request;
	// without it none may, and only programs do.
	OriginAllowed func(r *http.Request, origin string) bool
	// Remote tells whether another machine asks, which is not told the names of files: they
	// may be of a folder that tells nobody what is in it. Without it none does.
	Remote func(r *http.Request) bool
	// NotFound answers for what is not there. Without it http.NotFound does.
	NotFound http.HandlerFunc
}

// Hub knows the pages that wait to be told of changes. Its methods are safe for use by any
// number of goroutines.
type Hub struct {
	options Options
	// boot names this run of the server, so that a page notices that it came back.
	boot string
	// key lets pages of other sites frame the live view.
	key    string
	ctx    context.Context
	cancel context.CancelFunc
	// running counts the goroutines of sockets.
	running sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	clients map[*client]struct{}
	history history
	loops   map[string]*loopGuard
}

// NewHub makes a hub; Close ends it.
func NewHub(options Options) *Hub {
	if options.Dependencies == nil {
		options.Dependencies = &Dependencies{}
	}
	if options.OriginAllowed == nil {
		options.OriginAllowed = func(*http.Request, string) bool { return false }
	}
	if options.Remote == nil {
		options.Remote = func(*http.Request) bool { return false }
	}
	if options.NotFound == nil {
		options.NotFound = http.NotFound
	}
	ctx, cancel := context.WithCancel(context.Background())
	return &Hub{
		options: options,
		boot:    rand.Text(),
		key:     rand.Text(),
		ctx:     ctx,
		cancel:  cancel,
		clients: map[*client]struct{}{},
		history: history{started: time.Now()},
		loops:   map[string]*loopGuard{},
	}
}

// LiveViewKey is the parameter key with which pages of other sites may frame the live view.
func (h *Hub) LiveViewKey() string { return h.key }

// Close ends all sockets and waits for them. Pages connect again when the server is back.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.cancel()
	h.running.Wait()
}

// Tell tells the pages that depend on the changed files, and returns what was told to
// which: one entry for each kind and reason, and at least one. It waits for no browser, but
// asks Options.OwnFile, which reads the disk, for the pages that Dependencies do not know.
func (h *Hub) Tell(changes []Change) []Sent {
	if len(changes) == 0 {
		return nil
	}
	now := time.Now()
	seq, pages := h.begin(changes, now)
	effects := make(map[string]effect, len(pages))
	var unknown []string
	for _, page := range pages {
		result, known := h.options.Dependencies.effect(page, changes)
		if !known {
			unknown = append(unknown, page)
			continue
		}
		effects[page] = result
	}
	h.put(seq, effects, now)
	rest := make(map[string]effect, len(unknown))
	for _, page := range unknown {
		rest[page] = h.effectOnUnknown(page, changes)
	}
	h.put(seq, rest, now)
	maps.Copy(effects, rest)
	return summarize(changes, effects)
}

// begin takes in that files changed, and returns the pages that wait. A client that enters
// later finds the change in the history.
func (h *Hub) begin(changes []Change, now time.Time) (seq uint64, pages []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	seen := map[string]struct{}{}
	for client := range h.clients {
		if _, known := seen[client.page]; !known {
			seen[client.page] = struct{}{}
			pages = append(pages, client.page)
		}
	}
	return h.history.add(changes, now), pages
}

// put hands effects of a change to the clients of their pages. It replaces those that a
// page's own script keeps making.
func (h *Hub) put(seq uint64, effects map[string]effect, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for page, result := range effects {
		effects[page] = h.withoutLoop(page, result, now)
	}
	for client := range h.clients {
		if told := effects[client.page]; told.kind != nothing && client.since < seq {
			client.slot.put(told, seq)
		}
	}
}

// effectOnUnknown is what changes mean for a page that Dependencies do not know. It reads
// the disk, which may take any time: no lock is held meanwhile.
func (h *Hub) effectOnUnknown(page string, changes []Change) effect {
	file, script := "", false
	if h.options.OwnFile != nil {
		file, script = h.options.OwnFile(page)
	}
	return effectOnUnknown(page, file, script, changes)
}

// withoutLoop is an effect on a page, unless its own script keeps making it; h.mu is held.
func (h *Hub) withoutLoop(page string, result effect, now time.Time) effect {
	if result.kind != loadAgain || slices.ContainsFunc(result.paths, isSource) {
		delete(h.loops, page)
		return result
	}
	guard, known := h.loops[page]
	if !known {
		if len(h.loops) >= maxClients {
			clear(h.loops)
		}
		guard = &loopGuard{}
		h.loops[page] = guard
	}
	if guard.loops(h.options.Dependencies.lastRun(page), now) {
		return effect{paths: result.paths, reason: Reason{Key: "reload.loop", Args: map[string]string{"page": page}}}
	}
	return result
}

// summarize groups pages that were told the same.
func summarize(changes []Change, effects map[string]effect) []Sent {
	var all []Sent
	for page, told := range effects {
		if told.kind == nothing && told.reason.Key == "" {
			continue
		}
		at := slices.IndexFunc(all, func(sent Sent) bool {
			return sent.Kind == told.kind.protocol() && sent.Reason.Key == told.reason.Key &&
				slices.Equal(sent.Paths, told.paths)
		})
		if at < 0 {
			all = append(all, Sent{Kind: told.kind.protocol(), Paths: told.paths, Reason: told.reason})
			at = len(all) - 1
		}
		all[at].Pages = append(all[at].Pages, page)
	}
	for _, sent := range all {
		slices.Sort(sent.Pages)
	}
	slices.SortFunc(all, func(a, b Sent) int { return strings.Compare(a.Pages[0], b.Pages[0]) })
	if len(all) > 0 {
		return all
	}
	paths := make([]string, len(changes))
	for i, change := range changes {
		paths[i] = change.Path
	}
	key := "reload.unused"
	if len(effects) == 0 {
		key = "reload.noPage"
	}
	return []Sent{{Kind: effectKind(nothing).protocol(), Pages: []string{}, Paths: paths, Reason: Reason{Key: key}}}
}

// Framed says whether a live view shows a page, or has shown it since it was opened: the
// reload of a page carries the Referer of the page whose link once led there. The target
// may have in front what a proxy has put there in the view's browser.
func (h *Hub) Framed(target string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for client := range h.clients {
		if !client.live {
			continue
		}
		inside := strings.TrimPrefix(target, client.base)
		if inside == client.page || slices.Contains(client.shown, inside) {
			return true
		}
	}
	return false
}

// InLiveView says whether a request is made by the frame of a live view, so that nothing
// must be injected into its response. The arguments are the field Sec-Fetch-Dest, and the
// path and query of the Referer field, empty where it is not of this site.
func (h *Hub) InLiveView(destination, referer string) bool {
	if destination != "iframe" || referer == "" {
		return false
	}
	path, _, _ := strings.Cut(referer, "?")
	return strings.HasSuffix(path, Prefix+"live") || h.Framed(referer)
}
