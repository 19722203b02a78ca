package site

import (
	"errors"
	"path/filepath"
	"strconv"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/watch"
)

// problem reports what cannot be watched as it should be.
func (r *reloading) problem(err error) {
	note := r.notWatched(err)
	r.site.options.Events.Problem(func(locale l10n.Locale) string { return l10n.Text(locale, note.Code, note.Args) })
}

// polls notes in the site's description why files are polled, for as long as they are.
func (r *reloading) polls(cause error) {
	if cause == nil {
		r.watching.Store(nil)
	} else {
		r.watching.Store(r.notWatched(cause))
	}
	r.site.options.Events.Changed(r.site.options.ID)
}

// notWatched says what keeps changes from being noticed at once.
func (r *reloading) notWatched(err error) *protocol.Note {
	var limit *watch.LimitError
	var eventless *watch.EventlessError
	var folder *watch.FolderError
	note := &protocol.Note{Severity: protocol.SeverityInformation}
	switch {
	case errors.As(err, &limit):
		note.Code, note.Args = "watch.limit", map[string]string{
			"limit": limit.Limit, "value": strconv.Itoa(limit.Value), "remedy": limit.Remedy,
		}
	case errors.As(err, &eventless):
		note.Code, note.Args = "watch.eventless", map[string]string{
			"path": filepath.Join(r.site.config.Named, filepath.FromSlash(eventless.Path)), "filesystem": eventless.Filesystem,
		}
	case errors.As(err, &folder):
		note.Code, note.Args = "watch.folder", map[string]string{"path": folder.Path, "cause": fault.Cause(folder.Err)}
	default:
		note.Code, note.Args = "watch.failed", map[string]string{"cause": fault.Cause(err)}
	}
	return note
}
