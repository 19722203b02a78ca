package record

import "vitrina/server/internal/protocol"

// gist is what was made of an exchange when it had a revision.
type gist struct {
	made     *protocol.Gist
	revision uint64
}

// Gist is what judge makes of a kept exchange. It is asked once for each state of it, without the
// store's lock; nil where the exchange is not kept.
func (s *Store) Gist(id string, judge func() *protocol.Gist) *protocol.Gist {
	s.mu.Lock()
	x := s.find(id)
	if x == nil {
		s.mu.Unlock()
		return nil
	}
	known, revision := x.gist, x.revision
	s.mu.Unlock()
	if known.revision == revision {
		return known.made
	}
	made := judge()
	s.mu.Lock()
	defer s.mu.Unlock()
	x.gist = gist{made, revision}
	return made
}
