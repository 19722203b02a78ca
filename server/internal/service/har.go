package service

import (
	"context"
	"io"
	"maps"

	"vitrina/server/internal/har"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// WriteHAR writes exchanges as an HTTP Archive, in the order they began. Its comments are in a language.
func (s *Service) WriteHAR(ctx context.Context, w io.Writer, p protocol.ExchangeHARParams, locale l10n.Locale) error {
	next := s.taken(ctx, p, locale)
	return har.Write(w, s.handIn(p.SiteID), func() (har.Entry, bool) {
		x, more := next()
		if !more {
			return har.Entry{}, false
		}
		return har.EntryOf(x), true
	})
}

// taken gives the exchanges that are to be taken along, one after the other, as far as they are kept:
// in the order they began or in which they were named.
func (s *Service) taken(ctx context.Context, p protocol.ExchangeHARParams, locale l10n.Locale) func() (har.Exchange, bool) {
	ids := p.IDs
	if ids == nil {
		for _, each := range s.store.List(p.SiteID, "", record.DefaultLimits().Exchanges).Exchanges {
			ids = append(ids, each.ID)
		}
	}
	s.mu.Lock()
	origins := maps.Clone(s.urls)
	s.mu.Unlock()
	redact := p.Redact == nil || *p.Redact
	return func() (har.Exchange, bool) {
		for len(ids) > 0 && ctx.Err() == nil {
			exchange, kept := s.store.Get(ids[0])
			ids = ids[1:]
			if !kept || p.SiteID != "" && exchange.SiteID != p.SiteID {
				continue
			}
			exchange.Verdict = s.Verdict(exchange.ID)
			x := har.Exchange{Exchange: l10n.Exchange(locale, exchange), Origin: origins[exchange.SiteID]}
			x.RequestBody, _, _ = s.store.Body(exchange.ID, protocol.BodyOfRequest, 0, maxPart)
			x.ResponseBody, _, _ = s.store.Body(exchange.ID, protocol.BodyOfResponse, 0, maxPart)
			if redact {
				x = x.Redacted()
			}
			return x, true
		}
		return har.Exchange{}, false
	}
}
