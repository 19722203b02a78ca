package record

import (
	"cmp"
	"slices"

	"vitrina/server/internal/protocol"
)

// Subscription follows a store from the moment it was made. It holds no queue, only
// how far its owner has read, so a slow reader costs nothing; what the store forgot
// in the meantime is counted.
type Subscription struct {
	c        chan struct{}
	store    *Store
	revision uint64              // everything up to here was read
	since    uint64              // the newest exchange when this began
	read     map[uint64]struct{} // of the kept exchanges, those that were read
	skipped  map[string]int      // by site, how many were forgotten unread
}

// Subscribe follows the store from now on.
func (s *Store) Subscribe() *Subscription {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := make(chan struct{}, 1)
	subscription := &Subscription{
		c: c, store: s, revision: s.revision, since: s.lastID, read: map[uint64]struct{}{}, skipped: map[string]int{},
	}
	s.subscriptions[subscription] = struct{}{}
	return subscription
}

// Changed receives when something changed since the last call of Next.
func (s *Subscription) Changed() <-chan struct{} { return s.c }

// Close ends the subscription.
func (s *Subscription) Close() {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	delete(s.store.subscriptions, s)
}

func (s *Subscription) wake() {
	select {
	case s.c <- struct{}{}:
	default: // it is awake already
	}
}

// forget counts an exchange that made room, unless it was read. That is noted for each:
// one that began earlier may change later, and be read after those that follow it.
func (s *Subscription) forget(r *Recording) {
	if _, read := s.read[r.id]; read {
		delete(s.read, r.id)
	} else if r.id > s.since {
		s.skipped[r.siteID]++
	}
}

// Next gives what changed since the last call, at most limit exchanges, one message
// for each site. If more is left, Changed
// receives again at once.
func (s *Subscription) Next(limit int) []protocol.ExchangeDidRecordParams {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	changed := []*Recording{}
	for _, r := range s.store.kept {
		if r.revision > s.revision {
			changed = append(changed, r)
		}
	}
	slices.SortFunc(changed, func(a, b *Recording) int { return cmp.Compare(a.revision, b.revision) })
	if len(changed) > limit {
		changed = changed[:limit]
		s.wake()
	}
	bySite := map[string]*protocol.ExchangeDidRecordParams{}
	of := func(siteID string) *protocol.ExchangeDidRecordParams {
		if bySite[siteID] == nil {
			bySite[siteID] = &protocol.ExchangeDidRecordParams{SiteID: siteID, Exchanges: []protocol.ExchangeSummary{}}
		}
		return bySite[siteID]
	}
	for _, r := range changed {
		s.revision = r.revision
		s.read[r.id] = struct{}{}
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
	slices.SortFunc(messages, func(a, b protocol.ExchangeDidRecordParams) int { return cmp.Compare(a.SiteID, b.SiteID) })
	return messages
}
