package record

// What can be pinned together. The rest of the store's memory stays for what comes.
const (
	// MaxPinned is how many exchanges.
	MaxPinned = 50
	// MaxPinnedBytes is how much they may keep, in bytes, when another is pinned.
	MaxPinnedBytes = 24 << 20
	// maxPinnedHeads is how much of that may be heads and what else is known of exchanges.
	maxPinnedHeads = 8 << 20
)

// Pinning is what came of Pin.
type Pinning int

// What can come of Pin.
const (
	PinDone Pinning = iota
	PinUnknown
	PinFull
)

// Pin keeps an exchange with its bodies, or lets it go again. What is kept is forgotten neither to make
// room nor by Clear.
func (s *Store) Pin(id string, pinned bool) Pinning {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.find(id)
	switch {
	case x == nil:
		return PinUnknown
	case x.pinned == pinned:
		return PinDone
	case pinned && !s.canPin(x):
		return PinFull
	}
	x.pinned = pinned
	s.changed(x)
	return PinDone
}

// MostNote is how many characters a note may have.
const MostNote = 4000

// Annotate keeps what a person wrote on an exchange; false where that is not kept.
func (s *Store) Annotate(id, note string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.find(id)
	if x == nil {
		return false
	}
	if x.note != note {
		x.note = note
		s.charge(x)
		s.changed(x)
	}
	return true
}

// canPin reports whether there is room for another pinned exchange.
func (s *Store) canPin(another *Exchange) bool {
	count, heads, all := 1, another.charged, another.charged+another.bodies()
	for _, x := range s.kept {
		if x.pinned {
			count++
			heads += x.charged
			all += x.charged + x.bodies()
		}
	}
	return count <= MaxPinned && heads <= maxPinnedHeads && all <= MaxPinnedBytes
}

// bodies is how much memory the bodies take, in bytes. What other exchanges share counts for each.
func (x *Exchange) bodies() int64 {
	n := cap(x.request.body)
	if known := x.response.known; known == nil || !x.store.sharing[&known[0]].part {
		n += max(cap(x.response.body), len(known))
	}
	if x.script != nil {
		n += cap(x.script.output.body)
	}
	return int64(n)
}
