package site

import (
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// AddGists says of each summary, in short, what a browser makes of it. An exchange is judged once,
// and again only after it changed: a list may be asked for often.
func AddGists(store *record.Store, summaries []protocol.ExchangeSummary) {
	for i := range summaries {
		id := summaries[i].ID
		summaries[i].Gist = store.Gist(id, func() *protocol.Gist { return GistOf(Verdict(store, id)) })
	}
}

// GistOf is a verdict in short; nil where there is none.
func GistOf(verdict *protocol.Verdict) *protocol.Gist {
	if verdict == nil {
		return nil
	}
	return &protocol.Gist{
		Fate: verdict.Fate, As: verdict.As, Destination: verdict.Destination, Assumed: verdict.Assumed,
		AskedBy: strings.Clone(verdict.AskedBy), // a part of a head, all of which would stay
		Differs: verdict.Differs,
	}
}
