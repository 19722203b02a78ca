package reload

import "time"

// baseline is what a page was sent for one target.
type baseline struct {
	// state is what was sent, where that is known.
	state State
	// token names what was sent, where the page told it.
	token string
	// asked is when it was asked for.
	asked time.Time
	// at is when this was entered: a look that began earlier has nothing to say about it.
	at time.Time
	// byWorker is true where a service worker asked nobody.
	byWorker bool
	// guessed is true where it may be another page that was sent it.
	guessed bool
}

// following is something that a page uses, as it was sent.
type following struct {
	use
	// inFrame is true for a page in a frame that has the script line, and has opened no socket yet.
	inFrame bool
	// reported is true where the page said how it uses it.
	reported bool
	sent     baseline
	// staleID is that of the last message for which the page fetches it again.
	staleID uint64
}

// reported takes a page's own word for what it fetched. What it fetched again it has anew.
func (h *Hub) reported(c *client, message clientMessage) {
	now := time.Now()
	h.mu.Lock()
	told := h.told(c, message, now)
	h.adopt(c, now)
	for _, each := range message.Uses {
		if !isTarget(each.Target) {
			continue
		}
		from, to := each.between(told)
		h.claimed(c, each.Target, from, to)
		if each.Own || each.Target == c.page {
			continue
		}
		known, ok := h.history.nearest(each.Target, from, to, func(a answer) bool { return a.Destination != "document" })
		inFrame := ok && known.Follows // then it follows by itself, unless the frame forbids scripts (HTML, attribute sandbox)
		if inFrame && h.isOpen(each.Target) {
			continue
		}
		used := useAs(each, known)
		followed, had := c.uses[each.Target]
		if had && followed.reported && followed.kind != loadAgain && each.isShown() && known.Destination == "empty" {
			used = followed.use // that answer was to the page's own script, which fetches what it swaps
		}
		unswapped := false
		switch {
		case !had && len(c.uses) >= maxUses:
			continue
		case !had:
			followed = &following{use: used}
			c.uses[each.Target] = followed
		case !followed.reported: // the page knows better than its requests tell
			followed.use = used
		case followed.use != used: // no swap is for both, nor was one that the page was told to do
			unswapped = followed.kind != loadAgain
			followed.use = use{each.Target, loadAgain, each.Target}
		}
		followed.reported, followed.sent.guessed, followed.inFrame = true, false, inFrame
		if unswapped || !each.before(followed.staleID) {
			followed.sent = baseline{state: known.State, asked: from, at: now}
			if each.Kept { // what changes from now on counts
				followed.sent = baseline{asked: from, at: now}
			}
		}
	}
	h.mu.Unlock()
	h.lookAt(c)
}

// isOpen reports whether a page has a socket. h.mu is held.
func (h *Hub) isOpen(page string) bool {
	for c := range h.clients {
		if c.page == page {
			return true
		}
	}
	return false
}

// followsItself enters that a page has a socket: those that frame it need not follow it. h.mu is held.
func (h *Hub) followsItself(page string) {
	for c := range h.clients {
		if followed, uses := c.uses[page]; uses && followed.inFrame {
			delete(c.uses, page)
		}
	}
}

// claimTime is how long a page may take to tell of what it fetched before others are taken to have done.
const claimTime = time.Second

// unclaimed are the states of what somebody asked for, no page is taken to use, and one may yet say that it
// does. h.mu is held.
func (h *Hub) unclaimed() []State {
	now := time.Now()
	var states []State
	for _, stray := range h.history.straysBetween(now.Add(-claimTime), now) {
		used := false
		for c := range h.clients {
			_, uses := c.uses[stray.Target]
			used = used || uses
		}
		if !used {
			states = append(states, stray.State)
		}
	}
	return states
}

// claimed takes a page's word that a request was its own, and back what was guessed of other pages. h.mu
// is held.
func (h *Hub) claimed(by *client, target string, from, to time.Time) {
	h.history.claim(target, from, to)
	for c := range h.clients {
		if followed, uses := c.uses[target]; uses && followed.sent.guessed && c != by {
			delete(c.uses, target)
		}
	}
}

// isShown reports whether a sheet or an image may have been fetched to be shown, and not as data.
func (f fetchedUse) isShown() bool {
	switch f.As {
	case "link", "css", "img", "image", "input", "video", "other":
		return true
	}
	return false
}

// useAs is how a page uses what it fetched. It looks for itself where an image or a sheet is
// shown, and reports whether it could swap each of them.
func useAs(fetched fetchedUse, sent answer) use {
	kind := loadAgain
	switch {
	case fetched.isShown():
		if sent.Target == "" { // it was sent before this server ran
			sent.Target = fetched.Target
		}
		kind = kindOf(sent.Response)
	case IsFrame(fetched.As) && safe(sent.Method):
		kind = reloadFrames
	}
	if kind == loadAgain && fetched.Inside != "" {
		return use{fetched.Target, reloadFrames, fetched.Inside}
	}
	return use{fetched.Target, kind, fetched.Target}
}

// adopt adds to what a page uses that which it was seen to ask for since it was loaded: some
// pages cannot report, and none knows what its workers and style sheets fetch. Where nobody knows which
// page did, each may have: to load one too many is better than to keep an old one. entered is the moment
// from which looks compare it. h.mu is held.
func (h *Hub) adopt(c *client, entered time.Time) {
	if c.sent.state.Token() == "" && c.sent.token == "" { // it was loading
		if known, ok := h.history.latest(c.page, func(a answer) bool { return !a.at.Before(c.sent.asked) }); ok {
			c.sent.state = known.State
		}
	}
	var reported []use
	for _, each := range c.uses {
		reported = append(reported, each.use)
	}
	for _, each := range h.history.usesOf(c.page, reported) {
		if _, known := c.uses[each.target]; known || len(c.uses) >= maxUses {
			continue
		}
		sent := baseline{asked: c.sent.asked, at: entered}
		if known, ok := h.history.nearest(each.target, c.sent.asked, time.Now(), anyAnswer); ok {
			if known.at.Before(c.sent.asked) && (c.sent.state.Token() != "" || c.sent.byWorker) { // an earlier page asked for it; this one may do so yet
				continue
			}
			sent.state, sent.asked = known.State, known.at
		}
		c.uses[each.target] = &following{use: each, sent: sent}
	}
	for _, each := range h.history.straysBetween(c.sent.asked, time.Now().Add(-claimTime)) { // a worker of this page may have asked
		if _, known := c.uses[each.Target]; known || len(c.uses) >= maxUses {
			continue
		}
		used := use{each.Target, kindOf(each.Response), each.Target}
		c.uses[each.Target] = &following{use: used, sent: baseline{state: each.State, asked: each.at, at: entered, guessed: true}}
	}
}
