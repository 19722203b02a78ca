// Package service is what both front doors, rpc and serve, stand before: the sites
// that run, the exchanges they recorded, and what happened in them.
package service

import (
	"encoding/base64"
	"errors"
	"slices"
	"strconv"
	"sync"

	"vitrina/server/internal/config"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/panel"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/rpc"
	"vitrina/server/internal/site"
)

// Service holds the running sites. It is safe for use by many goroutines.
type Service struct {
	store *record.Store
	bus   bus
	panel *panel.Panel // nil where it is off

	mu     sync.Mutex
	sites  []*site.Site // in the order they started
	lastID int
}

// New makes a service without sites. With a panel its address is bound at once, on
// loopback; panelPort 0 is any free port, and below 0 there is no panel.
func New(panelPort int) (*Service, error) {
	s := &Service{store: record.NewStore(record.DefaultLimits())}
	if panelPort < 0 {
		return s, nil
	}
	var err error
	s.panel, err = panel.Open(panelPort, rpc.WebSocket(s))
	if err != nil {
		return nil, err
	}
	return s, nil
}

// StartSite serves a folder.
func (s *Service) StartSite(params protocol.SiteStartParams, trusted bool) (protocol.Site, error) {
	c, err := config.Resolve(params)
	if err != nil {
		return protocol.Site{}, err
	}
	s.mu.Lock()
	s.lastID++
	id := "s" + strconv.Itoa(s.lastID)
	s.mu.Unlock()
	started, err := site.Start(c, site.Options{ID: id, Trusted: trusted, Store: s.store, Events: events{s}})
	if err != nil {
		return protocol.Site{}, err
	}
	s.mu.Lock()
	s.sites = append(s.sites, started)
	s.mu.Unlock()
	description := s.describe(started)
	s.tellSite(description, protocol.SiteStarted, "", nil)
	return description, nil
}

// StopSite stops a site and waits until it is gone.
func (s *Service) StopSite(id string) error {
	stopped := s.take(id)
	if stopped == nil {
		return fault.New(protocol.FailureSiteUnknown, "site", id)
	}
	description := s.describe(stopped)
	err := stopped.Close()
	s.tellSite(description, protocol.SiteEnded, "", nil)
	return err
}

// take removes a site from those that run.
func (s *Service) take(id string) *site.Site {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, each := range s.sites {
		if each.Describe().ID == id {
			s.sites = slices.Delete(s.sites, i, i+1)
			return each
		}
	}
	return nil
}

// Sites lists those that run.
func (s *Service) Sites() []protocol.Site {
	s.mu.Lock()
	running := slices.Clone(s.sites)
	s.mu.Unlock()
	descriptions := make([]protocol.Site, len(running))
	for i, each := range running {
		descriptions[i] = s.describe(each)
	}
	return descriptions
}

func (s *Service) describe(each *site.Site) protocol.Site {
	d := each.Describe()
	if s.panel != nil {
		d.PanelURL = s.panel.URL(d.ID)
	}
	return d
}

// CheckScripts says what would happen to the scripts of a folder.
func (s *Service) CheckScripts(params protocol.ScriptCheckParams, locale l10n.Locale) (protocol.ScriptCheckResult, error) {
	return CheckScripts(params, locale)
}

// CheckScripts says what would happen to the scripts of a folder, without a service.
func CheckScripts(params protocol.ScriptCheckParams, locale l10n.Locale) (protocol.ScriptCheckResult, error) {
	c, err := config.Resolve(protocol.SiteStartParams{Root: params.Root, CGI: params.CGI})
	if err != nil {
		return protocol.ScriptCheckResult{}, err
	}
	return site.CheckScripts(c, locale)
}

// Exchanges lists summaries of kept exchanges.
func (s *Service) Exchanges(siteID, before string, limit int) protocol.ExchangeListResult {
	return s.store.List(siteID, before, limit)
}

// Exchange is one exchange, whole but for its bodies.
func (s *Service) Exchange(id string) (protocol.Exchange, error) {
	exchange, ok := s.store.Get(id)
	if !ok {
		return exchange, fault.New(protocol.FailureExchangeUnknown, "exchange", id)
	}
	return exchange, nil
}

// Lengths of a part of a body, in bytes.
const (
	defaultPart = 64 << 10
	maxPart     = 1 << 20
)

// Body is a part of a kept body.
func (s *Service) Body(p protocol.ExchangeBodyParams) (protocol.ExchangeBodyResult, error) {
	if p.Of != protocol.BodyOfRequest && p.Of != protocol.BodyOfResponse {
		return protocol.ExchangeBodyResult{}, fault.New(protocol.FailureBadParams, "method", protocol.MethodExchangeBody, "cause", "of: "+string(p.Of))
	}
	if p.Length <= 0 {
		p.Length = defaultPart
	}
	data, sizes, ok := s.store.Body(p.ID, p.Of, p.Offset, min(p.Length, maxPart))
	if !ok {
		return protocol.ExchangeBodyResult{}, fault.New(protocol.FailureExchangeUnknown, "exchange", p.ID)
	}
	return protocol.ExchangeBodyResult{
		DataBase64: base64.StdEncoding.EncodeToString(data), Offset: min(max(p.Offset, 0), sizes.Kept), Body: sizes,
	}, nil
}

// Clear forgets the exchanges of a site, or all.
func (s *Service) Clear(siteID string) {
	s.store.Clear(siteID)
	s.bus.publish(rpc.Event{Method: protocol.MethodExchangeDidClear, Params: func(l10n.Locale) any {
		return protocol.ExchangeDidClearParams{SiteID: siteID}
	}})
}

// FollowExchanges tells of exchanges from now on.
func (s *Service) FollowExchanges() rpc.Follower { return s.store.Subscribe() }

// FollowEvents tells of everything else from now on.
func (s *Service) FollowEvents() (<-chan rpc.Event, func()) { return s.bus.subscribe() }

// Close stops every site and the panel.
func (s *Service) Close() error {
	var err error
	for _, running := range s.Sites() {
		err = errors.Join(err, s.StopSite(running.ID))
	}
	if s.panel != nil {
		err = errors.Join(err, s.panel.Close())
	}
	return err
}

var _ rpc.Service = (*Service)(nil)
