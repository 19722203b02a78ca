//go:build linux

package test

import (
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

func TestCallsBeforeInitializeAreRefused(t *testing.T) {
	t.Parallel()
	e := startEditor(t)
	for _, call := range protocol.Calls() {
		if call.Kind != protocol.ClientRequest || call.Method == protocol.MethodInitialize {
			continue
		}
		if r := e.call(call.Method, map[string]any{}); r.Error == nil || r.Error.Code != protocol.CodeNotInitialized {
			t.Errorf("%s: %+v", call.Method, r)
		}
	}
}

// Every method of the protocol is answered: none is unknown.
func TestEveryMethodIsAnswered(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	for _, call := range protocol.Calls() {
		if call.Kind != protocol.ClientRequest || call.Method == protocol.MethodShutdown {
			continue
		}
		if r := e.call(call.Method, nil); r.Error != nil && r.Error.Code == protocol.CodeMethodNotFound {
			t.Errorf("%s: %s", call.Method, r.Error.Message)
		}
	}
}

func TestWhatIsAskedWrongIsAnsweredWithAReason(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	root := folder(t, lesson)
	missing := filepath.Join(root, "nothing")
	e := newEditor(t, true)
	for name, c := range map[string]struct {
		method  string
		params  any
		code    int
		failure protocol.Failure
		message string
	}{
		"initialize twice": {
			protocol.MethodInitialize,
			map[string]any{"protocolVersion": 1},
			protocol.CodeInvalidRequest, protocol.FailureInitializedTwice,
			"initialize came twice. Send it once per connection.",
		},
		"unknown method": {
			"site/paint", nil, protocol.CodeMethodNotFound, protocol.FailureMethodUnknown, "There is no method site/paint.",
		},
		"unknown setting": {
			protocol.MethodSiteStart,
			map[string]any{"root": root, "colour": "red"},
			protocol.CodeInvalidParams, protocol.FailureBadParams,
			"The parameters of site/start are not valid: there is no field colour.",
		},
		"wrong type": {
			protocol.MethodSiteStart,
			map[string]any{"root": 7},
			protocol.CodeInvalidParams, protocol.FailureBadParams,
			"The parameters of site/start are not valid: root cannot be “7”.",
		},
		"relative root": {
			protocol.MethodSiteStart,
			map[string]any{"root": "html"},
			protocol.CodeInvalidParams, protocol.FailureBadSetting,
			"The setting vitrina.root cannot be “html”: it must be an absolute path.",
		},
		"missing folder": {
			protocol.MethodSiteStart,
			map[string]any{"root": missing},
			protocol.CodeRequestFailed, protocol.FailureRootMissing,
			"The folder " + missing + " does not exist. Create it, or choose another folder to serve.",
		},
		"a file": {
			protocol.MethodSiteStart,
			map[string]any{"root": root + "/index.css"},
			protocol.CodeRequestFailed, protocol.FailureRootNotFolder,
			root + "/index.css is a file, not a folder. Choose the folder that contains it.",
		},
		"taken port": {
			protocol.MethodSiteStart,
			map[string]any{"root": root, "port": port},
			protocol.CodeRequestFailed, protocol.FailurePortTaken,
			fmt.Sprintf("Port %d is taken: another program listens at 127.0.0.1:%d. Stop that program, or choose another port.", port, port),
		},
		"bad port": {
			protocol.MethodSiteStart,
			map[string]any{"root": root, "port": 70000},
			protocol.CodeInvalidParams, protocol.FailureBadSetting,
			"The setting vitrina.port cannot be “70000”: it must be a number from 0 to 65535.",
		},
		"two problems at once": {
			protocol.MethodSiteStart,
			map[string]any{"root": root, "port": -1, "cgi": map[string]any{"mode": "kind"}},
			protocol.CodeInvalidParams, protocol.FailureBadSetting,
			"The setting vitrina.port cannot be “-1”: it must be a number from 0 to 65535.\nThe setting vitrina.cgi.mode cannot be “kind”: it must be lenient or strict.",
		},
		"no site": {
			protocol.MethodSiteStop, nil,
			protocol.CodeInvalidParams, protocol.FailureBadParams,
			"The parameters of site/stop are not valid: siteId is missing.",
		},
		"no exchange": {
			protocol.MethodExchangeGet,
			map[string]any{"id": nil},
			protocol.CodeInvalidParams, protocol.FailureBadParams,
			"The parameters of exchange/get are not valid: id is missing.",
		},
		"one exchange of two": {
			protocol.MethodExchangeEdits,
			map[string]any{"before": "1"},
			protocol.CodeInvalidParams, protocol.FailureBadParams,
			"The parameters of exchange/edits are not valid: after is missing.",
		},
		"no root": {
			protocol.MethodSiteStart,
			map[string]any{},
			protocol.CodeInvalidParams, protocol.FailureBadSetting,
			"The setting vitrina.root cannot be “”: it must be an absolute path.",
		},
		"unknown site": {
			protocol.MethodSiteStop,
			map[string]any{"siteId": "s99"},
			protocol.CodeRequestFailed, protocol.FailureSiteUnknown,
			"No site s99 is running. It may have been stopped.",
		},
		"unknown exchange": {
			protocol.MethodExchangeGet,
			map[string]any{"id": "x"},
			protocol.CodeRequestFailed, protocol.FailureExchangeUnknown,
			"Vitrina no longer keeps the exchange x. Reload the page to see a new one.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := e.call(c.method, c.params)
			if r.Error == nil {
				t.Fatalf("no error but %s", r.Result)
			}
			if r.Error.Code != c.code || r.Error.Data.Failure != c.failure || r.Error.Message != c.message {
				t.Errorf("%+v", r.Error)
			}
		})
	}
}

func TestMalformedMessagesAreAnswered(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		bytes   string
		code    int
		message string
		ends    bool // nothing that follows can be understood
	}{
		"not JSON":      {frame(`{"jsonrpc":`), protocol.CodeParseError, "Vitrina could not understand the message: it is not JSON.", false},
		"a list":        {frame(`[]`), protocol.CodeInvalidRequest, "Vitrina could not understand the message: it is JSON, but not a JSON-RPC 2.0 request, notification or response.", false},
		"a batch":       {frame(`[{"jsonrpc":"2.0","id":1,"method":"site/list"}]`), protocol.CodeInvalidRequest, "Vitrina could not understand the message: it is a batch, and each message must come alone.", false},
		"no id":         {frame(`{"jsonrpc":"2.0","id":null,"method":"site/list"}`), protocol.CodeInvalidRequest, "Vitrina could not understand the message: its id cannot be null: it must be a text or a whole number from 0.", false},
		"no such id":    {frame(`{"jsonrpc":"2.0","id":{},"method":"site/list"}`), protocol.CodeInvalidRequest, "Vitrina could not understand the message: its id cannot be {}: it must be a text or a whole number from 0.", false},
		"no method":     {frame(`{"jsonrpc":"2.0"}`), protocol.CodeInvalidRequest, "Vitrina could not understand the message: it is JSON, but not a JSON-RPC 2.0 request, notification or response.", false},
		"no length":     {"X-Name: 1\r\n\r\n{}", protocol.CodeParseError, "Vitrina could not understand the message: Content-Length is missing.", true},
		"no number":     {"Content-Length: many\r\n\r\n{}", protocol.CodeParseError, "Vitrina could not understand the message: “Content-Length: many” is not a valid length.", true},
		"too long":      {"Content-Length: 99999999999\r\n\r\n{}", protocol.CodeParseError, "Vitrina could not understand the message: “Content-Length: 99999999999” is not a valid length.", true},
		"not a header":  {"hello\r\n", protocol.CodeParseError, "Vitrina could not understand the message: “hello” is not a header. Each message starts with Content-Length: N and an empty line.", true},
		"the other end": {"Content-Length: 10\r\n\r\n{}", protocol.CodeParseError, "Vitrina could not understand the message: it ends too early.", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			e.say(c.bytes)
			if name == "the other end" {
				_ = e.in.Close()
			}
			select {
			case r := <-e.unasked:
				if r.Error == nil || r.Error.Code != c.code || r.Error.Message != c.message {
					t.Errorf("%+v", r.Error)
				}
			case <-time.After(patience):
				t.Fatal("no answer")
			}
			if c.ends {
				if code := e.awaitEnd(); code != 1 {
					t.Errorf("exit code %d", code)
				}
				return
			}
			e.must(protocol.MethodSiteList, nil, nil)
		})
	}
}

// A number that cannot be an id here is given back as it came, so that the client knows which request is meant.
func TestAnIDIsNeverChanged(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"-1", "1.5", "1e3", "12345678901234567890123"} {
		stdout, _, code := runBinary(t, strings.NewReader(frame(`{"jsonrpc":"2.0","id":`+id+`,"method":"site/list"}`)), "rpc")
		if code != 0 || !strings.Contains(stdout, `"code":-32600,`) || !strings.Contains(stdout, `"id":`+id+`,`) {
			t.Errorf("%s: exit code %d, %s", id, code, stdout)
		}
	}
}

func TestMessagesAreInTheClientsLanguage(t *testing.T) {
	t.Parallel()
	e := startEditor(t)
	e.must(protocol.MethodInitialize, protocol.InitializeParams{ProtocolVersion: 1, Locale: "es-MX", WorkspaceTrusted: true}, nil)
	r := e.call(protocol.MethodSiteStop, protocol.SiteRef{SiteID: "s99"})
	if r.Error == nil || r.Error.Message != "No hay ningún sitio s99 en marcha. Puede que se haya detenido." {
		t.Errorf("%+v", r.Error)
	}
	site := e.start(folder(t, lesson))
	get(t, site.URL, "/cgi-bin/index.py")
	if x := e.exchange("/cgi-bin/index.py"); len(x.Notes) != 1 || !strings.Contains(x.Notes[0].Message, "no imprimió encabezados") {
		t.Errorf("%+v", x.Notes)
	}
}

// Not parallel: a port that was given back may be another test's at once.
func TestTwoSitesAtOnce(t *testing.T) {
	e := newEditor(t, true)
	one := e.start(folder(t, "-- a.txt --\none\n"))
	two := e.start(folder(t, "-- a.txt --\ntwo\n"))
	if got := get(t, one.URL, "/a.txt").body + get(t, two.URL, "/a.txt").body; got != "one\ntwo\n" {
		t.Errorf("%q", got)
	}
	var list protocol.SiteListResult
	e.must(protocol.MethodSiteList, nil, &list)
	if len(list.Sites) != 2 || list.Sites[0].ID != one.ID || list.Sites[1].ID != two.ID {
		t.Errorf("%+v", list)
	}
	e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: one.ID}, nil)
	await(e, protocol.MethodSiteDidChange, func(p protocol.SiteDidChangeParams) bool {
		return p.Site.ID == one.ID && p.Change == protocol.SiteEnded
	})
	if conn, err := net.Dial("tcp", hostOf(one.URL)); err == nil {
		_ = conn.Close()
		t.Error("the stopped site still listens")
	}
	if got := get(t, two.URL, "/a.txt").body; got != "two\n" {
		t.Errorf("the other site: %q", got)
	}
}

// Nobody asked for a port: the default moves on to the next free one.
func TestTheDefaultPortMovesOn(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, lesson)
	first := e.start(root, func(p *protocol.SiteStartParams) { p.Port = nil })
	second := e.start(root, func(p *protocol.SiteStartParams) { p.Port = nil })
	if first.Port == second.Port || !second.PortMoved || second.Port < 8001 {
		t.Errorf("%d, then %d (moved: %v)", first.Port, second.Port, second.PortMoved)
	}
}

func TestAnUntrustedWorkspaceRunsNoScript(t *testing.T) {
	t.Parallel()
	e := newEditor(t, false)
	root := folder(t, lesson+"-- cgi-bin/touch.sh --\n#!/bin/sh\ntouch ../ran\n")
	site := e.start(root)
	if site.CGI != protocol.CGIUntrusted {
		t.Errorf("the site says %q", site.CGI)
	}
	got := get(t, site.URL, "/cgi-bin/touch.sh")
	if got.status != 403 || !strings.Contains(got.body, "Restricted Mode") {
		t.Errorf("%s%s", got.head, got.body)
	}
	if matches, _ := filepath.Glob(root + "/ran"); matches != nil {
		t.Error("the script ran")
	}
	if got := get(t, site.URL, "/index-1.html"); got.status != 200 {
		t.Errorf("static files: %d", got.status)
	}
}

// Not parallel: a port that was given back may be another test's at once.
func TestShutdownAndExit(t *testing.T) {
	e := newEditor(t, true)
	site := e.start(folder(t, lesson))
	e.must(protocol.MethodShutdown, nil, nil)
	if conn, err := net.Dial("tcp", hostOf(site.URL)); err == nil {
		_ = conn.Close()
		t.Error("the site still listens after shutdown")
	}
	if r := e.call(protocol.MethodSiteList, nil); r.Error == nil || r.Error.Data.Failure != protocol.FailureShutDown {
		t.Errorf("after shutdown: %+v", r)
	}
	e.say(frame(`{"jsonrpc":"2.0","method":"exit"}`))
	if code := e.awaitEnd(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestExitWithoutShutdownIsAnError(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	e.say(frame(`{"jsonrpc":"2.0","method":"exit"}`))
	if code := e.awaitEnd(); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

func hostOf(url string) string {
	return strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/")
}
