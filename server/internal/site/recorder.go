package site

import (
	"context"
	"net"
	"net/http"

	"vitrina/server/internal/listen"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/route"
)

// recorder begins a recording for each request but those for Vitrina's own pages.
type recorder struct{ site *Site }

// Begin begins a recording, or none.
func (r recorder) Begin(request listen.Request) listen.Exchange {
	if route.Resolve(request.Target, nil, route.Disk{}).Kind == route.Own {
		return nil
	}
	recording := r.site.options.Store.Begin(
		r.site.options.ID, request.Method, request.Target, request.Head, request.Begun, request.HeadRead)
	if request.Unread {
		recording.AddNote("turnedAway", protocol.SeverityError, nil)
	}
	return recording
}

// recording is the record of the request that a handler answers; nil where it is
// not recorded.
func recording(r *http.Request) *record.Recording {
	recording, _ := listen.Current(r.Context()).(*record.Recording)
	return recording
}

func baseContext(ctx context.Context) func(net.Listener) context.Context {
	return func(net.Listener) context.Context { return ctx }
}
