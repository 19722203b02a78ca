package record

import (
	"slices"

	"vitrina/server/internal/protocol"
)

// NewestFields are the header fields of the newest answer to a navigation to a target; none where
// none is kept.
func (s *Store) NewestFields(siteID, target string) []protocol.Header {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range slices.Backward(s.kept) {
		if r.siteID == siteID && r.target == target && len(r.response.head) > 0 && r.navigation() {
			return parseHead(r.response.head)
		}
	}
	return nil
}
