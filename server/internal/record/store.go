// Package record keeps what crossed the connections: exchanges, each a request and
// its response, in a store of bounded size. Whoever wants to follow along
// subscribes and asks for what changed; the store never waits for anyone.
package record

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrina/server/internal/protocol"
)

// Limits bound the store's memory.
type Limits struct {
	Exchanges int   // how many exchanges are kept
	Body      int64 // bytes kept of one body
	Header    int64 // bytes kept of a script's output besides, for what it prints before its body
	Bodies    int64 // bytes kept of all bodies
	Heads     int64 // bytes kept of all heads and of what else is known of exchanges
}

// DefaultLimits keep 2,000 exchanges and 48 MiB of bodies, and of each body the
// first MiB. Fewer are kept where each has more than 8 KiB of heads: a head may have
// 64 KiB, and a script's environment holds much of it again.
func DefaultLimits() Limits {
	return Limits{Exchanges: 2000, Body: 1 << 20, Header: 64 << 10, Bodies: 48 << 20, Heads: 16 << 20}
}

// Store keeps the newest exchanges. It is safe for use by many goroutines.
type Store struct {
	limits Limits

	mu            sync.Mutex
	kept          []*Exchange // oldest first
	lastID        uint64
	revision      uint64         // grows with every change of any exchange
	completions   uint64         // how many exchanges have completed
	bodies        int64          // bytes kept of all bodies
	heads         int64          // bytes kept of all else, as far as they were charged
	forgotten     map[string]int // by site, how many made room since the site was last cleared
	subscriptions []*Subscription
	byChange      order                   // of the kept
	completed     order                   // of the kept that are complete
	sharing       map[*byte]*shared       // by the first byte
	versions      map[versionKey]*version // of files that answers were made from
	withText      []*version              // those whose text is kept, in the order in which they came
	texts         int64                   // bytes kept of them
}

// NewStore makes an empty store.
func NewStore(limits Limits) *Store {
	return &Store{
		limits: limits, forgotten: map[string]int{}, versions: map[versionKey]*version{},
		byChange: order{of: byChange}, completed: order{of: byCompletion}, sharing: map[*byte]*shared{},
	}
}

// Begin adds an exchange whose request head has been read.
func (s *Store) Begin(siteID, method, target, head string, begun, headRead time.Time) *Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastID++
	r := &Exchange{
		store: s, id: s.lastID, siteID: siteID, method: method, target: target,
		begun: begun, headRead: headRead, kind: protocol.KindError,
		otherOrigin: Origin{SetBy: protocol.SetByServer},
	}
	r.request.head = head
	s.kept = append(s.kept, r)
	s.charge(r)
	if len(s.kept) > s.limits.Exchanges {
		s.evictOldest()
	}
	s.changed(r)
	return r
}

// evictOldest drops the oldest exchange that is not pinned, and counts it for those who had not seen
// it. The newest stays: then it returns false.
func (s *Store) evictOldest() bool {
	at := slices.IndexFunc(s.kept, func(x *Exchange) bool { return !x.pinned })
	if at < 0 || at == len(s.kept)-1 {
		return false
	}
	oldest := s.kept[at]
	copy(s.kept[1:at+1], s.kept[:at]) // the few that are pinned move up, not the many behind
	s.kept[0] = nil
	s.kept = s.kept[1:]
	s.forget(oldest)
	s.forgotten[oldest.siteID]++
	return true
}

// forget gives back what an exchange keeps, which is kept no more.
func (s *Store) forget(x *Exchange) {
	s.forgetBodies(x)
	s.forgetSources(x)
	s.heads -= x.charged
	x.forgotten = true
	s.byChange.remove(x)
	s.completed.remove(x)
	for _, subscription := range s.subscriptions {
		subscription.forget(x)
	}
}

// charge counts what an exchange keeps beside its bodies. The oldest exchanges make room.
func (s *Store) charge(r *Exchange) {
	if r.forgotten {
		return
	}
	s.chargeMore(r, int(r.size()-r.charged))
}

// chargeMore counts what an exchange keeps more than before.
func (s *Store) chargeMore(r *Exchange, bytes int) {
	if r.forgotten {
		return
	}
	r.charged += int64(bytes)
	s.heads += int64(bytes)
	for s.heads > s.limits.Heads && s.evictOldest() { // until there is room
	}
}

func (s *Store) forgetBodies(r *Exchange) {
	s.forgetBody(&r.request)
	s.forgetBody(&r.response.message)
	if r.script != nil {
		s.forgetBody(&r.script.output.message)
	}
	r.bodiesForgotten = true
}

func (s *Store) forgetBody(m *message) {
	if m.known != nil {
		s.unshare(m)
	} else {
		s.bodies -= int64(cap(m.body))
	}
	m.body = nil
}

// keepBody appends to a kept body as far as the limits allow. The oldest
// exchanges' bodies make room.
func (s *Store) keepBody(r *Exchange, m *message, p []byte) {
	m.bytes += int64(len(p))
	room := s.limits.Body - int64(len(m.body))
	if room <= 0 || r.bodiesForgotten {
		return
	}
	p = p[:min(int64(len(p)), room)]
	if m.known != nil {
		length := len(m.body)
		if bytes.HasPrefix(m.known[length:], p) { // which is quick where it is the very same
			m.body = m.known[: length+len(p) : length+len(p)]
			return
		}
		m.body = slices.Clone(m.body) // it is not what it was said to be
		s.bodies += int64(cap(m.body))
		s.unshare(m)
	}
	before := cap(m.body)
	m.body = append(m.body, p...)
	s.bodies += int64(cap(m.body) - before)
	if m == &r.response.message && int64(len(m.body)) == s.limits.Body {
		r.offer()
	}
	s.boundBodies()
}

// keepOutput appends to a script's output likewise. Behind what is kept of it, as much is kept as its header
// may take.
func (s *Store) keepOutput(r *Exchange, o *printed, p []byte) {
	o.bytes += int64(len(p))
	all := o.all()
	room := s.limits.Body + s.limits.Header - int64(len(all))
	if room <= 0 || r.bodiesForgotten {
		return
	}
	before := cap(all)
	all = append(all, p[:min(int64(len(p)), room)]...)
	s.bodies += int64(cap(all) - before)
	o.body = all[:min(int64(len(all)), s.limits.Body)]
	o.beyond = len(all) - len(o.body)
	s.boundBodies()
}

// boundBodies forgets the oldest exchanges' bodies until there is room.
func (s *Store) boundBodies() {
	for _, oldest := range s.kept {
		if s.bodies <= s.limits.Bodies {
			break
		}
		if !oldest.pinned {
			s.forgetBodies(oldest)
		}
	}
}

// changed marks an exchange as changed and wakes the subscribers.
func (s *Store) changed(r *Exchange) {
	s.revision++
	r.revision = s.revision
	s.byChange.moveToEnd(r)
	for _, subscription := range s.subscriptions {
		subscription.changed(r)
	}
}

// List returns summaries of the newest exchanges, in the order they began, of one
// site or of all (siteID ""), older than the exchange before (or "" for the newest).
func (s *Store) List(siteID, before string, limit int) protocol.ExchangeListResult {
	s.mu.Lock()
	defer s.mu.Unlock()
	end := s.lastID + 1
	if id, err := strconv.ParseUint(before, 10, 64); err == nil {
		end = id
	}
	result := protocol.ExchangeListResult{Exchanges: []protocol.ExchangeSummary{}}
	for _, r := range slices.Backward(s.kept) {
		if r.id >= end || siteID != "" && r.siteID != siteID {
			continue
		}
		if len(result.Exchanges) == limit {
			result.More = true
			result.Older++
			continue
		}
		result.Exchanges = append(result.Exchanges, r.summary())
	}
	slices.Reverse(result.Exchanges)
	for of, n := range s.forgotten {
		if siteID == "" || of == siteID {
			result.Older += n
		}
	}
	return result
}

// Get returns a whole exchange without its bodies; false if it is not kept.
func (s *Store) Get(id string) (protocol.Exchange, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.find(id)
	if r == nil {
		return protocol.Exchange{}, false
	}
	return r.exchange(), true
}

// Body returns a copy of a part of a kept body; false if the exchange is not kept.
func (s *Store) Body(id string, of protocol.BodyOf, offset, length int64) ([]byte, protocol.Body, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.find(id)
	if r == nil {
		return nil, protocol.Body{}, false
	}
	m := &r.response.message
	switch of {
	case protocol.BodyOfRequest:
		m = &r.request
	case protocol.BodyOfOutput:
		if r.script == nil {
			return nil, protocol.Body{}, true
		}
		m = &r.script.output.message
	case protocol.BodyOfResponse:
	}
	offset = min(max(offset, 0), int64(len(m.body)))
	end := offset + min(max(length, 0), int64(len(m.body))-offset)
	return slices.Clone(m.body[offset:end]), m.sizes(), true
}

// Newest is a copy of the content, as far as it is kept, of the newest response for a target that
// has any, and its Content-Type. Content with a coding is none that can be read.
func (s *Store) Newest(siteID, target string) (content []byte, contentType string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range slices.Backward(s.kept) {
		if r.siteID != siteID || r.target != target || len(r.response.body) == 0 {
			continue
		}
		for _, header := range parseHead(r.response.head) {
			switch strings.ToLower(header.Name) {
			case "content-type":
				contentType = strings.ToLower(header.Value)
			case "content-encoding":
				return nil, ""
			}
		}
		return slices.Clone(r.response.body), contentType
	}
	return nil, ""
}

// Clear forgets the exchanges of one site, or all (siteID ""), but for those that are pinned.
func (s *Store) Clear(siteID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = slices.DeleteFunc(s.kept, func(r *Exchange) bool {
		gone := !r.pinned && (siteID == "" || r.siteID == siteID)
		if gone {
			s.forget(r)
		}
		return gone
	})
	if siteID == "" {
		clear(s.forgotten)
	} else {
		delete(s.forgotten, siteID)
	}
	for _, subscription := range s.subscriptions {
		subscription.cleared(siteID)
	}
}

// Remove forgets the exchanges of one site, also those that are pinned.
func (s *Store) Remove(siteID string) {
	s.mu.Lock()
	for _, x := range s.kept {
		x.pinned = x.pinned && x.siteID != siteID
	}
	s.mu.Unlock()
	s.Clear(siteID)
}

// Observe keeps what a browser made of a page whose response began at a moment: on the newest
// exchange for that target until then that was a navigation (Sec-Fetch-Dest, Fetch Metadata). It
// reports whether there was one.
func (s *Store) Observe(siteID, target string, began time.Time, observed protocol.Observed) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range slices.Backward(s.kept) {
		if r.siteID == siteID && r.target == target && r.response.status != 0 && !r.begun.After(began) && r.navigation() {
			r.observed = &observed
			s.changed(r)
			return true
		}
	}
	return false
}

func (s *Store) find(id string) *Exchange {
	number, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return nil
	}
	i, found := slices.BinarySearchFunc(s.kept, number, func(r *Exchange, id uint64) int {
		switch {
		case r.id < id:
			return -1
		case r.id > id:
			return 1
		}
		return 0
	})
	if !found {
		return nil
	}
	return s.kept[i]
}
