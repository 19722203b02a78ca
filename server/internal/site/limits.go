package site

import (
	"net/http"
	"strconv"
	"sync"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/oslimit"
)

// limitReports remembers which limits were told of: whoever reaches one reaches it again
// with the next request, and each of those says so on its own exchange.
type limitReports struct {
	mu   sync.Mutex
	told map[string]bool
}

func (l *limitReports) first(name string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.told[name] {
		return false
	}
	if l.told == nil {
		l.told = map[string]bool{}
	}
	l.told[name] = true
	return true
}

// limitReached tells, once, of a limit of the system or of our own.
func (s *Site) limitReached(limit listen.Limit) {
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
