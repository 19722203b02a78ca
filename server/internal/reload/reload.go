// Package reload tells open pages that they are stale: that what they were sent differs from
// what would be sent now. It has the hub, which knows the pages that wait; the record of what
// was sent; and the live view, a page that frames any path of the site and loads it again.
//
// It neither watches files nor serves the site. The site reports what it sends (Hub.Served) and
// says what it would send now (Options.StateOf). A changed file (Hub.Changed), a page that
// connects and a slow poll are only occasions to look: nothing is lost between them.
//
// # The live view
//
// It is at /_vitrina/live, with these parameters: path, what to show; lang and theme, how;
// and key, which lets a page of another site, such as an editor's, frame it. Who frames it tells a theme that
// changed by a message to the window: an object with theme, light or dark.
//
// # The socket
//
// A page connects to ws://SITE/_vitrina/reload with these parameters:
//
//   - page: its path and query, as the browser asked for it;
//   - state: the token of what the page was sent, as it stands in its script line;
//   - method: the request's, where it was not GET;
//   - worker: where the page was loaded again and a service worker answered, how many milliseconds ago that began;
//   - view=live for the live view, with base: the path that a proxy puts before the site's.
//
// Messages are JSON objects with a type. The first is hello, with the questions that the page may
// have to ask its user. Then come, each with an id and
// paths (the files that changed, relative to the root; not for other machines):
//
//   - reload: the page loads again;
//   - style and image, with resources: what the page has to fetch again, as it asked for it;
//   - frame, with resources: pages in frames of the page, which load again;
//   - changed: the page would have to be loaded again, but answers a form, which that would send
//     again;
//   - method, for a live view, without an id: the one that its page answers, where that is not GET;
//   - forbidden, for a live view, without an id: which field forbids to frame its page;
//   - fault, for a live view, without an id: what is wrong with its page.
//
// Style, image and frame have ask where the page answers a form: where they cannot be followed
// whole, the page asks before it loads again.
//
// Pages answer with done: id, kind (the message that they followed in the end) and ms (how long
// that took). They send uses, with what they fetched: target, age (how many milliseconds ago),
// took (milliseconds until the response began), after (the id of the last message that had come
// before), as (PerformanceResourceTiming.initiatorType) and inside (the page in a frame that
// fetched it). Each message has clock: when it was sent, by the page's clock.
//
// Once a page is parsed, it sends observed: page, age, took, and what the browser made of it. So does
// the live view for the page in its frame.
//
// The live view sends page, with page, age, took, after, method, cached (the browser asked
// nobody) and worker (a service worker answered when the page was loaded again), when its frame has loaded; and unreadable, with page and nested (a page of another site
// frames the view), where the browser shows an error in its place.
package reload

import (
	"time"

	"vitrina/server/internal/protocol"
)

// prefix is the path of the site below which this package answers.
const prefix = "/_vitrina/"

// Sent is what was sent to pages that got the same for the same reason, or why none got
// anything.
type Sent struct {
	// ID is that of the messages, where there are some. What is told a second time, with Done, has
	// the same.
	ID string
	// Time is when the pages were compared.
	Time  time.Time
	Cause protocol.ReloadCause
	Kind  protocol.ReloadKind
	// Pages are the request targets of the pages.
	Pages []string
	// Paths are the changed files that were the reason.
	Paths  []string
	Reason Reason
	// SaveToMessage is how long after the save the messages were ready; 0 where there are none.
	SaveToMessage time.Duration
	// Done is how long after the save the last page had what is new; 0 until all have it.
	Done time.Duration
}

// Reason is why pages got a message, or none: a key of package l10n and its values.
type Reason struct {
	Key  string
	Args map[string]string
}

// Observed is what a browser made of a page, in a tab or in the live view.
type Observed struct {
	// Page is the request target.
	Page string
	// Began is when the browser had the first byte of it.
	Began time.Time
	// ContentType, CompatMode and CharacterSet are the document's properties of that name.
	ContentType, CompatMode, CharacterSet string
}
