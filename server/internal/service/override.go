package service

import (
	"slices"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rpc"
	"vitrina/server/internal/site"
)

// SetOverride answers a path of a site in another way from now on.
func (s *Service) SetOverride(p protocol.OverrideSetParams) (set protocol.PathOverride, err error) {
	err = s.override(p.SiteID, func(of *site.Site) (err error) {
		set, err = of.SetOverride(p.Path, p.Override)
		return err
	})
	return set, err
}

// RemoveOverride answers a path of a site, or all, as before again.
func (s *Service) RemoveOverride(p protocol.OverrideRemoveParams) error {
	return s.override(p.SiteID, func(of *site.Site) error { return of.RemoveOverride(p.Path) })
}

// override changes the overrides of a site and publishes what they are, in the order of the changes.
func (s *Service) override(siteID string, change func(*site.Site) error) error {
	if s.isArchive(siteID) {
		return fault.New(protocol.FailureNotServed)
	}
	of := s.site(siteID)
	if of == nil {
		return fault.New(protocol.FailureSiteUnknown, "site", siteID)
	}
	s.overriding.Lock()
	defer s.overriding.Unlock()
	if err := change(of); err != nil {
		return err
	}
	params := protocol.OverrideDidChangeParams{SiteID: siteID, Overrides: of.Overrides()}
	s.bus.publish(rpc.Event{Method: protocol.MethodOverrideDidChange, Params: func(l10n.Locale) any { return params }})
	return nil
}

// Overrides lists those of a site that runs, or of all.
func (s *Service) Overrides(siteID string) []protocol.PathOverride {
	s.mu.Lock()
	running := slices.Clone(s.sites)
	s.mu.Unlock()
	all := []protocol.PathOverride{}
	for _, each := range running {
		if siteID == "" || siteID == each.ID() {
			all = append(all, each.Overrides()...)
		}
	}
	return all
}
