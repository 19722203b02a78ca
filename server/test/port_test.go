//go:build linux

package test

import (
	"strconv"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// A port that every browser refuses is refused at once, for the site and for the panel.
func TestAPortThatBrowsersRefuse(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- index.html --\n")
	for _, flags := range [][]string{{"--port", "6000"}, {"--panel", "6000"}} {
		out, errs, code := runBinary(t, nil, append([]string{"serve", root}, flags...)...)
		if code != 1 || out != "" || !strings.Contains(errs, "Port 6000 cannot be used: every browser refuses") {
			t.Errorf("%v: %d, %s%s", flags, code, out, errs)
		}
	}
}

// A port that another site of the same program has is told by that site's folder.
func TestAPortOfAnotherSite(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	first := e.start(folder(t, "-- index.html --\n"))
	for _, host := range []string{"127.0.0.1", "localhost", "0.0.0.0"} {
		answer := e.call(protocol.MethodSiteStart, protocol.SiteStartParams{Root: folder(t, "-- index.html --\n"), Host: host, Port: &first.Port})
		if answer.Error == nil || !strings.Contains(answer.Error.Message, "Port "+strconv.Itoa(first.Port)+" is taken: Vitrina itself already serves "+first.Root) {
			t.Errorf("%s: %+v", host, answer)
		}
	}
}
