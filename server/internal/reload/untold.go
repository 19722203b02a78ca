package reload

import (
	"path"
	"slices"
	"strings"

	"vitrina/server/internal/protocol"
)

// untold says why changed files made no page do anything.
func (h *Hub) untold(o occasion, told []string) []Sent {
	links := map[string]string{} // to where they lead: it is of that that pages are made
	for changed := range o.paths {
		if to := h.options.LeadsTo(changed); to != "" {
			links[changed] = to
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	byReason := map[string]*Sent{}
	for changed, cause := range o.paths {
		if slices.ContainsFunc(told, func(name string) bool { return concerns(name, changed) }) {
			continue
		}
		if _, done := h.said[changed]; done {
			delete(h.said, changed)
			continue
		}
		if links[changed] != "" && h.wasSaid(links[changed]) {
			continue
		}
		key := h.whyNot(changed)
		if byReason[key] == nil {
			byReason[key] = &Sent{Cause: cause, Kind: protocol.ReloadNone, Pages: []string{}, Reason: Reason{Key: key}}
		}
		byReason[key].Paths = append(byReason[key].Paths, changed)
	}
	var all []Sent
	for _, key := range []string{"reload.noPage", "reload.unused", "reload.same"} {
		if sent := byReason[key]; sent != nil {
			sent.ID, sent.Time = h.nextID(), o.at
			slices.Sort(sent.Paths)
			all = append(all, *sent)
		}
	}
	return all
}

// wasSaid reports whether what a link leads to was told before the occasion that the link is. It
// counts once.
func (h *Hub) wasSaid(to string) bool {
	said := false
	for name := range h.said {
		if concerns(name, to) {
			delete(h.said, name)
			said = true
		}
	}
	return said
}

// concerns reports whether what was told speaks of a changed file: also where that is a link, or a
// folder, on the way to it, or one of the names in a folder.
func concerns(told, changed string) bool {
	return told == changed || strings.HasPrefix(told, changed+"/") || told == path.Dir(changed)+"/"
}

// whyNot is why a changed file made no page do anything.
func (h *Hub) whyNot(path string) string {
	if len(h.clients) == 0 {
		return "reload.noPage"
	}
	for c := range h.clients {
		if c.sent.state.isMadeOf(path) {
			return "reload.same"
		}
		for _, followed := range c.uses {
			if followed.sent.state.isMadeOf(path) {
				return "reload.same"
			}
		}
	}
	return "reload.unused"
}
