package har

import (
	"slices"
	"time"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// RebuiltNote is the code of the note on an exchange of whose heads an archive had no bytes.
const RebuiltNote = "headsRebuilt"

// Rebuilt reports whether notes say that heads were put together from their fields.
func Rebuilt(notes []protocol.Note) bool {
	return slices.ContainsFunc(notes, func(n protocol.Note) bool { return n.Code == RebuiltNote })
}

// ownOf is what an entry has of Vitrina's own. What follows from the rest is left out, and so are
// sentences, which each reader gets in the own language.
func ownOf(x protocol.Exchange) *protocol.Exchange {
	x.Verdict, x.Gist, x.Note = nil, nil, ""
	x.Notes = slices.Clone(x.Notes)
	for i := range x.Notes {
		x.Notes[i].Message = ""
	}
	return &x
}

// Ranges of what an archive may say.
const (
	longest = 30 * 24 * time.Hour
	mostAll = 1 << 50 // bytes
)

// sane is what an entry says of Vitrina's own, as far as Vitrina says such things: whoever wrote it
// may have been somebody else.
func sane(own protocol.Exchange) protocol.Exchange {
	own.Verdict, own.Gist = nil, nil
	own.Notes = slices.DeleteFunc(slices.Clone(own.Notes), func(note protocol.Note) bool {
		return !l10n.KnowsNote(note.Code) || !slices.Contains(severities, note.Severity)
	})
	if !slices.Contains(kinds, own.Kind) {
		own.Kind = protocol.KindUnknown
	}
	for _, headers := range [][]protocol.Header{own.Request.Headers, own.Response.Headers} {
		for i := range headers {
			if !slices.Contains(setters, headers[i].SetBy) {
				headers[i].SetBy = ""
			}
		}
	}
	t := &own.Timing
	for _, ms := range []*float64{
		&t.RequestHeadMs, &t.RequestEndMs, &t.ScriptStartedMs, &t.FirstOutputMs, &t.OutputEndMs, &t.ScriptExitMs, &t.ResponseHeadMs, &t.EndMs,
	} {
		*ms = within(*ms)
	}
	for _, m := range []*protocol.Message{&own.Request, &own.Response} {
		m.Body.Bytes = min(max(m.Body.Bytes, 0), mostAll)
		if m.Chunked != nil {
			for i := range m.Chunked.Chunks {
				each := &m.Chunked.Chunks[i]
				each.AtMs, each.Bytes = within(each.AtMs), min(max(each.Bytes, 0), mostAll)
			}
		}
	}
	for i := range own.Interim {
		own.Interim[i].AtMs = within(own.Interim[i].AtMs)
	}
	return own
}

// within is a time in milliseconds that can be shown.
func within(ms float64) float64 {
	return min(max(ms, 0), float64(longest/time.Millisecond))
}

var (
	severities = []protocol.Severity{protocol.SeverityError, protocol.SeverityWarning, protocol.SeverityInformation}
	kinds      = []protocol.Kind{protocol.KindFile, protocol.KindListing, protocol.KindScript, protocol.KindRedirect, protocol.KindError}
	setters    = []protocol.SetBy{
		protocol.SetByScript, protocol.SetByTypeTable, protocol.SetByFile, protocol.SetBySetting, protocol.SetByServer, protocol.SetByReload,
	}
)
