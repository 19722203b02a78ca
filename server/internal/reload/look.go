package reload

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"vitrina/server/internal/protocol"
)

const (
	// settle is how long ago a file must have changed to count, where nobody said that it is
	// complete: it may be half written.
	settle = 300 * time.Millisecond
	// pollInterval is how often pages are compared without an occasion: not every file system
	// tells what happens in it.
	pollInterval = 2 * time.Second
	// together is how long after its occasion a look waits for further files that are being saved,
	// and savingInterval how often it asks whether they still are.
	together       = 100 * time.Millisecond
	savingInterval = time.Millisecond
	// loadInterval is how long after a message the rest is compared.
	loadInterval = 5 * time.Millisecond
	// stateTimeout is how long a look waits for a disk.
	stateTimeout = time.Second
	// statesAtOnce is how many targets are looked at together.
	statesAtOnce = 8
)

// occasion is why to look, or several that came together.
type occasion struct {
	// all is true where every page is looked at, else only clients are.
	all     bool
	clients map[*client]struct{}
	// paths are the changed files, with who noticed.
	paths map[string]protocol.ReloadCause
	at    time.Time
	// began is when its look took it: what came later is the next one's.
	began time.Time
}

// add enters a changed file.
func (o *occasion) add(path string, cause protocol.ReloadCause) {
	if o.paths == nil {
		o.paths = map[string]protocol.ReloadCause{}
	}
	o.paths[path] = cause
}

// join adds an earlier occasion, without the files of which something was told.
func (o *occasion) join(earlier occasion, told []string) {
	o.all = o.all || earlier.all
	o.at = earlier.at
	for path, cause := range earlier.paths {
		if !slices.ContainsFunc(told, func(name string) bool { return concerns(name, path) }) {
			o.add(path, cause)
		}
	}
	if o.clients == nil {
		o.clients = map[*client]struct{}{}
	}
	maps.Copy(o.clients, earlier.clients)
}

// cause is who noticed, in a look or meanwhile. h.mu is held.
func (h *Hub) cause(o occasion, paths []string) protocol.ReloadCause {
	for _, path := range paths {
		for _, of := range []occasion{o, h.next} {
			if cause, noticed := of.paths[path]; noticed {
				return cause
			}
		}
	}
	return protocol.ReloadCauseLook
}

// lookAt has one page compared.
func (h *Hub) lookAt(c *client) {
	h.expect(func(o *occasion) {
		if o.clients == nil {
			o.clients = map[*client]struct{}{}
		}
		o.clients[c] = struct{}{}
	})
}

// expect adds to the occasion of the next look. Occasions that come while one runs make one
// more.
func (h *Hub) expect(add func(*occasion)) {
	h.mu.Lock()
	if h.next.at.IsZero() {
		h.next.at = time.Now()
	}
	add(&h.next)
	h.mu.Unlock()
	select {
	case h.wake <- struct{}{}:
	default: // it is awake already
	}
}

// looks compares what pages were sent with what would be sent now, at each occasion.
func (h *Hub) looks() {
	poll := time.NewTicker(pollInterval)
	defer poll.Stop()
	again := time.NewTimer(settle)
	defer again.Stop()
	for {
		select {
		case <-h.ctx.Done():
			return
		case <-h.wake:
		case <-again.C:
			h.expect(func(o *occasion) { o.all = true })
		case <-poll.C:
			h.expect(func(o *occasion) { o.all = true })
		}
		h.mu.Lock()
		due := h.next
		h.next = occasion{}
		due.began = time.Now()
		h.mu.Unlock()
		if wait := h.look(due); wait > 0 {
			again.Reset(wait)
		}
	}
}

// look compares. What names a changed file goes first. It returns after how long to look again: 0
// unless there is something that may not be complete yet.
func (h *Hub) look(o occasion) (wait time.Duration) {
	var told []string
	for _, targets := range h.followed(o) {
		if len(targets) == 0 {
			continue
		}
		states := h.statesOf(targets)
		if h.postpone(o, told) { // after the work, in which more files may have been saved
			return 0
		}
		messages, names, waits := h.compare(o, states)
		if waits {
			wait = settle
		}
		told = append(told, names...)
		for _, sent := range messages {
			h.options.OnSent(sent)
		}
		if len(messages) > 0 {
			h.letLoad()
		}
	}
	for _, sent := range h.untold(o, told) {
		h.options.OnSent(sent)
	}
	return wait
}

// letLoad leaves the processor to the pages that were told, until there is another occasion: to compare the
// rest takes longer than their message.
func (h *Hub) letLoad() {
	select {
	case <-h.ctx.Done():
	case <-time.After(loadInterval):
	case <-h.wake:
		h.expect(func(*occasion) {}) // it stays
	}
}

// postpone waits while more files are being saved. Where they make an occasion of their own, it
// leaves this one to the next look, but for what was told, and returns true.
func (h *Hub) postpone(o occasion, told []string) bool {
	for len(o.paths) > 0 && time.Since(o.at) < together && h.options.Saving() {
		select {
		case <-h.ctx.Done():
			return true
		case <-time.After(savingInterval):
		case <-h.wake:
			h.expect(func(next *occasion) { next.join(o, told) })
			return true
		}
	}
	return false
}

// followed are the targets of pages and of what they use, each with the files that scripts were
// seen to read for it; those first that name a changed file.
func (h *Hub) followed(o occasion) [2]map[string]reading {
	h.mu.Lock()
	defer h.mu.Unlock()
	all, first := map[string]reading{}, map[string]struct{}{}
	add := func(target string, sent baseline) {
		reads, known := all[target]
		if !known {
			reads = reading{}
			all[target] = reads
		}
		for _, part := range sent.state.reads.parts() {
			reads[part.Path] = struct{}{}
		}
		if known {
			return
		}
		for path := range o.paths {
			if sent.state.names(path) {
				first[target] = struct{}{}
			}
		}
	}
	for c := range h.clients {
		if _, asked := o.clients[c]; !asked && !o.all {
			continue
		}
		h.adopt(c, o.began)
		add(c.page, c.sent)
		for target, followed := range c.uses {
			add(target, followed.sent)
		}
	}
	found := [2]map[string]reading{{}, {}}
	for target, reads := range all {
		at := 1
		if _, is := first[target]; is {
			at = 0
		}
		found[at][target] = reads
	}
	return found
}

// reading are files that a script was seen to read.
type reading map[string]struct{}

// statesOf are the present states of targets, but of those for which the disk does not answer.
// Such a target is left alone until it does, and then looked at again.
func (h *Hub) statesOf(targets map[string]reading) map[string]State {
	type result struct {
		target string
		state  State
	}
	results := make(chan result, len(targets))
	asked := 0
	h.mu.Lock()
	for target, reads := range targets {
		if _, busy := h.busy[target]; busy {
			continue
		}
		h.busy[target] = struct{}{}
		asked++
		h.running.Go(func() {
			h.disk <- struct{}{}
			state := h.options.StateOf(target)
			if len(reads) > 0 {
				state = state.reading(h.options.PartsOf(slices.Sorted(maps.Keys(reads))))
			}
			<-h.disk
			h.mu.Lock()
			delete(h.busy, target)
			h.mu.Unlock()
			results <- result{target, state}
		})
	}
	h.mu.Unlock()
	late := time.NewTimer(stateTimeout)
	defer late.Stop()
	states := make(map[string]State, asked)
	for len(states) < asked {
		select {
		case r := <-results:
			states[r.target] = r.state
		case <-late.C:
			return states // the poll looks at the rest
		}
	}
	return states
}

// compare hands pages what they have to do. It returns what was sent, and of which files that
// speaks.
func (h *Hub) compare(o occasion, states map[string]State) (messages []Sent, names []string, again bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	j := judging{hub: h, began: o.began, now: time.Now(), stale: map[*client][]*following{}}
	effects := map[*client]effect{}
	for c := range h.clients {
		if effect := j.judge(c, states); effect.kind != nothing {
			effects[c] = effect
		}
	}
	groups := group(effects)
	for i, each := range groups {
		id := h.nextID()
		each.ID, each.Time, each.Cause = id, o.began, h.cause(o, each.Paths)
		saved := j.savedAt(each.Paths, o.at)
		each.SaveToMessage = max(0, time.Since(saved))
		groups[i] = each
		for _, c := range each.clients {
			effect := effects[c]
			effect.id, effect.showing = id, c.showing
			for _, followed := range j.stale[c] {
				followed.staleID = h.lastID
			}
			c.slot.put(effect)
		}
		h.expectDone(each, saved)
		messages = append(messages, each.Sent)
	}
	names = append(j.counted, j.ignored...)
	for _, name := range names {
		if _, expected := o.paths[name]; !expected { // its own occasion is still to come
			h.remember(name)
		}
	}
	for _, ignored := range j.ignored {
		messages = append(messages, Sent{
			ID: h.nextID(), Time: o.began, Cause: h.cause(o, []string{ignored}), Kind: protocol.ReloadNone, Pages: []string{}, Paths: []string{ignored},
			Reason: Reason{Key: "reload.output", Args: map[string]string{"path": ignored}},
		})
	}
	for path, cause := range o.paths {
		if slices.Contains(j.answered, path) && !slices.Contains(names, path) {
			names = append(names, path)
			messages = append(messages, Sent{
				ID: h.nextID(), Time: o.began, Cause: cause, Kind: protocol.ReloadNone, Pages: []string{}, Paths: []string{path},
				Reason: Reason{Key: "reload.answer", Args: map[string]string{"path": path}},
			})
		}
	}
	if j.linked {
		names = slices.AppendSeq(names, maps.Keys(o.paths))
	}
	again = len(j.waiting) > 0
	unclaimed := h.unclaimed()
	for path, cause := range o.paths { // what is told of those that wait is told when they are complete
		if slices.Contains(names, path) {
			continue
		}
		mayBeUsed := slices.ContainsFunc(unclaimed, func(state State) bool { return state.names(path) })
		if mayBeUsed || j.linkWaits || slices.Contains(j.waiting, path) {
			names = append(names, path)
			h.next.add(path, cause)
			h.next.all = true // else a look at another page would find nothing to tell
			again = again || mayBeUsed
		}
	}
	return messages, names, again
}

// nextID names what is told. h.mu is held.
func (h *Hub) nextID() string {
	h.lastID++
	return strconv.FormatUint(h.lastID, 10)
}

// grouped are clients that get the same.
type grouped struct {
	Sent
	clients []*client
}

func group(effects map[*client]effect) []grouped {
	var all []grouped
	for c, e := range effects {
		kind, reason := e.kind.protocol(), e.reason
		if e.message() == "changed" {
			kind, reason = protocol.ReloadNone, Reason{Key: "reload.changed", Args: reason.Args}
		}
		at := slices.IndexFunc(all, func(g grouped) bool {
			return g.Kind == kind && g.Reason.Key == reason.Key && slices.Equal(g.Paths, e.paths)
		})
		if at < 0 {
			all = append(all, grouped{Sent: Sent{Kind: kind, Paths: e.paths, Reason: reason}})
			at = len(all) - 1
		}
		all[at].clients = append(all[at].clients, c)
		if !slices.Contains(all[at].Pages, c.page) {
			all[at].Pages = append(all[at].Pages, c.page)
		}
	}
	for _, each := range all {
		slices.Sort(each.Pages)
	}
	slices.SortFunc(all, func(a, b grouped) int { return slices.Compare(a.Pages, b.Pages) })
	return all
}
