package l10n

import "vitrina/server/internal/protocol"

// Site fills in the message of a site's note.
func Site(locale Locale, site protocol.Site) protocol.Site {
	if site.Watching != nil {
		note := *site.Watching
		note.Message = Text(locale, note.Code, note.Args)
		site.Watching = &note
	}
	return site
}
