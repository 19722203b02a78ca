//go:build linux

package test

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What is not UTF-8 in a head is read as ISO-8859-1, on the page and in each sentence as in the
// table of the panel.
func TestHeadsThatAreNotUTF8AreReadAlikeEverywhere(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- index.html --\n<!doctype html>\n"))
	panel := panelOf(t, s, "en")
	for _, c := range []struct{ target, referer, shown, says string }{
		{"/a\xf1o.html", "", "/año.html", "“/año.html” contains a % without"},
		{"/x.html", "d\xf1o.html", "/x.html", "/dño.html asked for it"},
		{"/y.html?q=\xf1", "", "/y.html?q=ñ", "There is no /y.html"},
	} {
		got := ask(t, s.url, "GET", c.target, "", "Referer: "+s.url+c.referer)
		x := panel.exchange(c.shown)
		if !strings.Contains(got.body, c.says) || !strings.Contains(saidOf(x), c.says) || !utf8.ValidString(got.body) {
			t.Errorf("%q: the page %s\nthe notes %s", c.target, got.body, saidOf(x))
		}
	}
}

// A page with lines of a script is UTF-8, whatever the script is.
func TestPagesAreUTF8(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- cgi-bin/a.py --\n#!/usr/bin/env python3\nname = 'a\xf1o'\n-- cgi-bin/b.sh --\n#!/bin/sh\nprintf 'a\\361o' >&2\nexit 1\n"))
	for _, target := range []string{"/cgi-bin/a.py", "/cgi-bin/b.sh"} {
		for _, accept := range []string{"text/html", "text/plain", "application/json"} {
			if got := get(t, s.url, target, "Accept: "+accept); got.status != 500 || !utf8.ValidString(got.body) {
				t.Errorf("%s as %s: %q", target, accept, got.body)
			}
		}
	}
}
