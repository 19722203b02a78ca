//go:build linux

package test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"vitrina/server/internal/protocol"
)

const counts = `
-- cgi-bin/hello.py --
#!/usr/bin/python3
import os, sys
print("Content-Type: text/plain\n")
print(os.environ.get("QUERY_STRING"), sys.stdin.read(), os.environ.get("PYTHONPATH"))
-- cgi-bin/fails.py --
#!/usr/bin/python3
print("Content-Type: text/plain")
raise ValueError("on purpose")
`

// waiting are the interpreters that wait for the scripts of a folder.
func waiting(root string) []int {
	found := []int{}
	processes, _ := filepath.Glob("/proc/[0-9]*")
	for _, process := range processes {
		command, _ := os.ReadFile(process + "/cmdline")
		environment, _ := os.ReadFile(process + "/environ")
		if strings.Contains(string(command), root+"/") && strings.Contains(string(environment), "PYTHONPATH=") && !strings.Contains(string(environment), "GATEWAY_INTERFACE=") {
			number, _ := strconv.Atoi(filepath.Base(process))
			found = append(found, number)
		}
	}
	return found
}

// awaitWaiting waits until the editor was told that so many interpreters wait.
func awaitWaiting(e *editor, n int) protocol.WaitingInterpreters {
	e.t.Helper()
	var told protocol.WaitingInterpreters
	eventually(e.t, func() bool {
		var list protocol.SiteListResult
		e.must(protocol.MethodSiteList, struct{}{}, &list)
		told = protocol.WaitingInterpreters{}
		if len(list.Sites) > 0 && list.Sites[0].Waiting != nil {
			told = *list.Sites[0].Waiting
		}
		return told.Count == n
	}, func() string { return fmt.Sprintf("%+v wait, not %d", told, n) })
	return told
}

func TestAWaitingPythonAnswers(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, counts)
	site := e.start(root)
	for i, want := range []protocol.ScriptStart{protocol.StartSpawned, protocol.StartWaiting, protocol.StartWaiting} {
		target := fmt.Sprintf("/cgi-bin/hello.py?n=%d", i)
		if got := ask(t, site.URL, "POST", target, "said", "Content-Length: 4"); got.status != 200 || got.body != fmt.Sprintf("n=%d said None\n", i) {
			t.Errorf("%d %q", got.status, got.body)
		}
		run := e.exchange(target).Script
		if run.Start != want || (run.SavedMs > 0) != (want == protocol.StartWaiting) {
			t.Errorf("request %d: %s, which saved %v ms", i, run.Start, run.SavedMs)
		}
		if told := awaitWaiting(e, 2); told.Bytes == 0 {
			t.Errorf("%+v", told)
		}
	}
	if got := len(waiting(root)); got != 2 {
		t.Errorf("%d processes wait", got)
	}
	e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: site.ID}, nil)
	if left := waiting(root); len(left) > 0 {
		t.Errorf("%v wait after the site has ended", left)
	}
}

func TestAFaultIsToldTheSameBothWays(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, counts))
	page := ""
	for i := range 2 {
		target := fmt.Sprintf("/cgi-bin/fails.py?n=%d", i)
		got := ask(t, site.URL, "GET", target, "")
		run := e.exchange(target).Script
		said := fmt.Sprint(got.status, got.body, run.Stderr, *run.ExitCode, run.Output)
		said = strings.ReplaceAll(said, target, "")
		if i > 0 && (said != page || run.Start != protocol.StartWaiting) {
			t.Errorf("%s: %s\nand spawned: %s", run.Start, said, page)
		}
		page = said
		awaitWaiting(e, 2)
	}
}

// withoutPrewarm is for tests that count descriptors or processes.
func withoutPrewarm(p *protocol.SiteStartParams) {
	off := false
	p.CGI.Prewarm = &off
}

func TestNoPythonWaitsWhereItIsSwitchedOff(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, counts)
	site := e.start(root, withoutPrewarm)
	for i := range 3 {
		get(t, site.URL, fmt.Sprintf("/cgi-bin/hello.py?n=%d", i))
		if run := e.exchange(fmt.Sprintf("/cgi-bin/hello.py?n=%d", i)).Script; run.Start != protocol.StartSpawned {
			t.Errorf("%s", run.Start)
		}
	}
	if left := waiting(root); len(left) > 0 {
		t.Errorf("%v wait", left)
	}
}

func TestAKilledServerLeavesNoPythonWaiting(t *testing.T) {
	t.Parallel()
	root := folder(t, counts)
	s := serve(t, root)
	get(t, s.url, "/cgi-bin/hello.py")
	eventually(t, func() bool { return len(waiting(root)) == 2 }, func() string { return fmt.Sprint(waiting(root), " wait") })
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.ended
	eventually(t, func() bool { return len(waiting(root)) == 0 }, func() string { return fmt.Sprint(waiting(root), " are left") })
}

func TestASecondSignalLeavesNoPythonWaiting(t *testing.T) {
	t.Parallel()
	root := folder(t, counts+stubborn)
	s := serve(t, root)
	get(t, s.url, "/cgi-bin/hello.py")
	eventually(t, func() bool { return len(waiting(root)) == 2 }, func() string { return fmt.Sprint(waiting(root), " wait") })
	ids := withScript(t, s.url, root, "cgi-bin/stubborn.sh", 2)
	signalTo(t, s.cmd.Process, syscall.SIGINT)
	awaitStopping(t, s.url)
	signalTo(t, s.cmd.Process, syscall.SIGINT)
	<-s.ended
	awaitGone(t, ids)
	eventually(t, func() bool { return len(waiting(root)) == 0 }, func() string { return fmt.Sprint(waiting(root), " are left") })
}
