// Package inject puts Vitrina's script line into pages: HTML, XHTML and SVG, whole or in pieces.
// It knows these languages, and nothing of who asks for a page nor of what the script does.
package inject

import (
	"html"
	"strings"
)

// Line is the script line for one page.
type Line struct {
	// Target is the request target that the browser shows. The line's address leads from there
	// to the site's root: a relative one works behind a proxy, too, that serves the site below a
	// path of its own.
	Target string
	// Query is the query of the script's address, without its question mark; empty for none.
	Query string
	// Staying is true where the page lets no script stand in the page itself, so that the line
	// stays until its script has come. Else a second script takes both away at once: what the
	// page reads of itself while it is parsed, as document.scripts[0] or by :first-child, is what
	// it would be without the line, and the first script need hold up nothing.
	Staying bool
}

// takeAway is the second script. It stands before all scripts of the page, and gives the first one what
// they may take the names of.
const takeAway = "{const{currentScript:s}=document,l=s.previousSibling;l.builtins={CSSStyleSheet,JSON,Map,Promise,Set,URL,WeakSet,WebSocket,fetch,performance,setTimeout};l.remove();s.remove()}"

// of is the line as a page has it. It has no line break, so that line numbers stay.
func (l Line) of(p Page) []byte {
	open := "<script"
	if p.isXML() { // the root may be of any namespace, and HTML's scripts run in all documents
		open += ` xmlns="http://www.w3.org/1999/xhtml"`
	}
	address := relativeToRoot(l.Target) + "_vitrina/reload.js"
	if l.Query != "" {
		address += "?" + l.Query
	}
	line := open + ` async="" src="` + html.EscapeString(address) + `"></script>`
	if !l.Staying {
		line += open + ">" + takeAway + "</script>"
	}
	return []byte(line)
}

// Script is the address of the script from a page that answers a target.
func Script(target string) string { return relativeToRoot(target) + "_vitrina/reload.js" }

func relativeToRoot(target string) string {
	if query := strings.IndexAny(target, "?#"); query >= 0 {
		target = target[:query]
	}
	if depth := strings.Count(target, "/") - 1; depth > 0 {
		return strings.Repeat("../", depth)
	}
	return "./"
}
