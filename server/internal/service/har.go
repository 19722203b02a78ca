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
	return har.Write(w, func() (har.Entry, bool) {
		for len(ids) > 0 && ctx.Err() == nil {
			exchange, kept := s.store.Get(ids[0])
			ids = ids[1:]
			if !kept || p.SiteID != "" && exchange.SiteID != p.SiteID {
				continue
			}
			request, _, _ := s.store.Body(exchange.ID, protocol.BodyOfRequest, 0, maxPart)
			response, _, _ := s.store.Body(exchange.ID, protocol.BodyOfResponse, 0, maxPart)
			return har.EntryOf(har.Exchange{
				Exchange: l10n.Exchange(locale, exchange), Origin: origins[exchange.SiteID],
				RequestBody: request, ResponseBody: response,
			}, redact), true
		}
		return har.Entry{}, false
	})
}
