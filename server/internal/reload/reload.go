// Package reload tells open pages that a file they depend on has changed. It has the hub,
// which knows the pages that wait; the record of the files that each page uses; and the live
// view, a page that frames any path of the site and loads it again.
//
// It neither watches files nor serves the site. The site reports what it served
// (Dependencies.Served) and which files changed (Hub.Notify).
//
// # The live view
//
// It is at /_vitrina/live, with these parameters: path, what to show; lang and theme, how;
// and key, which lets a page of another site, such as an editor's, frame it.
//
// # The socket
//
// A page connects to ws://SITE/_vitrina/reload with these parameters:
//
//   - page: its path and query, as the browser asked for it;
//   - age: how many milliseconds ago it was asked for, so that a change between the
//     response and the connection is not lost;
//   - instance and seq: what the latest messages of an earlier connection had, in place of age;
//   - view=live for the live view, with base: the path that a proxy puts before the site's.
//
// Messages are JSON objects with a type. The first is hello, with instance (which names
// this run of the server) and seq (the number of the latest change). Then come reload, style and
// image, each with seq, paths (the files that changed, relative to the root; not for other
// machines) and, for style and image, resources (what the page has to fetch again, as it
// asked for it). The live view sends page, with page and age, when its frame goes elsewhere,
// and observed, with what the browser made of the page.
package reload

import (
	"vitrina/server/internal/protocol"
)

// prefix is the path of the site below which this package answers.
const prefix = "/_vitrina/"

// Change is one file that changed.
type Change struct {
	// Path is relative to the site's root, with / between names.
	Path string
	// Entry is true where the file was created or removed, so that listings change too.
	Entry bool
}

// Sent is what was sent to pages that got the same for the same reason.
type Sent struct {
	Kind protocol.ReloadKind
	// Pages are the request targets of the pages.
	Pages []string
	// Paths are the changed files that were the reason, or all where no page got a message.
	Paths  []string
	Reason Reason
}

// Reason is why pages got a message, or none: a key of package l10n and its values.
type Reason struct {
	Key  string
	Args map[string]string
}

// Observed is what a browser made of a page that the live view frames.
type Observed struct {
	// Page is the request target.
	Page string
	// ContentType, CompatMode and CharacterSet are the document's properties of that name.
	ContentType, CompatMode, CharacterSet string
}
