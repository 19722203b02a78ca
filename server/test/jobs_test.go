//go:build linux

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// Processes that a script leaves are stopped, and it is said how many.
func TestJobsThatAScriptLeavesAreNoted(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, `
-- cgi-bin/two.sh --
printf 'Content-Type: text/plain\n\nyes'
sleep 1000 > ../out 2>&1 &
nohup sleep 1000 > ../out 2>&1 &
-- cgi-bin/none.sh --
printf 'Content-Type: text/plain\n\nyes'
`))
	for target, want := range map[string]bool{"/cgi-bin/two.sh": true, "/cgi-bin/none.sh": false} {
		if got := get(t, site.URL, target); got.body != "yes" {
			t.Errorf("%s%s", got.head, got.body)
		}
		e.notesWhenEnded(target)
		said := ""
		for _, note := range e.exchange(target).Notes {
			said += note.Code + note.Args["count"]
		}
		if want && said != "jobsStopped2" || !want && said != "" {
			t.Errorf("%s: %q", target, said)
		}
	}
}

// A script that closes its output may work on, for as long as it may run: the answer is over, also
// one without a body.
func TestAScriptThatClosesItsOutputWorksOn(t *testing.T) {
	t.Parallel()
	root := folder(t, `
-- cgi-bin/body.py --
import os
print('Content-Type: text/plain\n\nyes', flush=True)
os.close(1)
open('../go').readline()
open('../body', 'w').write('saved')
-- cgi-bin/status.py --
import os
print('Status: 204\n', flush=True)
os.close(1)
open('../go').readline()
open('../status', 'w').write('saved')
`)
	e := newEditor(t, true)
	site := e.start(root)
	for name, want := range map[string]int{"body": 200, "status": 204} {
		letGo := fifo(t, filepath.Join(root, "go"))
		if got := get(t, site.URL, "/cgi-bin/"+name+".py"); got.status != want {
			t.Errorf("%s%s", got.head, got.body)
		}
		letGo()
		eventually(t, func() bool {
			data, _ := os.ReadFile(filepath.Join(root, name))
			return string(data) == "saved"
		}, func() string { return name + " did not finish" })
		if err := os.Remove(filepath.Join(root, "go")); err != nil {
			t.Fatal(err)
		}
	}
}

// It ends with its time limit, and with the site.
func TestAScriptThatWorksOnEnds(t *testing.T) {
	t.Parallel()
	root := folder(t, `
-- cgi-bin/on.sh --
printf 'Content-Type: text/plain\n\nyes\n'
echo $$ > ../pids
exec >&-
sleep 1000
`)
	e := newEditor(t, true)
	limit := float64(5000)
	limited := e.start(root, func(p *protocol.SiteStartParams) { p.CGI.TimeoutMs = &limit })
	if got := get(t, limited.URL, "/cgi-bin/on.sh"); got.body != "yes\n" {
		t.Errorf("%s%s", got.head, got.body)
	}
	awaitGone(t, pids(t, filepath.Join(root, "pids"), 1))
	eventually(t, func() bool { return strings.Contains(e.notesWhenEnded("/cgi-bin/on.sh"), "scriptTimedOut") }, func() string { return "no note of the limit" })
	if err := os.Remove(filepath.Join(root, "pids")); err != nil {
		t.Fatal(err)
	}
	site := e.start(root)
	get(t, site.URL, "/cgi-bin/on.sh?again")
	ids := pids(t, filepath.Join(root, "pids"), 1)
	e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: site.ID}, nil)
	awaitGone(t, ids)
}
