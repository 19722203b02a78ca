package site

import (
	"sync"

	"vitrina/server/internal/protocol"
)

// scriptReports remembers which scripts the editor was told about, so that success
// is told only where it clears something.
type scriptReports struct {
	mu   sync.Mutex
	told map[string]bool // by the script's path
}

// worthTelling tells whether a report says something new.
func (s *scriptReports) worthTelling(report protocol.ScriptDidReportParams) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told == nil {
		s.told = map[string]bool{}
	}
	failed := len(report.Diagnostics) > 0
	worth := failed || s.told[report.Script]
	s.told[report.Script] = failed
	return worth
}
