package reload

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"vitrina/server/internal/l10n"
)

const (
	// pingInterval is how often a quiet socket is tried. Proxies end sockets that are quiet
	// for a minute.
	pingInterval = 30 * time.Second
	// messageTimeout is how long a browser may take to accept a message or answer a ping. No
	// other page waits meanwhile.
	messageTimeout = 20 * time.Second
	// maxMessage is the size, in bytes, of a message from a page: a target and some words.
	maxMessage = 8 << 10
	// maxShown is how many pages are remembered that a live view has shown.
	maxShown = 64
)

// client is a page that waits. Its page, shown and since are guarded by the hub's mutex.
type client struct {
	page string
	// live is true for a live view; shown are the pages that it showed, latest last.
	live  bool
	shown []string
	// base is the path that a proxy puts before the site's own, in the view's browser.
	base string
	// remote is true where the page is on another machine.
	remote bool
	locale l10n.Locale
	// faulty receives when the view is to say whether its page is whole.
	faulty chan struct{}
	told   bool // the view says that its page is not whole; of the writing goroutine
	// since is the latest change when the client entered, or went to another page. The history
	// has what it missed up to that one; Notify sends it the later ones.
	since uint64
	slot  *slot
}

// serverMessage goes to a page.
type serverMessage struct {
	Type      string   `json:"type"`
	Instance  string   `json:"instance,omitempty"`
	Seq       uint64   `json:"seq"`
	Paths     []string `json:"paths,omitempty"`
	Resources []string `json:"resources,omitempty"`
	// Page and Text are of a fault: what is wrong with the page that a live view shows, in the
	// view's language. An empty text says that nothing is.
	Page string `json:"page,omitempty"`
	Text string `json:"text,omitempty"`
}

// clientMessage comes from a live view.
type clientMessage struct {
	Type         string  `json:"type"`
	Page         string  `json:"page"`
	Age          float64 `json:"age"`
	ContentType  string  `json:"contentType"`
	CompatMode   string  `json:"compatMode"`
	CharacterSet string  `json:"characterSet"`
}

// serveSocket serves a page's socket, from the handshake to its end.
//
// Browsers let any page of any site open a socket to this server: the same-origin policy
// does not hold for sockets (RFC 6455, section 10.2). Pages of other sites would learn the
// names of the user's files, so the Origin has to be allowed. Programs send none.
func (h *Hub) serveSocket(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	page := query.Get("page")
	if !isTarget(page) {
		http.Error(w, "The parameter page must be a path of this site.", http.StatusBadRequest)
		return
	}
	if origins := r.Header.Values("Origin"); len(origins) > 1 || len(origins) == 1 && !h.options.OriginAllowed(r, origins[0]) {
		http.Error(w, "Pages of another site may not follow the files of this one.", http.StatusForbidden)
		return
	}
	client := &client{
		page: page, live: query.Get("view") == "live", base: query.Get("base"), remote: h.options.Remote(r), slot: newSlot(),
		locale: l10n.Match(query.Get("lang")), faulty: make(chan struct{}, 1),
	}
	if !h.enter() {
		http.Error(w, "The server is ending.", http.StatusServiceUnavailable)
		return
	}
	defer h.running.Done()
	socket, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true}) // the Origin, which was checked
	if err != nil {
		return // Accept has answered
	}
	defer socket.CloseNow()
	socket.SetReadLimit(maxMessage)

	seq, missed, entered := h.add(client, query.Get("instance"), query.Get("seq"), query.Get("age"))
	if !entered {
		socket.Close(websocket.StatusTryAgainLater, "too many pages wait")
		return
	}
	defer h.remove(client)

	ctx, cancel := context.WithCancel(h.ctx)
	defer cancel()
	h.running.Go(func() {
		defer cancel()
		h.read(ctx, socket, client)
	})
	if !send(ctx, socket, serverMessage{Type: "hello", Instance: h.instance, Seq: seq}) {
		return
	}
	h.catchUp(client, missed)
	h.write(ctx, socket, client)
}

func (h *Hub) enter() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.running.Add(1)
	return true
}

// missed is what changed before a client entered, or while it went to another page.
type missed struct {
	page    string
	changes []Change
	// all is true where the page missed more than the history still has.
	all bool
	seq uint64 // the latest change
}

// add enters a client, if there is room. It returns the latest change, and what the client
// missed up to that one.
func (h *Hub) add(c *client, instance, seq, age string) (latest uint64, before missed, entered bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.clients) >= maxClients {
		return 0, missed{}, false
	}
	h.clients[c] = struct{}{}
	c.since = h.history.seq
	before = missed{page: c.page, seq: c.since}
	switch {
	case instance != "" && instance != h.instance:
		before.all = true
	case instance != "":
		seen, err := strconv.ParseUint(seq, 10, 64)
		changes, complete := h.history.after(seen)
		before.changes, before.all = changes, !complete || err != nil
	case age != "":
		before = h.missedSince(c, parseAge(age))
	}
	return c.since, before, true
}

// parseAge reads milliseconds; what is not a sensible number counts as just now.
func parseAge(text string) float64 {
	age, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return age
}

// missedSince returns what changed since a client's page was asked for, age milliseconds
// ago. h.mu is held.
func (h *Hub) missedSince(c *client, age float64) missed {
	const longest = float64(365 * 24 * time.Hour / time.Millisecond)
	before := missed{page: c.page, seq: h.history.seq}
	if !(age > 0) { // also where it is not a number
		return before
	}
	moment := time.Now().Add(-time.Duration(min(age, longest) * float64(time.Millisecond)))
	changes, complete := h.history.since(moment)
	before.changes, before.all = changes, !complete
	return before
}

// catchUp puts into a client's slot the effect of what it missed. It may read the disk, so
// no lock is held.
func (h *Hub) catchUp(c *client, m missed) {
	result := effect{kind: loadAgain}
	if !m.all {
		known := false
		if result, known = h.options.Dependencies.effect(m.page, m.changes); !known && len(m.changes) > 0 {
			result = h.effectOnUnknown(m.page, m.changes)
		}
	}
	if result.kind != nothing {
		c.slot.put(result, m.seq)
	}
}

func (h *Hub) remove(c *client) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, c)
}

// write sends what comes into a client's slot, until the socket ends.
func (h *Hub) write(ctx context.Context, socket *websocket.Conn, c *client) {
	ping := time.NewTicker(pingInterval)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.slot.filled:
			effect, seq := c.slot.take()
			if effect.kind == nothing {
				continue
			}
			message := serverMessage{Type: effect.kind.message(), Seq: seq, Paths: effect.paths, Resources: effect.resources}
			if c.remote {
				message.Paths = nil
			}
			if !send(ctx, socket, message) {
				return
			}
		case <-c.faulty:
			if !h.sendFault(ctx, socket, c) {
				return
			}
		case <-ping.C:
			limited, cancel := context.WithTimeout(ctx, messageTimeout)
			err := socket.Ping(limited)
			cancel()
			if err != nil {
				return
			}
		}
	}
}

func send(ctx context.Context, socket *websocket.Conn, message serverMessage) bool {
	limited, cancel := context.WithTimeout(ctx, messageTimeout)
	defer cancel()
	return wsjson.Write(limited, socket, message) == nil
}

// read handles the messages of a live view. Other pages send none, but reading notices the
// end of a socket and the answers to pings.
func (h *Hub) read(ctx context.Context, socket *websocket.Conn, c *client) {
	for {
		_, data, err := socket.Read(ctx)
		if err != nil {
			return
		}
		var message clientMessage
		if json.Unmarshal(data, &message) != nil || !c.live || !isTarget(message.Page) {
			continue // a page of the user may send anything
		}
		switch message.Type {
		case "page":
			h.moved(c, message.Page, message.Age)
		case "observed":
			h.observed(message)
		}
	}
}

// moved records that a live view's frame shows another page.
func (h *Hub) moved(c *client, page string, age float64) {
	h.mu.Lock()
	if page != c.page {
		c.shown = append(c.shown, c.page)
		if len(c.shown) > maxShown {
			c.shown = c.shown[1:]
		}
		c.page = page
	}
	c.since = h.history.seq
	before := h.missedSince(c, age)
	h.mu.Unlock()
	c.wakeForFault()
	h.catchUp(c, before)
}

func (h *Hub) observed(message clientMessage) {
	if h.options.OnObserved == nil || !isWord(message.ContentType) || !isWord(message.CompatMode) ||
		!isWord(message.CharacterSet) {
		return
	}
	h.options.OnObserved(Observed{
		Page:         message.Page,
		ContentType:  message.ContentType,
		CompatMode:   message.CompatMode,
		CharacterSet: message.CharacterSet,
	})
}

// isTarget reports whether text can be the path and query of a request.
func isTarget(text string) bool {
	return strings.HasPrefix(text, "/") && len(text) <= maxTarget && !strings.ContainsFunc(text, unicode.IsControl)
}

// isWord reports whether text can be a document's property that names a type or encoding.
func isWord(text string) bool {
	return len(text) <= 256 && !strings.ContainsFunc(text, unicode.IsControl)
}
