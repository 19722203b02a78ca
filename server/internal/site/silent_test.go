package site

import (
	"testing"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/protocol"
)

// What ends a compiled program is not what ends a script, and a signal has no exit code.
func TestHowAScriptEndedIsAllThatASilentOneTells(t *testing.T) {
	code := 3
	for _, c := range []struct {
		command, signal, want string
	}{
		{"/usr/bin/python3", "", "silent"},
		{"/bin/sh", "", "shellSilent"},
		{"/site/cgi-bin/a.cgi", "", "programSilent"},
		{"/site/cgi-bin/a.cgi", "SIGSEGV", "signalMemory"},
		{"/bin/sh", "SIGKILL", "signalKilled"},
		{"/usr/bin/python3", "SIGXCPU", "signal"},
	} {
		run := protocol.ScriptRun{Command: []string{c.command}, Signal: c.signal}
		if c.signal == "" {
			run.ExitCode = &code
		}
		if got := silent(blame.Script{File: "/site/cgi-bin/a.cgi", Command: run.Command}, run); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestAwkWithoutItsOption(t *testing.T) {
	for _, c := range []struct {
		command []string
		want    bool
	}{
		{[]string{"/usr/bin/awk", "a.awk"}, true},
		{[]string{"/usr/bin/gawk", "a.cgi"}, true},
		{[]string{"/usr/bin/awk", "-f", "a.awk"}, false},
		{[]string{"/usr/bin/python3", "awk"}, false},
		{nil, false},
	} {
		if got := ranWithoutFile(protocol.ScriptRun{Command: c.command}); got != c.want {
			t.Errorf("%q: %v", c.command, got)
		}
	}
}
