package site

import (
	"context"
	"net/http"

	"vitrina/server/internal/http1"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
)

// exchange is a request that is being answered: where the answer goes, what was asked, and
// what is recorded of both.
type exchange struct {
	w    http.ResponseWriter
	r    *http.Request
	rec  *record.Exchange // nil where nothing is recorded
	wire wire
	// page is what is known of the page that answers, whoever answers in the end.
	page *page
}

// page is the answer to the browser's own target.
type page struct {
	state *reload.State // nil until it was told to those who follow pages
}

// recorder begins an exchange for each request but those for Vitrina's own pages.
type recorder struct{ site *Site }

// Begin begins an exchange, or none.
func (r recorder) Begin(request listen.Request) listen.Exchange {
	if route.Resolve(request.Target, nil, route.Disk{}).Kind == route.Internal {
		return nil
	}
	begun := r.site.options.Store.Begin(
		r.site.options.ID, request.Method, request.Target, request.Head, request.Begun, request.HeadRead)
	r.site.replays.began(request.Remote, begun)
	if request.Unread {
		begun.AddNote("turnedAway", protocol.SeverityError, nil)
	}
	return examined{begun, r.site.options.Store}
}

// wire is an exchange as the connection has it; see http1.Exchange.
type wire interface {
	AddField(name, value string) error
	Rejected() *http1.Rejection
	SetReason(phrase string) error
	StopReading()
	ClientGone() bool
}

// tapped is the wire of a request that net/http serves.
type tapped struct {
	w        http.ResponseWriter
	ctx      context.Context
	rejected func() *http1.Rejection
}

func (t tapped) Rejected() *http1.Rejection { return t.rejected() }
func (t tapped) StopReading()               { listen.StopReading(t.ctx) }
func (t tapped) ClientGone() bool           { return listen.ClientGone(t.ctx) }
func (t tapped) AddField(name, value string) error {
	t.w.Header().Add(name, value)
	return nil
}

func (t tapped) SetReason(phrase string) error {
	listen.SetReason(t.ctx, phrase)
	return nil
}

// exchangeOf is the exchange that a handler is to answer.
func exchangeOf(w http.ResponseWriter, r *http.Request) exchange {
	recorded, _ := listen.Current(r.Context()).(examined)
	return exchange{w, r, recorded.Exchange, tapped{w, r.Context(), listen.RejectionFunc(r.Context())}, &page{}}
}

// exchangeOn is the exchange that a handler of http1 is to answer.
func exchangeOn(x *http1.Exchange, r *http.Request) exchange {
	recorded, _ := x.Recording().(examined)
	return exchange{x, r, recorded.Exchange, x, &page{}}
}
