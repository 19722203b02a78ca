package site

import (
	"net/http"

	"vitrina/server/internal/http1"
	"vitrina/server/internal/override"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
)

// exchange is a request that is being answered: where the answer goes, what was asked, and
// what is recorded of both.
type exchange struct {
	w   *http1.Exchange
	r   *http.Request
	rec *record.Exchange // nil where nothing is recorded
	// page is what is known of the page that answers, whoever answers in the end.
	page *page
}

// page is the answer to the browser's own target.
type page struct {
	state    *reload.State      // nil until it was told to those who follow pages
	override *override.Override // of the browser's own target, as it was when that was asked for; nil for none
}

// recorder begins an exchange for each request but those for Vitrina's own pages.
type recorder struct{ site *Site }

// Begin begins an exchange, or none.
func (r recorder) Begin(request http1.Request) http1.Recording {
	if route.IsInternal(request.Target) {
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

// exchangeOf is the exchange that a handler is to answer.
func exchangeOf(w *http1.Exchange, r *http.Request) exchange {
	recorded, _ := w.Recording().(examined)
	return exchange{w, r, recorded.Exchange, &page{}}
}
