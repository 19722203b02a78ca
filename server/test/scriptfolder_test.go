//go:build linux

package test

import (
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// A script folder that was named and is not there is told of when the site starts, to all.
func TestAScriptFolderThatIsMissingIsToldOf(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/index.sh --\n#!/bin/sh\n-- index.css --\n")
	for locale, says := range map[string]string{"C.UTF-8": "vitrina: There is no folder html/cgi-bin in " + root, "es_ES.UTF-8": "vitrina: No hay ninguna carpeta html/cgi-bin en " + root} {
		s := serveBy(t, []string{"env", "LC_ALL=" + locale, binary}, root, "--cgi-dir", "html/cgi-bin", "--cgi-dir", "cgi-bin")
		eventually(t, func() bool { return strings.Contains(s.stderr.String(), says) }, s.stderr.String)
		if n := strings.Count(s.stderr.String(), "vitrina: "); n != 1 {
			t.Errorf("%d lines: %s", n, s.stderr)
		}
	}
	e := newEditor(t, true)
	e.start(root, func(p *protocol.SiteStartParams) { p.CGI.Directories = []string{"html/cgi-bin"} })
	await(e, protocol.MethodLogMessage, func(p protocol.LogMessageParams) bool {
		return p.Level == protocol.LogWarning && strings.Contains(p.Message, "html/cgi-bin")
	})
}

// A site without scripts is none to be told of.
func TestASiteWithoutScriptsIsNotToldOf(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- index.css --\n"))
	get(t, s.url, "/index.css")
	s.line()
	s.stop()
	if s.stderr.String() != "" {
		t.Errorf("%s", s.stderr)
	}
}
