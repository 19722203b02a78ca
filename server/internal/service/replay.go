package service

import (
	"context"
	"encoding/base64"
	"slices"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/replay"
	"vitrina/server/internal/site"
)

// Replay sends a request to a site, and returns the id of its exchange once that has begun.
func (s *Service) Replay(ctx context.Context, p protocol.ExchangeReplayParams) (id string, err error) {
	var received record.Received
	siteID := p.SiteID
	if p.ID != "" {
		var kept bool
		if received, kept = s.store.Received(p.ID); !kept {
			return "", fault.New(protocol.FailureExchangeUnknown, "exchange", p.ID)
		}
		siteID = received.SiteID
	}
	if s.isArchive(siteID) {
		return "", fault.New(protocol.FailureNotServed)
	}
	to := s.site(siteID)
	if to == nil {
		return "", fault.New(protocol.FailureSiteUnknown, "site", siteID)
	}
	if p.RawBase64 != "" {
		raw, err := decode("rawBase64", p.RawBase64)
		if err != nil {
			return "", err
		}
		return to.Replay(ctx, p.ID, raw, false)
	}
	if p.Changes == nil && p.ID != "" {
		if !received.Whole {
			return "", fault.New(protocol.FailureRequestNotKept)
		}
		return to.Replay(ctx, p.ID, received.Bytes(), received.Ended)
	}
	request, err := s.changed(p, received)
	if err != nil {
		return "", err
	}
	return to.Replay(ctx, p.ID, request.Bytes(), true)
}

// changed is the request that is asked for, if it can be sent.
func (s *Service) changed(p protocol.ExchangeReplayParams, received record.Received) (replay.Request, error) {
	var changes protocol.RequestChanges
	if p.Changes != nil {
		changes = *p.Changes
	}
	var body *[]byte
	if changes.BodyBase64 != nil {
		given, err := decode("bodyBase64", *changes.BodyBase64)
		if err != nil {
			return replay.Request{}, err
		}
		body = &given
	}
	if body == nil && !received.Whole && p.ID != "" {
		return replay.Request{}, fault.New(protocol.FailureRequestNotKept)
	}
	request := replay.New(received.Head, received.Fields(), received.Body).Changed(changes, body)
	if problems := request.Problems(); len(problems) > 0 {
		first := *problems[0]
		first.More = problems[1:]
		return replay.Request{}, &first
	}
	return request, nil
}

// site is one that runs; nil where it does not.
func (s *Service) site(id string) *site.Site {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.sites, func(each *site.Site) bool { return each.ID() == id })
	if at < 0 {
		return nil
	}
	return s.sites[at]
}

func decode(field, data string) ([]byte, error) {
	decoded, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil, fault.New(protocol.FailureBadParams, "method", protocol.MethodExchangeReplay, "problem", "paramNotBase64", "field", field)
	}
	return decoded, nil
}
