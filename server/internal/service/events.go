package service

import (
	"slices"
	"sync"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rpc"
	"vitrina/server/internal/site"
)

// maxQueued is how many events a slow client may leave unread; then the oldest is dropped.
const maxQueued = 256

// bus sends events to every follower, and waits for none.
type bus struct {
	mu        sync.Mutex
	followers map[chan rpc.Event]struct{}
}

func (b *bus) subscribe() (<-chan rpc.Event, func()) {
	c := make(chan rpc.Event, maxQueued)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.followers == nil {
		b.followers = map[chan rpc.Event]struct{}{}
	}
	b.followers[c] = struct{}{}
	return c, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.followers, c)
	}
}

func (b *bus) publish(event rpc.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for c := range b.followers {
		for sent := false; !sent; {
			select {
			case c <- event:
				sent = true
			default: // full: drop the oldest
				select {
				case <-c:
				default:
				}
			}
		}
	}
}

// events publishes what happens in a site.
type events struct{ service *Service }

// ReloadDidSend publishes what was done about changed files, and keeps it for those who come later.
func (e events) ReloadDidSend(p protocol.ReloadDidSendParams, reason func(l10n.Locale) string) {
	notice := reload{p, reason}
	e.service.reloads.keep(notice)
	e.service.nudgeLessons(p.SiteID)
	e.service.bus.publish(rpc.Event{Method: protocol.MethodReloadDidSend, Params: func(locale l10n.Locale) any { return notice.in(locale) }})
}

// ScriptDidReport publishes what is wrong with a script.
func (e events) ScriptDidReport(report func(l10n.Locale) protocol.ScriptDidReportParams) {
	e.service.bus.publish(rpc.Event{Method: protocol.MethodScriptDidReport, Params: func(locale l10n.Locale) any { return report(locale) }})
}

// Problem publishes that something does not work.
func (e events) Problem(message func(l10n.Locale) string) { e.log(protocol.LogWarning, message) }

// InternalError publishes that Vitrina itself failed.
func (e events) InternalError(message func(l10n.Locale) string) { e.log(protocol.LogError, message) }

func (e events) log(level protocol.LogLevel, message func(l10n.Locale) string) {
	e.service.bus.publish(rpc.Event{Method: protocol.MethodLogMessage, Params: func(locale l10n.Locale) any {
		return protocol.LogMessageParams{Level: level, Message: message(locale)}
	}})
}

// Changed publishes how a running site is described now. What has yet to start is described then.
func (e events) Changed(siteID string) {
	s := e.service
	s.mu.Lock()
	at := slices.IndexFunc(s.sites, func(each *site.Site) bool { return each.ID() == siteID })
	var changed *site.Site
	if at >= 0 {
		changed = s.sites[at]
	}
	s.mu.Unlock()
	if changed != nil {
		s.publishSite(s.describe(changed), protocol.SiteChanged, "", nil)
	}
}

// Ended closes a site that stopped by itself, and publishes why it did. It may be called
// before the site is in the list.
func (e events) Ended(siteID string, err error) {
	s := e.service
	s.mu.Lock()
	if _, starting := s.starting[siteID]; starting {
		s.starting[siteID] = err
	}
	s.mu.Unlock()
	ended := s.take(siteID)
	if ended == nil {
		return // it has not started or is being stopped
	}
	go func() { // the caller is one of those that closing waits for
		_ = s.close(ended, "site.endedByItself", map[string]string{"cause": fault.Cause(err)}) // the cause is said
	}()
}

func (s *Service) publishSite(description protocol.Site, change protocol.SiteChange, reason string, args map[string]string) {
	s.bus.publish(rpc.Event{Method: protocol.MethodSiteDidChange, Params: func(locale l10n.Locale) any {
		p := protocol.SiteDidChangeParams{Site: l10n.Site(locale, description), Change: change}
		if reason != "" {
			p.Reason = l10n.Text(locale, reason, args)
		}
		return p
	}})
}
