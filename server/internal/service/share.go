package service

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"vitrina/server/internal/har"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/share"
)

// Share writes a page that shows exchanges without Vitrina, in the order they began or were named.
func (s *Service) Share(ctx context.Context, w io.Writer, p protocol.ExchangeShareParams, locale l10n.Locale) error {
	next := s.taken(ctx, protocol.ExchangeHARParams(p), locale)
	about := share.About{Name: s.nameOf(p.SiteID), Redacted: p.Redact == nil || *p.Redact, Made: time.Now()}
	exchanges := []har.Exchange{}
	for {
		x, more := next()
		if !more {
			break
		}
		about.Rebuilt = about.Rebuilt || har.Rebuilt(x.Notes)
		exchanges = append(exchanges, x)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return share.Write(w, locale, about, exchanges)
}

// nameOf is what a site is of: the last name of its folder or archive, and without a site the
// program's own.
func (s *Service) nameOf(siteID string) string {
	for _, each := range s.Sites() {
		if siteID == each.ID {
			return filepath.Base(strings.TrimRight(each.Root, `\/`))
		}
	}
	return "Vitrina"
}
