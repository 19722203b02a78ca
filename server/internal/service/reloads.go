package service

import (
	"slices"
	"sync"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// maxReloads is how many are kept for clients that come later.
const maxReloads = 200

// reload is what was done about changed files; its reason can be said in any language.
type reload struct {
	params protocol.ReloadDidSendParams
	reason func(l10n.Locale) string
}

// in is what a client is told in its language.
func (r reload) in(locale l10n.Locale) protocol.ReloadDidSendParams {
	params := r.params
	params.Reason = r.reason(locale)
	return params
}

// reloads are the latest, in the order in which they were told first.
type reloads struct {
	mu   sync.Mutex
	kept []reload
}

// keep adds one, or amends the one with the same id.
func (r *reloads) keep(notice reload) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, known := range r.kept {
		if known.params.SiteID == notice.params.SiteID && known.params.ID == notice.params.ID {
			r.kept[i] = notice
			return
		}
	}
	if notice.params.DoneMs > 0 {
		return // it was forgotten on request
	}
	r.kept = append(r.kept, notice)
	r.kept = r.kept[max(0, len(r.kept)-maxReloads):]
}

// list gives those of a site, or all.
func (r *reloads) list(siteID string, locale l10n.Locale) []protocol.ReloadDidSendParams {
	r.mu.Lock()
	defer r.mu.Unlock()
	listed := []protocol.ReloadDidSendParams{}
	for _, each := range r.kept {
		if siteID == "" || each.params.SiteID == siteID {
			listed = append(listed, each.in(locale))
		}
	}
	return listed
}

// forget drops those of a site, or all.
func (r *reloads) forget(siteID string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept = slices.DeleteFunc(r.kept, func(each reload) bool { return siteID == "" || each.params.SiteID == siteID })
}
