package site

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"vitrina/server/internal/content"
	"vitrina/server/internal/csp"
	"vitrina/server/internal/inject"
	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/static"
	"vitrina/server/internal/verdict"
)

// follower puts the script line of live reload into the page that answers a browser's own
// navigation, and says why a page cannot be followed.
type follower struct {
	exchange
	header http.Header         // of the answer
	state  func() reload.State // of the page, where it answers the browser's own target
	// placeOf says where a policy of the fields was set, by its value.
	placeOf func(policy string) string
	// placeIn says where a policy is set that stands in the page itself.
	placeIn func(inject.Policy) string

	note     *protocol.Note   // on the page, once it is decided; nil where it is none
	inserted inject.Insertion // the line and its place; its text is nil as long as there is none
}

// follow is the follower of an answer with these fields; nil where nothing goes into it: live
// reload is off, no browser opens it as a page, or the live view shows it.
func (s *Site) follow(x exchange, header http.Header) *follower {
	if !s.followed(x) {
		return nil
	}
	return newFollower(x, header)
}

func newFollower(x exchange, header http.Header) *follower {
	return &follower{
		exchange: x, header: header,
		placeOf: func(string) string { return "vitrina.headers" },
		placeIn: func(p inject.Policy) string { return x.target() + ":" + strconv.Itoa(p.Line) },
	}
}

// followed reports whether the page that answers a request gets the line.
func (s *Site) followed(x exchange) bool {
	return s.config.Reload.Enabled && acceptsNavigation(x.r) && !x.page.override.ShowsNothing() && !s.reload.fromLiveView(x.r)
}

// ownScript is the address of the script that a page of Vitrina's own loads where it is followed;
// empty where it is not. Nobody follows what is below /_vitrina/, nor a request whose head is
// malformed.
func (s *Site) ownScript(x exchange) string {
	if x.rec == nil || x.malformed() != nil || !s.followed(x) {
		return ""
	}
	state := func() reload.State {
		now := s.withOverride(x, s.stateOfTarget(x.target()))
		s.reload.sends(x, now, true)
		return now
	}
	return inject.Script(x.target()) + "?" + x.lineQuery(state)
}

// lineQuery is the query of the script's address: the state of the page, and the method by which
// the browser asked for it. Where a script handed the request on, the page is the script's, whose
// state was told before.
func (x exchange) lineQuery(state func() reload.State) string {
	told := x.page.state
	if told == nil {
		now := state()
		told = &now
	}
	query := "state=" + told.Token()
	if method := x.rec.Method(); method != http.MethodGet && method != http.MethodHead {
		query += "&method=" + url.QueryEscape(method)
	}
	return query
}

// put finds the place of the line in a page of which start is known; whole is true where that is
// all.
func (f *follower) put(start []byte, whole bool) (inject.Insertion, inject.Finding) {
	f.note, f.inserted = nil, inject.Insertion{}
	f.exchange.page.override.SetFields(f.header, http.StatusOK)
	page, found := f.page(start, whole)
	if found != inject.Found {
		return inject.Insertion{}, found
	}
	line := inject.Line{Target: f.target(), Query: f.lineQuery(f.state)}
	insertion, found := line.Put(page, start, whole)
	switch {
	case found == inject.Unknown:
		return insertion, found
	case found == inject.Nowhere || f.changesGuess(start, insertion):
		return f.give("notFollowedPlace")
	}
	for _, policy := range f.policies(page, start) {
		before := policy.at <= insertion.At
		if d, ok := policy.Sandbox(); !ok && policy.at < 0 { // a meta element cannot (CSP 3, section 6.3.2)
			return f.give("notFollowedSandbox", "directive", d.String(), "place", policy.place)
		}
		if d, ok := policy.Script(f.r.Host, scriptPath); !ok && before {
			return f.give("notFollowedScript", "directive", d.String(), "place", policy.place)
		}
		if d, ok := policy.Socket(f.r.Host, socketPath); !ok {
			return f.give("notFollowedSocket", "directive", d.String(), "place", policy.place)
		}
		line.Staying = line.Staying || before && !policy.Inline()
	}
	f.note = &protocol.Note{Code: "reloadInjected", Severity: protocol.SeverityInformation}
	insertion, found = line.Put(page, start, whole)
	if found == inject.Found {
		f.inserted = insertion
	}
	return insertion, found
}

// insert is what goes into a file.
func (f *follower) insert(contentType string, start []byte, whole bool) static.Insertion {
	f.header.Set("Content-Type", contentType)
	insertion, found := f.put(start, whole)
	if found == inject.Unknown {
		f.give("notFollowedPlace") // unless more of the file shows one
		return static.Insertion{More: true}
	}
	if found == inject.Nowhere {
		return static.Insertion{}
	}
	return static.Insertion{At: insertion.At, Text: insertion.Text}
}

// What a followed page loads.
const (
	scriptPath = "/_vitrina/reload.js"
	socketPath = "/_vitrina/reload"
)

// page is what a browser makes of the answer, as far as it is a page that can have the line. A
// download, and bytes in a coding, are none.
func (f *follower) page(start []byte, whole bool) (inject.Page, inject.Finding) {
	if verdict.Attached(f.header.Get("Content-Disposition")) || f.header.Get("Content-Range") != "" {
		return inject.Page{}, inject.Nowhere
	}
	kind, charset := mediatype.Extract(f.header.Values("Content-Type"))
	if !content.Plain(f.header) {
		if inject.Can(kind) {
			f.give("notFollowedCoding", "coding", f.header.Get("Content-Encoding"))
		}
		return inject.Page{}, inject.Nowhere
	}
	if content.MayGuess(f.header) {
		guesses, known := content.GuessesHTML(start, whole)
		switch {
		case !known:
			return inject.Page{}, inject.Unknown
		case !guesses:
			return inject.Page{}, inject.Nowhere
		}
		return inject.Page{Type: "text/html"}, inject.Found
	}
	if !inject.Can(kind) {
		return inject.Page{}, inject.Nowhere
	}
	return inject.Page{Type: kind, Charset: charset}, inject.Found
}

// changesGuess reports whether a browser that guesses would not take the page with the line for
// HTML.
func (f *follower) changesGuess(start []byte, i inject.Insertion) bool {
	if !content.MayGuess(f.header) {
		return false
	}
	guesses, _ := content.GuessesHTML(slices.Concat(start[:i.At], i.Text, start[i.At:]), true)
	return !guesses
}

// policy is a policy that a page is under.
type policy struct {
	csp.Policy
	place string
	at    int // the offset in the page from which it holds; -1 for one of the fields
}

// policies are those of the answer's fields and of the page.
func (f *follower) policies(page inject.Page, start []byte) []policy {
	all := []policy{}
	for _, value := range f.header.Values("Content-Security-Policy") {
		place := "override"
		if !f.exchange.page.override.Gives("Content-Security-Policy", value) {
			place = f.placeOf(value)
		}
		for _, each := range csp.Parse(value) {
			all = append(all, policy{each, place, -1})
		}
	}
	for _, own := range inject.Policies(page, start) {
		for _, each := range csp.Parse(own.Value) {
			all = append(all, policy{each, f.placeIn(own), own.At})
		}
	}
	return all
}

// give says that the page cannot be followed in a tab, and where it can.
func (f *follower) give(code string, pairs ...string) (inject.Insertion, inject.Finding) {
	args := map[string]string{"live": "/_vitrina/live?path=" + url.QueryEscape(f.target())}
	for i := 0; i < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	f.note = &protocol.Note{Code: code, Severity: protocol.SeverityInformation, Args: args}
	return inject.Insertion{}, inject.Nowhere
}
