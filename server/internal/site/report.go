package site

import "sync"

// scriptReports remembers which scripts something was reported of to the editor, so that
// success is reported only where it clears something.
type scriptReports struct {
	mu       sync.Mutex
	reported map[string]bool // by the script's path
}

// isNew reports whether a report on a script says something new.
func (s *scriptReports) isNew(script string, wrong bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reported == nil {
		s.reported = map[string]bool{}
	}
	isNew := wrong || s.reported[script]
	s.reported[script] = wrong
	return isNew
}
