package reload

import "sync"

// slot holds what a client has not been told yet. What comes while the client is slow is
// merged into it, so that nobody waits and nothing grows.
type slot struct {
	mu     sync.Mutex
	effect effect
	seq    uint64
	// filled has room for one: it says that there is something in the slot.
	filled chan struct{}
}

func newSlot() *slot { return &slot{filled: make(chan struct{}, 1)} }

func (s *slot) put(e effect, seq uint64) {
	s.mu.Lock()
	s.effect, s.seq = s.effect.add(e), max(s.seq, seq)
	s.mu.Unlock()
	select {
	case s.filled <- struct{}{}:
	default:
	}
}

func (s *slot) take() (effect, uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.effect
	s.effect = effect{}
	return taken, s.seq
}
