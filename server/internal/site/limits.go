package site

import (
	"net/http"
	"strconv"
	"sync"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/record"
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

// outOfDescriptors answers 503 where an error says that nothing more can be opened.
func (s *Site) outOfDescriptors(w http.ResponseWriter, r *http.Request, rec *record.Exchange, err error) bool {
	limit, reached := listen.LimitOf(err)
	if !reached {
		return false
	}
	s.limitReached(limit)
	w.Header().Set("Retry-After", "1") // seconds (RFC 9110, section 10.2.3)
	s.problem(w, r, rec, http.StatusServiceUnavailable, limit.Name, map[string]string{"value": strconv.Itoa(limit.Value)})
	return true
}
