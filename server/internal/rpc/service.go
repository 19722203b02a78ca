// Package rpc speaks JSON-RPC 2.0 with clients: the editor's extension over stdio,
// framed as the Language Server Protocol has it, and the panel page over a
// WebSocket. It knows the protocol and an interface of the service behind it.
package rpc

import (
	"context"
	"io"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Service is what clients are served with. Its errors are fault.Errors.
type Service interface {
	StartSite(params protocol.SiteStartParams, trusted bool) (protocol.Site, error)
	StopSite(id string) error
	// StopSites stops every site and lets none start any more.
	StopSites() error
	Sites() []protocol.Site
	// Exchanges lists summaries; see record.Store.List.
	Exchanges(siteID, before string, limit int) protocol.ExchangeListResult
	Exchange(id string) (protocol.Exchange, error)
	Body(params protocol.ExchangeBodyParams) (protocol.ExchangeBodyResult, error)
	// Reloads lists what was done about changed files, of a site or (siteID "") of all.
	Reloads(siteID string, locale l10n.Locale) []protocol.ReloadDidSendParams
	// Edits are the files that changed between two exchanges; see record.Store.Edits.
	Edits(before, after string) ([]protocol.Edit, error)
	// WriteHAR writes exchanges as an HTTP Archive, whose comments are in a language.
	WriteHAR(ctx context.Context, w io.Writer, params protocol.ExchangeHARParams, locale l10n.Locale) error
	// Pin keeps an exchange or lets it go again, and keeps the note that a person writes on it.
	Pin(params protocol.ExchangePinParams) error
	// Share writes a page that shows exchanges, in a language.
	Share(ctx context.Context, w io.Writer, params protocol.ExchangeShareParams, locale l10n.Locale) error
	// OpenHAR reads an HTTP Archive as a site of its own, which StopSite closes.
	OpenHAR(path string) (protocol.Site, error)
	// Search names the exchanges, of those that were asked for, that have a text.
	Search(ctx context.Context, params protocol.ExchangeSearchParams) ([]string, error)
	// Replay sends a request to a site, and returns the id of its exchange once that has begun.
	Replay(ctx context.Context, params protocol.ExchangeReplayParams) (id string, err error)
	// SetOverride answers a path of a site in another way from now on.
	SetOverride(params protocol.OverrideSetParams) (protocol.PathOverride, error)
	// RemoveOverride answers a path of a site, or all, as before again.
	RemoveOverride(params protocol.OverrideRemoveParams) error
	// Overrides lists those of a site, or (siteID "") of all.
	Overrides(siteID string) []protocol.PathOverride
	// Clear forgets exchanges and reloads, of a site or (siteID "") of all, but for pinned ones.
	Clear(siteID string)
	// Saved takes an editor's word that it saved a file.
	Saved(params protocol.ReloadDidSaveParams)
	// CheckScripts says what would happen to the scripts of a folder, in a language.
	CheckScripts(ctx context.Context, params protocol.ScriptCheckParams, locale l10n.Locale) (protocol.ScriptCheckResult, error)
	// Lesson is the lesson of a site, in a language, and what is wrong with its files.
	Lesson(siteID string, language, messages l10n.Locale) (protocol.LessonGetResult, error)
	// Choose takes a student's choice, MarkRead that a step was read.
	Choose(params protocol.LessonChooseParams) error
	MarkRead(params protocol.LessonReadParams) error
	// RestartLesson forgets what came true; ResumeLesson adds what a client kept of it.
	RestartLesson(siteID string) error
	ResumeLesson(params protocol.LessonResumeParams) error
	// CheckLesson says what is wrong with a lesson's file, in a language.
	CheckLesson(params protocol.LessonCheckParams, locale l10n.Locale) protocol.LessonCheckResult
	// CompleteLesson and HoverLesson help to write one.
	CompleteLesson(params protocol.LessonPositionParams, locale l10n.Locale) protocol.LessonCompleteResult
	HoverLesson(params protocol.LessonPositionParams, locale l10n.Locale) protocol.LessonHoverResult
	// FollowExchanges follows every change of every exchange from now on.
	FollowExchanges() Follower
	// FollowEvents follows everything else from now on, until cancel is called. A slow
	// client misses the oldest.
	FollowEvents() (events <-chan Event, cancel func())
}

// Follower gives what changed in the exchanges, when its owner asks.
type Follower interface {
	// Changed receives when Next has something to give.
	Changed() <-chan struct{}
	// Next gives at most limit exchanges that changed since the last call.
	Next(limit int) []protocol.ExchangeDidRecordParams
	Close()
}

// Event is a notification; its parameters may depend on the client's language.
type Event struct {
	Method string
	Params func(l10n.Locale) any
}
