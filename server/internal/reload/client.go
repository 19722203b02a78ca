package reload

import (
	"cmp"
	"context"
	"encoding/json"
	"net"
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
	// maxMessage is the size, in bytes, of a message from a page: some targets and words.
	maxMessage = 64 << 10
	// maxShown is how many pages are remembered that a live view has shown.
	maxShown = 64
)

// client is a page that waits. What is below slot is guarded by the hub's mutex.
type client struct {
	// live is true for a live view.
	live bool
	// base is the path that a proxy puts before the site's own, in the view's browser.
	base string
	// remote is true where the page is on another machine.
	remote bool
	// host is the address of the page's machine, or of what forwards it.
	host   string
	locale l10n.Locale
	// faulty receives when the view is to report whether its page is whole.
	faulty chan struct{}
	told   bool // the view says that its page is not whole; of the writing goroutine
	slot   *slot

	page string
	// showing is the number that a live view gave to what its frame shows.
	showing uint64
	// shown are the pages that a live view showed, latest last.
	shown []string
	// ask is true where the page answers a request that must not be repeated by itself.
	ask  bool
	sent baseline
	uses map[string]*following
}

// serverMessage goes to a page.
type serverMessage struct {
	Type      string   `json:"type"`
	ID        string   `json:"id,omitempty"`
	Paths     []string `json:"paths,omitempty"`
	Resources []string `json:"resources,omitempty"`
	// Page and Text are of a fault: what is wrong with the page that a live view shows, in the
	// view's language. An empty text says that nothing is.
	Page string `json:"page,omitempty"`
	Text string `json:"text,omitempty"`
	// Method is of a message method: the one that the page in a live view answers.
	Method string `json:"method,omitempty"`
	// Questions are of a hello: what a page may have to ask its user.
	Questions map[string]question `json:"questions,omitempty"`
	// Ask is true where the page must not be loaded again by itself, should a swap not do.
	Ask bool `json:"ask,omitempty"`
	// Showing is of what a live view is to do: the number that it gave to what its frame showed when this was
	// decided. It does nothing to what the frame shows by then, which may answer a form.
	Showing uint64 `json:"showing,omitempty"`
}

// clientMessage comes from a page.
type clientMessage struct {
	Type string `json:"type"`
	// Clock is when the message was sent, in milliseconds since 1970 by the page's clock.
	Clock float64 `json:"clock"`
	// ID, Kind and MS are of done.
	ID   string  `json:"id"`
	Kind string  `json:"kind"`
	MS   float64 `json:"ms"`
	// Page is of page and observed, as is what is of a fetch.
	Page string `json:"page"`
	// Showing is of page: the view's number for what its frame shows. It gives each document a new one.
	Showing uint64 `json:"showing"`
	fetch
	// Method is of page: the method that it answers, where the view was told.
	Method string `json:"method"`
	// Loading is true where the page was not asked for yet.
	Loading bool `json:"loading"`
	// Cached is true where the browser had the page and asked nobody.
	Cached bool `json:"cached"`
	// Worker is true where a service worker answered when the page was loaded again.
	Worker bool `json:"worker"`
	// Nested is of unreadable: a page of another site frames the live view.
	Nested bool `json:"nested"`
	// Uses are what the page fetched.
	Uses         []fetchedUse `json:"uses"`
	ContentType  string       `json:"contentType"`
	CompatMode   string       `json:"compatMode"`
	CharacterSet string       `json:"characterSet"`
}

// fetch is when a browser asked for something: age milliseconds ago. The response began took
// milliseconds later.
type fetch struct {
	Age  float64 `json:"age"`
	Took float64 `json:"took"`
	// After is the id of the last message that the page had got before.
	After string `json:"after"`
}

// before reports whether something was fetched before its page got the message with an id, for which
// it fetches it again.
func (f fetch) before(id uint64) bool {
	after, _ := strconv.ParseUint(f.After, 10, 64) // 0 where there was none
	return after < id
}

// fetchedUse is something that a page fetched.
type fetchedUse struct {
	Target string `json:"target"`
	fetch
	// As is PerformanceResourceTiming.initiatorType.
	As string `json:"as"`
	// Inside is the target of the page that fetched it, where that is in a frame of the page.
	Inside string `json:"inside"`
	// Kept is true where the page was loaded again, and the browser asked nobody for this all the
	// same: to load the page once more brings nothing new.
	Kept bool `json:"kept"`
	// Own is true where live reload itself fetched it, to swap it.
	Own bool `json:"own"`
}

// longest is the age, in milliseconds, from which on all are the same: a year.
const longest = float64(365 * 24 * time.Hour / time.Millisecond)

// between are the moments of a fetch of which a page told at a moment. What is not a sensible
// number counts as just then.
func (f fetch) between(told time.Time) (from, to time.Time) {
	at := func(ms float64) time.Duration {
		if !(ms > 0) { // also where it is not a number
			return 0
		}
		return time.Duration(min(ms, longest) * float64(time.Millisecond))
	}
	from = told.Add(-at(f.Age))
	to = from.Add(at(f.Took))
	if to.After(told) {
		to = told
	}
	return from.Add(-fetchGrain), to.Add(fetchGrain)
}

// fetchGrain is how much a page's moments may differ from ours.
const fetchGrain = 5 * time.Millisecond

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
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	client := &client{
		host: host,
		page: page, live: query.Get("view") == "live", base: query.Get("base"), remote: h.options.Remote(r), slot: newSlot(),
		locale: l10n.Match(cmp.Or(query.Get("lang"), r.Header.Get("Accept-Language"))), faulty: make(chan struct{}, 1), uses: map[string]*following{},
		ask: !safe(query.Get("method")),
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

	if !h.add(client, query.Get("state"), query.Get("worker")) {
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
	if !send(ctx, socket, serverMessage{Type: "hello", Questions: questionsIn(client.locale)}) {
		return
	}
	h.loaded(client)
	h.lookAt(client)
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

// add enters a client, if there is room. The token says what it was sent; without one it is
// taken to have what was sent for its page last. For worker see the package's text.
func (h *Hub) add(c *client, token, worker string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.clients) >= maxClients {
		return false
	}
	now := time.Now()
	c.sent = baseline{token: token, at: now, asked: now}
	if known, ok := h.history.latest(c.page, func(a answer) bool { return token == "" || a.State.Token() == token }); ok {
		c.sent.state, c.sent.asked = known.State, known.at
	}
	if age, err := strconv.ParseFloat(worker, 64); err == nil {
		if began, _ := (fetch{Age: age}).between(now); c.sent.asked.Before(began) {
			c.sent = answeredByWorker(began, now)
		}
	}
	h.clients[c] = struct{}{}
	h.followsItself(c.page)
	return true
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
			effect := c.slot.take()
			if effect.kind == nothing {
				continue
			}
			message := serverMessage{
				Type: effect.message(), ID: effect.id, Paths: effect.paths, Resources: effect.resources, Ask: effect.ask && effect.kind != loadAgain, Showing: effect.showing,
			}
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

// read handles the messages of a page, and notices the end of its socket.
func (h *Hub) read(ctx context.Context, socket *websocket.Conn, c *client) {
	for {
		_, data, err := socket.Read(ctx)
		if err != nil {
			return
		}
		var message clientMessage
		if json.Unmarshal(data, &message) != nil {
			continue // a page of the user may send anything
		}
		switch {
		case message.Type == "uses":
			h.reported(c, message)
		case message.Type == "done":
			h.arrived(message.ID, message.Kind == loadAgain.message())
		case message.Type == "observed" && (c.live && isTarget(message.Page) || message.Page == c.page):
			h.observed(c, message)
		case !c.live || !isTarget(message.Page):
		case message.Type == "page":
			method := h.moved(c, message)
			if !safe(method) && !send(ctx, socket, serverMessage{Type: "method", Method: method, Showing: message.Showing}) {
				return
			}
		case message.Type == "unreadable":
			if !h.sendForbidden(ctx, socket, c, message) {
				return
			}
		}
	}
}

// moved records what a live view's frame shows, and returns the method that it answers. What the view was to do for
// what the frame showed before it passes over.
func (h *Hub) moved(c *client, message clientMessage) (method string) {
	h.mu.Lock()
	if message.Page != c.page {
		c.shown = append(c.shown, c.page)
		c.shown = c.shown[max(0, len(c.shown)-maxShown):]
	}
	c.page, c.showing, c.sent = message.Page, message.Showing, h.shown(c, message)
	clear(c.uses)
	method = message.Method // the view remembers it for a server that is started again
	if known, ok := h.history.nearest(c.page, c.sent.asked, c.sent.at, answer.framed); ok && !message.Loading && method == "" {
		method = known.Method
	}
	c.ask = !safe(method)
	h.mu.Unlock()
	c.wakeForFault()
	h.lookAt(c)
	return method
}

// told is when a page sent a message that has come now. h.mu is held.
func (h *Hub) told(c *client, message clientMessage, now time.Time) time.Time {
	return now.Add(-h.clocks.delay(c.host, message.Clock, now))
}

// answeredByWorker is what a page was sent for which a service worker asked nobody when it was loaded again, at a moment: to
// load it once more brings nothing new. What changes from then on counts.
func answeredByWorker(began, now time.Time) baseline {
	return baseline{asked: began, at: now, byWorker: true}
}

// shown is what the frame of a live view was sent. A page that the browser had by itself is as
// old as it may be: it is loaded again unless what was sent last is still what would be sent.
func (h *Hub) shown(c *client, message clientMessage) baseline {
	now := time.Now()
	from, to := message.between(h.told(c, message, now))
	sent := baseline{at: now, asked: from}
	if message.Loading {
		sent.asked = now
		return sent
	}
	known, ok := h.history.nearest(message.Page, from, to, answer.framed)
	if message.Worker && (!ok || known.at.Before(from)) {
		return answeredByWorker(from, now)
	}
	if message.Cached {
		sent.token = "unknown"
		if known, ok := h.history.latest(message.Page, answer.framed); ok {
			sent.state = known.State
		}
		return sent
	}
	if ok {
		sent.state = known.State
		if known.at.Before(from) { // the page's clock is not that exact, and what is a part of the answer came right behind it
			sent.asked = known.at
		}
	}
	return sent
}

func (h *Hub) observed(c *client, message clientMessage) {
	if h.options.OnObserved == nil || !isWord(message.ContentType) || !isWord(message.CompatMode) ||
		!isWord(message.CharacterSet) {
		return
	}
	h.mu.Lock()
	_, began := message.between(h.told(c, message, time.Now()))
	h.mu.Unlock()
	h.options.OnObserved(Observed{
		Page: message.Page, Began: began,
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

// safe reports whether a request may be repeated by itself (RFC 9110, section 9.2.1).
func safe(method string) bool { return method == "" || method == "GET" || method == "HEAD" }
