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
}

// following is something that a page uses, as it was sent.
type following struct {
	use
	sent baseline
}

// reported takes a page's own word for what it fetched. What it fetched again it has anew.
func (h *Hub) reported(c *client, uses []fetchedUse) {
	now := time.Now()
	h.mu.Lock()
	h.adopt(c)
	for _, each := range uses {
		if !isTarget(each.Target) || each.Target == c.page {
			continue
		}
		from, to := each.between(now)
		known, ok := h.history.nearest(each.Target, from, to, func(a answer) bool { return a.Destination != "document" })
		if ok && known.Follows { // a page in a frame that follows by itself
			continue
		}
		followed, had := c.uses[each.Target]
		if !had {
			if len(c.uses) >= maxUses {
				break
			}
			followed = &following{use: use{each.Target, kindAs(each, known), each.Target}}
			c.uses[each.Target] = followed
		}
		followed.sent = baseline{state: known.State, asked: from, at: now}
	}
	h.mu.Unlock()
	h.lookAt(c)
}

// kindAs is how a page uses what it fetched. What a style sheet fetches cannot be swapped.
func kindAs(fetched fetchedUse, sent answer) effectKind {
	switch fetched.As {
	case "img", "link":
		if sent.Target == "" { // it was sent before this server ran
			return kindOf(Response{Target: fetched.Target})
		}
		return kindOf(sent.Response)
	}
	return loadAgain
}

// adopt adds to what a page uses that which it was seen to ask for since it was loaded: some
// pages cannot report, and none knows what its workers and style sheets fetch. h.mu is held.
func (h *Hub) adopt(c *client) {
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
		now := time.Now()
		sent := baseline{asked: c.sent.asked, at: now}
		if known, ok := h.history.nearest(each.target, c.sent.asked, now, anyAnswer); ok {
			sent.state, sent.asked = known.State, known.at
		}
		c.uses[each.target] = &following{use: each, sent: sent}
	}
}
