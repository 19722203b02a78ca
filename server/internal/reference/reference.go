// Package reference finds the line in which a page, a style sheet or a script names an
// address. It reads text alone: what a browser does not read as an address is none here.
package reference

import (
	"bytes"
	"net/url"
	"strings"
)

// Kind is the language of a source.
type Kind int

// The languages that name addresses.
const (
	Other Kind = iota
	Page
	Style
	Script
)

// Source is a text that names addresses.
type Source struct {
	Kind Kind
	Text []byte
	// At is the address that relative ones start from: the source's own, but that of the page
	// for what a script fetches (WHATWG HTML, "relevant settings object").
	At *url.URL
}

// named is an address as a source names it.
type named struct {
	offset  int // of the address in the source, or of the tag that holds it
	address string
	// byForm is true where a form's fields take the place of the query.
	byForm bool
	// guessed is true where the text may also be something else than an address.
	guessed bool
	// script is true where the page runs what is there.
	script bool
}

// Line is the line, from 1, in which the source names an address; the first of several. It is
// 0 where none does for certain: a text in a script counts where it is the only such one.
func (s Source) Line(asked *url.URL) int {
	names, at := s.names()
	guesses := []int{}
	for _, each := range names {
		if !leads(at, each, asked) {
			continue
		}
		if !each.guessed {
			return s.lineAt(each.offset)
		}
		guesses = append(guesses, each.offset)
	}
	if len(guesses) == 1 {
		return s.lineAt(guesses[0])
	}
	return 0
}

// Scripts are the addresses of the scripts that a page loads.
func (s Source) Scripts() []*url.URL {
	scripts := []*url.URL{}
	names, at := s.names()
	for _, each := range names {
		if found := resolve(at, each.address); each.script && found != nil {
			scripts = append(scripts, found)
		}
	}
	return scripts
}

// names are the addresses in the source, and where they start from: what a base element says.
func (s Source) names() (names []named, at *url.URL) {
	switch s.Kind {
	case Page:
		names, base := inPage(s.Text)
		if found := resolve(s.At, base); base != "" && found != nil {
			return names, found
		}
		return names, s.At
	case Style:
		return inStyle(s.Text), s.At
	case Script:
		return inScript(s.Text), s.At
	case Other:
	}
	return nil, s.At
}

func (s Source) lineAt(offset int) int { return 1 + bytes.Count(s.Text[:offset], []byte("\n")) }

// leads reports whether an address, seen from a place, is the one that was asked for. A
// fragment is not asked for (RFC 9110, section 7.1).
func leads(at *url.URL, name named, asked *url.URL) bool {
	found := resolve(at, name.address)
	return found != nil && found.Scheme == asked.Scheme && found.Host == asked.Host && found.Path == asked.Path &&
		(name.byForm || query(found) == query(asked))
}

func query(of *url.URL) string {
	decoded, err := url.QueryUnescape(of.RawQuery)
	if err != nil {
		return of.RawQuery
	}
	return decoded
}

// cleaned is what browsers take out of an address, and a backslash, which they read as a slash
// (WHATWG URL, 4.4).
var cleaned = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// resolve is an address as seen from a place; nil if it is none.
func resolve(at *url.URL, address string) *url.URL {
	address = cleaned.Replace(strings.Trim(address, " \t\n\r\f"))
	path, rest := address, ""
	if end := strings.IndexAny(address, "?#"); end >= 0 {
		path, rest = address[:end], address[end:]
	}
	found, err := at.Parse(strings.ReplaceAll(path, `\`, "/") + rest)
	if err != nil {
		return nil
	}
	return found
}
