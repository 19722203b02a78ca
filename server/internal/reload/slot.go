package reload

import "sync"

// slot holds the effect that a client has yet to be sent. Later effects are merged into it,
// so that a slow client holds up nobody and takes no memory.
type slot struct {
	mu     sync.Mutex
	effect effect
	// filled has a buffer of one, and something in it while the slot has.
	filled chan struct{}
}

func newSlot() *slot { return &slot{filled: make(chan struct{}, 1)} }

func (s *slot) put(e effect) {
	s.mu.Lock()
	s.effect = s.effect.add(e)
	s.mu.Unlock()
	select {
	case s.filled <- struct{}{}:
	default:
	}
}

func (s *slot) take() effect {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.effect
	s.effect = effect{}
	return taken
}
