//go:build linux

package test

import (
	"io"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// The moments of an exchange come in the order in which they happen, and none before or behind
// it: how long each takes is the machine's affair.
func TestMomentsOfAnExchangeAreInOrder(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson+`
-- cgi-bin/echo.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\n'
cat
-- cgi-bin/on.sh --
#!/bin/sh
printf 'Location: /cgi-bin/echo.sh?x\n\n'
-- cgi-bin/fails.sh --
#!/bin/sh
exit 3
-- cgi-bin/nph-raw.sh --
#!/bin/sh
printf 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'
`))
	const ran, printed, content = 1, 2, 4
	for target, c := range map[string]struct {
		request string
		what    int
	}{
		"/index.css":           {"GET", 0},
		"/nothing":             {"GET", 0},
		"/cgi-bin/nothing":     {"GET", 0},
		"/cgi-bin/echo.sh?1":   {"GET", ran | printed},
		"/cgi-bin/echo.sh?2":   {"POST", ran | printed | content},
		"/cgi-bin/on.sh":       {"GET", ran | printed},
		"/cgi-bin/fails.sh":    {"GET", ran},
		"/cgi-bin/nph-raw.sh":  {"GET", ran | printed},
		"/cgi-bin/echo.sh?100": {"WAIT", ran | printed | content},
	} {
		before := time.Now()
		askMoments(t, site.URL, target, c.request)
		var x protocol.Exchange
		eventually(t, func() bool { // the script's end is told behind the response's
			x = e.exchange(target)
			return x.Complete && (x.Timing.ScriptExitMs > 0 || c.what&ran == 0)
		}, func() string { return target + " has no end" })
		most := float64(time.Since(before)) / float64(time.Millisecond)
		at := x.Timing
		chains := [][]float64{{0, at.RequestHeadMs, at.ResponseHeadMs, at.EndMs, most}}
		if c.what&ran != 0 {
			chains = append(chains, []float64{at.RequestHeadMs, at.ScriptStartedMs, at.ScriptExitMs, most})
		}
		if c.what&printed != 0 {
			chains = append(chains, []float64{at.ScriptStartedMs, at.FirstOutputMs, at.ResponseHeadMs}, []float64{at.FirstOutputMs, at.OutputEndMs, most})
		}
		if c.what&content != 0 {
			chains = append(chains, []float64{at.RequestHeadMs, at.RequestEndMs, at.OutputEndMs})
		}
		for _, chain := range chains {
			for i := 1; i < len(chain); i++ {
				if chain[i] <= 0 || chain[i] < chain[i-1] {
					t.Errorf("%s: %v of %+v", target, chain, at)
				}
			}
		}
		for is, ms := range map[int]float64{ran: at.ScriptStartedMs + at.ScriptExitMs, printed: at.FirstOutputMs, content: at.RequestEndMs} {
			if (c.what&is != 0) != (ms > 0) {
				t.Errorf("%s: a moment is told that did not come, or none that did: %+v", target, at)
			}
		}
		if waits := c.request == "WAIT"; waits != (len(x.Interim) == 1) || waits && (x.Interim[0].AtMs < at.RequestHeadMs || x.Interim[0].AtMs > at.RequestEndMs) {
			t.Errorf("%s: interim %+v, %+v", target, x.Interim, at)
		}
	}
}

// askMoments asks for a target: by GET, by POST with content, or by a POST that waits to be asked
// for its content (RFC 9110, section 10.1.1).
func askMoments(t *testing.T, site, target, how string) {
	t.Helper()
	switch how {
	case "GET":
		get(t, site, target)
	case "POST":
		ask(t, site, "POST", target, "0123456789", "Content-Length: 10")
	default:
		conn := dial(t, site)
		defer conn.Close()
		_, err := io.WriteString(conn, "POST "+target+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
		if err != nil {
			t.Fatal(err)
		}
		const asked = "HTTP/1.1 100 Continue\r\n\r\n"
		interim := make([]byte, len(asked))
		if _, err := io.ReadFull(conn, interim); err != nil || string(interim) != asked {
			t.Fatalf("%q, %v", interim, err)
		}
		if _, err := io.WriteString(conn, "ab"); err != nil {
			t.Fatal(err)
		}
		if answer, err := io.ReadAll(conn); err != nil || !strings.Contains(string(answer), "ab") {
			t.Fatalf("%q, %v", answer, err)
		}
	}
}
