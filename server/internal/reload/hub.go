package reload

import (
	"context"
	"crypto/rand"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"vitrina/server/internal/protocol"
)

// maxClients is how many pages wait at most. A browser allows itself 255 sockets.
const maxClients = 512

// Options are what a hub needs of the site. All are optional.
type Options struct {
	// StateOf is what a GET for a target would be sent now. It reads the disk, which may take
	// any time; many goroutines call it. Without it all stays as it was.
	StateOf func(target string) State
	// PartsOf are files, folders' names ending in a slash, as they are now. It reads the disk, too.
	// Without it no file counts that a script was seen to read.
	PartsOf func(paths []string) []Part
	// LeadsTo is the path to which links lead a changed one; empty where it is not a link, or leads
	// elsewhere. It reads the disk, too.
	LeadsTo func(path string) string
	// OnSent gets what pages were sent, and why others were not. Many goroutines call it, and
	// it must return soon.
	OnSent func(Sent)
	// OnObserved gets what a browser made of a page, in a tab or a live view. Many goroutines call it,
	// and it must return soon.
	OnObserved func(Observed)
	// Forbids is the header field by which what was sent for a target forbids the live view to
	// frame it; "" for none. The view is nested where a page of another site frames it.
	Forbids func(target string, nested bool) string
	// Unfinished reports whether a file is being written, as far as is known: it is left alone until
	// it is whole. It must return soon.
	Unfinished func(path string) bool
	// Saving reports whether files are being saved that were not reported yet, with which pages get
	// one message. It must return soon.
	Saving func() bool
	// OriginAllowed reports whether pages of an Origin may open a socket. Without it no page
	// may, only programs.
	OriginAllowed func(r *http.Request, origin string) bool
	// Remote reports whether another machine asks. Its pages do not get the names of files,
	// which may lie in a folder without a listing. Without it every machine counts as this one.
	Remote func(r *http.Request) bool
}

// Hub knows the pages that wait for changes. Any number of goroutines may call its methods.
type Hub struct {
	options Options
	// key lets pages of other sites frame the live view.
	key    string
	ctx    context.Context
	cancel context.CancelFunc
	// running counts the goroutines of sockets and looks.
	running sync.WaitGroup
	history history
	// wake receives when there is an occasion to look.
	wake chan struct{}
	// disk has room for the targets that are looked at together.
	disk chan struct{}

	mu      sync.Mutex
	closed  bool
	clients map[*client]struct{}
	next    occasion // of the next look
	// busy are the targets that are being looked at.
	busy    map[string]struct{}
	outputs outputs
	clocks  clocks
	// complete is when a file was last said to be complete.
	complete map[string]time.Time
	// said are files that were told before the occasion that they are.
	said    map[string]struct{}
	lastID  uint64
	pending []*pending // the latest last
	faults  []fault    // the latest last
}

// NewHub makes a hub; Close ends it.
func NewHub(options Options) *Hub {
	if options.StateOf == nil {
		options.StateOf = func(string) State { return State{} }
	}
	if options.LeadsTo == nil {
		options.LeadsTo = func(string) string { return "" }
	}
	if options.PartsOf == nil {
		options.PartsOf = func([]string) []Part { return nil }
	}
	if options.OnSent == nil {
		options.OnSent = func(Sent) {}
	}
	if options.Forbids == nil {
		options.Forbids = func(string, bool) string { return "" }
	}
	if options.Unfinished == nil {
		options.Unfinished = func(string) bool { return false }
	}
	if options.Saving == nil {
		options.Saving = func() bool { return false }
	}
	if options.OriginAllowed == nil {
		options.OriginAllowed = func(*http.Request, string) bool { return false }
	}
	if options.Remote == nil {
		options.Remote = func(*http.Request) bool { return false }
	}
	ctx, cancel := context.WithCancel(context.Background())
	h := &Hub{
		options:  options,
		key:      rand.Text(),
		ctx:      ctx,
		cancel:   cancel,
		wake:     make(chan struct{}, 1),
		disk:     make(chan struct{}, statesAtOnce),
		clients:  map[*client]struct{}{},
		busy:     map[string]struct{}{},
		complete: map[string]time.Time{},
		said:     map[string]struct{}{},
	}
	h.running.Go(h.looks)
	return h
}

// LiveViewKey is the parameter key with which pages of other sites may frame the live view.
func (h *Hub) LiveViewKey() string { return h.key }

// Close ends all sockets and looks, and waits for them. The pages connect again once the server
// is back.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.cancel()
	h.running.Wait()
}

// Served records what is being sent to a browser. It is called before the first byte is.
func (h *Hub) Served(r Response) { h.history.add(r, time.Now()) }

// Changed has pages compared because files were saved, which are complete. A path is relative
// to the root, with / between names; "." is the root itself. What comes of it is told once for
// each path. It waits for nothing.
func (h *Hub) Changed(paths []string, cause protocol.ReloadCause) {
	h.expect(func(o *occasion) {
		h.completed(paths, time.Now())
		o.all = true
		for _, changed := range paths {
			if changed != "." {
				o.add(changed, cause)
			}
		}
	})
}

// Overridden has pages compared because a path is answered in another way. What comes of it is told once.
// It waits for nothing.
func (h *Hub) Overridden(path string) {
	h.expect(func(o *occasion) {
		o.all = true
		o.add(path, protocol.ReloadCauseOverride)
	})
}

// Look has pages compared though no file is known to have changed. It waits for nothing.
func (h *Hub) Look() { h.expect(func(o *occasion) { o.all = true }) }

// Again has pages compared because files are complete that were passed on before. Nothing is
// told of a file for which no page does anything.
func (h *Hub) Again(paths []string) {
	h.expect(func(o *occasion) {
		h.completed(paths, time.Now())
		o.all = true
	})
}

// Edited enters that an editor saved a file, which is then no script's output, whoever else
// noticed the change before.
func (h *Hub) Edited(path string) {
	h.mu.Lock()
	h.outputs.edit(path, time.Now())
	h.mu.Unlock()
	h.Again([]string{path})
}

// completed enters that files are complete, and with them the listings of the folders above.
func (h *Hub) completed(paths []string, now time.Time) {
	if len(h.complete)+len(paths) > maxPaths {
		maps.DeleteFunc(h.complete, func(_ string, at time.Time) bool { return now.Sub(at) > settle })
	}
	for _, changed := range paths {
		h.complete[changed] = now
		for folder := changed; folder != "."; {
			folder = path.Dir(folder)
			h.complete[folder+"/"] = now
		}
		if changed == "." {
			h.complete["./"] = now
		}
	}
}

// remember enters a path into a table, which begins anew when it is full.
func (h *Hub) remember(path string) {
	if len(h.said) >= maxPaths {
		clear(h.said)
	}
	h.said[path] = struct{}{}
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

// HasLiveView reports whether a live view is open.
func (h *Hub) HasLiveView() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	for client := range h.clients {
		if client.live {
			return true
		}
	}
	return false
}

// InLiveView reports whether the frame of a live view makes a request, or a frame within its page, so that
// the response must stay as it is. The arguments are the field Sec-Fetch-Dest, and the path and query of
// the Referer field, empty where it is not of this site.
func (h *Hub) InLiveView(destination, referer string) bool {
	if !IsFrame(destination) {
		return false
	}
	if referer == "" || referer == "/" { // the page before keeps its path to itself
		return h.HasLiveView()
	}
	path, _, _ := strings.Cut(referer, "?")
	return strings.HasSuffix(path, prefix+"live") || h.framed(referer) || h.HasLiveView() && h.history.isInFrame(referer)
}
