package site

import "sync"

// scriptReports remembers which scripts the editor was told about, so that success
// is told only where it clears something.
type scriptReports struct {
	mu   sync.Mutex
	told map[string]bool // by the script's path
}

// worthTelling tells whether a report on a script says something new.
func (s *scriptReports) worthTelling(script string, wrong bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told == nil {
		s.told = map[string]bool{}
	}
	worth := wrong || s.told[script]
	s.told[script] = wrong
	return worth
}
