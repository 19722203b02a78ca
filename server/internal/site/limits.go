package site

import (
	"net/http"
	"strconv"
	"sync"

	"vitrina/server/internal/http1"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/oslimit"
)

// limitReports remembers which limits were reported. Who reaches one reaches it again with
// the next request, and the exchange of each says so itself.
type limitReports struct {
	mu       sync.Mutex
	reported map[string]bool
}

// first reports whether a limit was not reported before.
func (l *limitReports) first(name string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.reported[name] {
		return false
	}
	if l.reported == nil {
		l.reported = map[string]bool{}
	}
	l.reported[name] = true
	return true
}

// limitReached reports, once, a limit of the system or of our own. Interpreters that wait make room.
func (s *Site) limitReached(limit http1.Limit) {
	if s.cgi != nil && s.cgi.Prewarm != nil {
		s.cgi.Prewarm.GiveBack()
	}
	if !s.limits.first(limit.Name) {
		return
	}
	s.options.Events.Problem(func(locale l10n.Locale) string {
		return l10n.Text(locale, "limit."+limit.Name, map[string]string{"value": strconv.Itoa(limit.Value)})
	})
}

// outOfDescriptors is the problem of an error that means that nothing more can be opened; nil
// for other errors.
func (s *Site) outOfDescriptors(err error) *problem {
	limit, reached := oslimit.Of(err)
	if !reached {
		return nil
	}
	s.limitReached(limit)
	return newProblem(http.StatusServiceUnavailable, limit.Name, map[string]string{"value": strconv.Itoa(limit.Value)})
}
