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

// Options are what a hub needs of the site. All are optional.
type Options struct {
	// Dependencies know which files each page uses. The default knows nothing.
	Dependencies *Dependencies
	// OwnFile returns the file that answers a request target, and whether it is a script; ""
	// where nothing answers. It is called, with no lock held, for pages that Dependencies do
	// not know.
	OwnFile func(target string) (file string, script bool)
	// OnObserved gets what a browser made of a page in a live view. Many goroutines call it,
	// and it must return soon.
	OnObserved func(Observed)
	// OriginAllowed reports whether pages of an Origin may open a socket. Without it no page
	// may, only programs.
	OriginAllowed func(r *http.Request, origin string) bool
	// Remote reports whether another machine asks. Its pages do not get the names of files,
	// which may lie in a folder without a listing. Without it every machine counts as this one.
	Remote func(r *http.Request) bool
	// NotFound answers requests for what is not there. The default is http.NotFound.
	NotFound http.HandlerFunc
}

// Hub knows the pages that wait for changes. Any number of goroutines may call its methods.
type Hub struct {
	options Options
	// instance names this run of the server. A page that connects again learns by it whether
	// the server was started anew.
	instance string
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
	faults  []fault // the latest last
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
		options:  options,
		instance: rand.Text(),
		key:      rand.Text(),
		ctx:      ctx,
		cancel:   cancel,
		clients:  map[*client]struct{}{},
		history:  history{started: time.Now()},
		loops:    map[string]*loopGuard{},
	}
}

// LiveViewKey is the parameter key with which pages of other sites may frame the live view.
func (h *Hub) LiveViewKey() string { return h.key }

// Close ends all sockets and waits for them. The pages connect again once the server is back.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.cancel()
	h.running.Wait()
}

// Notify sends the pages that depend on the changed files what they have to do. It returns
// who was sent what: one entry for each kind and reason, and at least one. It waits for no
// browser, but calls Options.OwnFile, which reads the disk, for pages that Dependencies do
// not know.
func (h *Hub) Notify(changes []Change) []Sent {
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

// begin enters changes into the history, and returns the pages that wait. A client that
// enters later finds the changes there.
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

// put hands the effects of a change to the clients of their pages. It replaces, in effects,
// those that a page's own script keeps causing.
func (h *Hub) put(seq uint64, effects map[string]effect, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for page, result := range effects {
		effects[page] = h.withoutLoop(page, result, now)
	}
	for client := range h.clients {
		if result := effects[client.page]; result.kind != nothing && client.since < seq {
			client.slot.put(result, seq)
		}
	}
}

// effectOnUnknown is what changes mean for a page that Dependencies do not know. It reads
// the disk, which may take any time, so no lock is held.
func (h *Hub) effectOnUnknown(page string, changes []Change) effect {
	file, script := "", false
	if h.options.OwnFile != nil {
		file, script = h.options.OwnFile(page)
	}
	return effectOnUnknown(page, file, script, changes)
}

// withoutLoop returns an effect on a page, or one that does nothing where the page's own
// script keeps causing it. h.mu is held.
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

// summarize groups the pages that got the same.
func summarize(changes []Change, effects map[string]effect) []Sent {
	var all []Sent
	for page, result := range effects {
		if result.kind == nothing && result.reason.Key == "" {
			continue
		}
		at := slices.IndexFunc(all, func(sent Sent) bool {
			return sent.Kind == result.kind.protocol() && sent.Reason.Key == result.reason.Key &&
				slices.Equal(sent.Paths, result.paths)
		})
		if at < 0 {
			all = append(all, Sent{Kind: result.kind.protocol(), Paths: result.paths, Reason: result.reason})
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

// framed reports whether a live view shows a page, or has shown it since it was opened: a
// page that is reloaded has the Referer of the page whose link once led to it. In front of
// the target may stand the path that a proxy has put there in the view's browser.
func (h *Hub) framed(target string) bool {
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

// InLiveView reports whether the frame of a live view makes a request, so that the response
// must stay as it is. The arguments are the field Sec-Fetch-Dest, and the path and query of
// the Referer field, empty where it is not of this site.
func (h *Hub) InLiveView(destination, referer string) bool {
	if destination != "iframe" || referer == "" {
		return false
	}
	path, _, _ := strings.Cut(referer, "?")
	return strings.HasSuffix(path, prefix+"live") || h.framed(referer)
}
