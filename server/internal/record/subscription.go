package record

import (
	"slices"
	"strings"

	"vitrina/server/internal/protocol"
)

// Subscription follows a store from the moment it was made. It holds no queue, only
// how far its owner has read, so a slow reader costs nothing; what the store forgot
// in the meantime is counted.
type Subscription struct {
	c     chan struct{}
	store *Store
	// completed is true where each exchange is told once, when it is complete.
	completed bool
	position  uint64         // everything up to here was read, by number
	skipped   map[string]int // by site, how many were forgotten unread

	// Where every change is told:
	since uint64              // the newest exchange when this began
	read  map[uint64]struct{} // of the kept exchanges, those that were read
}

// Subscribe follows every change of every exchange from now on.
func (s *Store) Subscribe() *Subscription {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(&Subscription{position: s.revision, since: s.lastID, read: map[uint64]struct{}{}})
}

// SubscribeCompleted follows the exchanges that complete from now on. Each is either told
// once or counted as skipped, those too that are forgotten before they complete.
func (s *Store) SubscribeCompleted() *Subscription {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(&Subscription{position: s.completions, completed: true})
}

func (s *Store) add(subscription *Subscription) *Subscription {
	subscription.c, subscription.store, subscription.skipped = make(chan struct{}, 1), s, map[string]int{}
	s.subscriptions = append(s.subscriptions, subscription)
	return subscription
}

// Changed receives when something changed since the last call of Next.
func (s *Subscription) Changed() <-chan struct{} { return s.c }

// Close ends the subscription.
func (s *Subscription) Close() {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.store.subscriptions = slices.DeleteFunc(s.store.subscriptions, func(each *Subscription) bool { return each == s })
}

func (s *Subscription) wake() {
	select {
	case s.c <- struct{}{}:
	default: // it is awake already
	}
}

// number says when an exchange came to what it is, 0 where it is not to be told.
func (s *Subscription) number(x *Exchange) uint64 {
	if s.completed {
		return x.completion
	}
	return x.revision
}

// changed takes notice of a change.
func (s *Subscription) changed(x *Exchange) {
	if s.number(x) > s.position {
		s.wake()
	}
}

// forget counts an exchange that made room, unless it was read. Where every change is told,
// that is noted for each: one that began earlier may change later, and be read after those
// that follow it.
func (s *Subscription) forget(x *Exchange) {
	lost := x.completion == 0 || x.completion > s.position
	if !s.completed {
		_, read := s.read[x.id]
		delete(s.read, x.id)
		lost = !read && x.id > s.since
	}
	if lost {
		s.skipped[x.siteID]++
	}
}

// cleared forgets what was skipped of a site, or of all (siteID ""), since nothing is
// missing from an empty list. A log goes on, and says what it misses.
func (s *Subscription) cleared(siteID string) {
	switch {
	case s.completed:
	case siteID == "":
		clear(s.skipped)
	default:
		delete(s.skipped, siteID)
	}
}

// unread are the exchanges that changed since, in the order in which they did.
func (s *Subscription) unread() []*Exchange {
	order := &s.store.byChange
	if s.completed {
		order = &s.store.completed
	}
	found := []*Exchange{}
	for x := order.newest; x != nil && s.number(x) > s.position; x = order.of(x).older {
		found = append(found, x)
	}
	slices.Reverse(found)
	return found
}

// Next gives what changed since the last call, at most limit exchanges, one message
// for each site. If more is left, Changed receives again at once.
func (s *Subscription) Next(limit int) []protocol.ExchangeDidRecordParams {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	changed := s.unread()
	left := changed[min(limit, len(changed)):]
	changed = changed[:len(changed)-len(left)]
	if len(left) > 0 {
		s.wake()
	}
	bySite := map[string]*protocol.ExchangeDidRecordParams{}
	of := func(siteID string) *protocol.ExchangeDidRecordParams {
		if bySite[siteID] == nil {
			bySite[siteID] = &protocol.ExchangeDidRecordParams{SiteID: siteID, Exchanges: make([]protocol.ExchangeSummary, 0, len(changed))}
		}
		return bySite[siteID]
	}
	for _, r := range changed {
		s.position = s.number(r)
		if !s.completed {
			s.read[r.id] = struct{}{}
		}
		of(r.siteID).Exchanges = append(of(r.siteID).Exchanges, r.summary())
	}
	for siteID, n := range s.skipped {
		of(siteID).Skipped = n
	}
	clear(s.skipped)
	messages := make([]protocol.ExchangeDidRecordParams, 0, len(bySite))
	for _, message := range bySite {
		messages = append(messages, *message)
	}
	slices.SortFunc(messages, func(a, b protocol.ExchangeDidRecordParams) int { return strings.Compare(a.SiteID, b.SiteID) })
	return messages
}
