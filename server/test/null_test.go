//go:build linux

package test

import (
	"encoding/json"
	"io"
	"net"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// Nothing that a client gets is null but what the protocol says: also of a script that
// cannot start, for one of three reasons, where there is no command and no environment.
func TestWhatCannotStartHasListsAllTheSame(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, `
-- cgi-bin/plain.zzz --
hello
-- cgi-bin/strange.cgi --
#!/nowhere/nothing
-- cgi-bin/upload.sh --
#!/bin/sh
cat
-- cgi-bin/good.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\nyes'
`)
	site := e.start(root)
	for _, name := range []string{"plain.zzz", "strange.cgi", "good.sh"} {
		get(t, site.URL, "/cgi-bin/"+name)
	}
	conn := dial(t, site.URL)
	if _, err := io.WriteString(conn, "POST /cgi-bin/upload.sh HTTP/1.1\r\nHost: "+hostOf(site.URL)+"\r\nContent-Length: 10\r\n\r\nabc"); err != nil {
		t.Fatal(err)
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, conn) // it is answered or closed
	for name, ran := range map[string]bool{"plain.zzz": false, "strange.cgi": false, "upload.sh": false, "good.sh": true} {
		run := e.exchange("/cgi-bin/" + name).Script
		if run == nil || (len(run.Command) > 0) != ran || (len(run.Env) > 0) != ran {
			t.Errorf("%s: %+v", name, run)
		}
	}
	e.must(protocol.MethodScriptCheck, protocol.ScriptCheckParams{Root: root}, nil)
	e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: site.ID}, nil)
	for _, message := range e.received() {
		var v any
		if err := json.Unmarshal([]byte(message), &v); err != nil {
			t.Fatal(err)
		}
		for _, path := range nulls(v, "") {
			if name := path[strings.LastIndex(path, ".")+1:]; !slices.Contains([]string{"contentType", "exitCode", "headerBytes", "result"}, name) {
				t.Errorf("%s is null in %s", path, message)
			}
		}
	}
}

// received are the messages that came so far.
func (e *editor) received() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	messages := []string{}
	for line := range strings.SplitSeq(e.talk.String(), "\n") {
		if message, found := strings.CutPrefix(line, "← "); found {
			messages = append(messages, message)
		}
	}
	return messages
}

// nulls are the places in JSON where there is null.
func nulls(v any, path string) []string {
	found := []string{}
	switch v := v.(type) {
	case nil:
		found = append(found, path)
	case []any:
		for _, each := range v {
			found = append(found, nulls(each, path+"[]")...)
		}
	case map[string]any:
		for name, each := range v {
			found = append(found, nulls(each, path+"."+name)...)
		}
	}
	return found
}
