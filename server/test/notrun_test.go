//go:build linux

package test

import (
	"encoding/json"
	"io"
	"net"
	"regexp"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// goWords are Go's own words for what the system or the connection said.
var goWords = regexp.MustCompile(`read tcp|fork/exec|exec format|reset by peer|unexpected EOF|permission denied|no such file`)

// A script that could not be run is shown like one that ran: what is said of it is in our own
// words, and no list that the panel draws is null.
func TestAScriptThatDidNotRunIsShown(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- cgi-bin/page.xyz --\nhello\n-- cgi-bin/program --\n\x7fELF, but of no system\n-- cgi-bin/cat.sh --\n#!/bin/sh\nexec cat\n"))
	for target, c := range map[string]struct{ code, says string }{
		"/cgi-bin/page.xyz": {"scriptCannotRun.noInterpreter", "no interpreter for the extension"},
		"/cgi-bin/program":  {"scriptNotStarted", "it is not a program that this system can run"},
		"/cgi-bin/cat.sh":   {"clientGone", "The client disconnected"},
	} {
		if c.code == "clientGone" {
			conn := dial(t, site.URL).(*net.TCPConn)
			if _, err := io.WriteString(conn, "POST "+target+" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\npart"); err != nil {
				t.Fatal(err)
			}
			if err := conn.SetLinger(0); err != nil { // it is reset
				t.Fatal(err)
			}
			_ = conn.Close() // nothing is kept back
		} else {
			got := get(t, site.URL, target, "Accept-Language: es")
			if got.status != 500 || goWords.MatchString(got.body) || strings.Contains(got.body, "cause") {
				t.Errorf("%s: %s%s", target, got.head, got.body)
			}
			if c.code == "scriptNotStarted" && !strings.Contains(got.body, "no es un programa que este sistema pueda ejecutar") {
				t.Errorf("in Spanish: %s", got.body)
			}
		}
		x := e.exchange(target)
		said := ""
		for _, note := range x.Notes {
			said += note.Code + ": " + note.Message + "\n"
		}
		if !strings.Contains(said, c.code+": ") || !strings.Contains(said, c.says) || goWords.MatchString(said) {
			t.Errorf("%s: %s", target, said)
		}
		var raw struct {
			Script map[string]json.RawMessage `json:"script"`
		}
		e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: x.ID}, &raw)
		for _, list := range []string{"command", "env"} {
			if !strings.HasPrefix(string(raw.Script[list]), "[") {
				t.Errorf("%s: script.%s is %s", target, list, raw.Script[list])
			}
		}
	}
}
