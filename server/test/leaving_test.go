//go:build linux

package test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// leavers are scripts that fail when they are ended: before they printed anything, within
// their header, and within what follows it.
const leavers = `
-- cgi-bin/nothing.py --
import os, signal, time
def ended(*_): raise SystemError('ended')
signal.signal(signal.SIGTERM, ended)
open('../pids', 'w').write(str(os.getpid()))
time.sleep(1000)
-- cgi-bin/header.sh --
#!/bin/sh
trap 'exit 3' TERM
printf 'Content-Ty'
echo $$ > ../pids
sleep 1000
-- cgi-bin/content.sh --
#!/bin/sh
trap 'exit 3' TERM
printf 'Content-Type: text/plain\nContent-Length: 100\n\nfirst'
echo $$ > ../pids
sleep 1000
-- cgi-bin/nph-own.sh --
#!/bin/sh
trap 'exit 3' TERM
printf 'HTTP/1.1 200 OK\r\n\r\nfirst'
echo $$ > ../pids
sleep 1000
-- cgi-bin/fails.py --
raise ValueError
`

// A script whose client went away is ended, and not blamed for that.
func TestAClientThatLeavesIsNoFaultOfTheScript(t *testing.T) {
	t.Parallel()
	for how, leave := range map[string]func(*net.TCPConn) error{
		"closes": (*net.TCPConn).Close,
		"resets": func(c *net.TCPConn) error {
			if err := c.SetLinger(0); err != nil {
				return err
			}
			return c.Close()
		},
		"half-closes": func(c *net.TCPConn) error { // and is given up after a while
			if err := c.CloseWrite(); err != nil {
				return err
			}
			got, _ := io.ReadAll(c) // it may end with a reset
			if strings.Contains(string(got), "HTTP/1.1 500") || strings.HasSuffix(string(got), "0\r\n\r\n") {
				return fmt.Errorf("it got %q", got)
			}
			return nil
		},
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			leaveScripts(t, how, leave)
		})
	}
}

// leaveScripts leaves each of the scripts in one way.
func leaveScripts(t *testing.T, how string, leave func(*net.TCPConn) error) {
	t.Helper()
	e := newEditor(t, true)
	root := folder(t, leavers)
	site := e.start(root)
	for script, notes := range map[string]string{
		"nothing.py": "clientGone", "header.sh": "clientGone", "content.sh": "clientGone", "nph-own.sh": "nonParsedHeader clientGone",
	} {
		target := "/cgi-bin/" + script + "?" + how
		conn := dial(t, site.URL)
		if _, err := io.WriteString(conn, "GET "+target+" HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		ids := pids(t, filepath.Join(root, "pids"), 1)
		if script == "content.sh" || script == "nph-own.sh" { // what is sent later makes it patient
			for got, some := "", make([]byte, 1000); !strings.HasSuffix(got, "first"); {
				n, err := conn.Read(some)
				if err != nil {
					t.Fatal(err)
				}
				got += string(some[:n])
			}
			await(e, protocol.MethodExchangeDidRecord, func(p protocol.ExchangeDidRecordParams) bool { // the write is over here, too
				return slices.ContainsFunc(p.Exchanges, func(x protocol.ExchangeSummary) bool { return x.Target == target && x.Bytes > 0 })
			})
		}
		if err := leave(conn.(*net.TCPConn)); err != nil {
			t.Fatal(err)
		}
		awaitGone(t, ids)
		if err := os.Remove(filepath.Join(root, "pids")); err != nil {
			t.Fatal(err)
		}
		x := e.exchange(target)
		eventually(t, func() bool {
			e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: x.ID}, &x)
			codes := strings.Fields(noteCodes(x.Notes))
			for i, code := range codes {
				if code == "connectionClosed" {
					codes = append(codes[:i], codes[i+1:]...)
					break
				}
			}
			return strings.Join(codes, " ") == notes
		}, func() string { return target + ": " + noteCodes(x.Notes) })
		for _, note := range x.Notes {
			if note.Code == "clientGone" && note.Severity != protocol.SeverityInformation {
				t.Errorf("%+v", note)
			}
		}
	}
	get(t, site.URL, "/cgi-bin/fails.py") // whatever was told of the others was told before
	await(e, protocol.MethodScriptDidReport, func(p protocol.ScriptDidReportParams) bool { return strings.HasSuffix(p.Script, "fails.py") })
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, n := range e.heard {
		var told protocol.ScriptDidReportParams
		if n.Method == protocol.MethodScriptDidReport && (json.Unmarshal(n.Params, &told) != nil || !strings.HasSuffix(told.Script, "fails.py")) {
			t.Errorf("the editor was told: %s", n.Params)
		}
	}
}

// Nor is one that ends with its site.
func TestAStoppedSiteIsNoFaultOfTheScript(t *testing.T) {
	t.Parallel()
	for _, script := range []string{"nothing.py", "content.sh"} {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			root := folder(t, leavers)
			site := e.start(root)
			conn := dial(t, site.URL)
			target := "/cgi-bin/" + script
			if _, err := io.WriteString(conn, "GET "+target+" HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
				t.Fatal(err)
			}
			pids(t, filepath.Join(root, "pids"), 1)
			e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: site.ID}, nil)
			if x := e.exchange(target); !strings.Contains(noteCodes(x.Notes), "scriptStopped") || strings.Contains(noteCodes(x.Notes), "scriptFailed") || strings.Contains(noteCodes(x.Notes), "clientGone") {
				t.Errorf("%s: %s", script, noteCodes(x.Notes))
			}
		})
	}
}
