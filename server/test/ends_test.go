//go:build linux

package test

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// However the server is ended, and whatever it is doing then, its scripts end with it.

// patientScript is a script that ends by SIGTERM alone.
const patientScript = `
-- cgi-bin/patient.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\nstarted\n'
echo $$ > ../pids
exec sleep 300
`

// withScript asks for a script of a folder and waits for its processes.
func withScript(t *testing.T, site, root, path string, processes int) []int {
	t.Helper()
	response, err := http.Get(site + path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	return pids(t, filepath.Join(root, "pids"), processes)
}

// begin asks without waiting for the reply.
func (e *editor) begin(method string, params any) {
	e.t.Helper()
	e.mu.Lock()
	e.lastID++
	id := e.lastID
	e.replies[id] = make(chan reply, 1)
	e.mu.Unlock()
	data, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
	if err != nil {
		e.t.Fatal(err)
	}
	e.say(frame(string(data)))
}

// awaitStopping waits until a site accepts no more: it is stopping.
func awaitStopping(t *testing.T, site string) {
	t.Helper()
	eventually(t, func() bool {
		conn, err := net.Dial("tcp", hostOf(site))
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	}, func() string { return "it goes on accepting" })
}

func signalTo(t *testing.T, process *os.Process, signal os.Signal) {
	t.Helper()
	if err := process.Signal(signal); err != nil {
		t.Error(err)
	}
}

// A stop is under way, which takes as long as an answer in flight may, when the end comes.
func TestTheEndDuringAStopLeavesNothing(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]struct {
		files, path string
		processes   int
	}{
		"a patient script":  {patientScript, "cgi-bin/patient.sh", 1},
		"a stubborn script": {stubborn, "cgi-bin/stubborn.sh", 2},
	} {
		for how, end := range map[string]func(e *editor){
			"SIGTERM": func(e *editor) { signalTo(e.t, e.cmd.Process, syscall.SIGTERM) },
			"SIGINT":  func(e *editor) { signalTo(e.t, e.cmd.Process, syscall.SIGINT) },
			"the end of standard input": func(e *editor) {
				if err := e.in.Close(); err != nil {
					e.t.Error(err)
				}
			},
			"shutdown and exit": func(e *editor) {
				e.must(protocol.MethodShutdown, nil, nil)
				e.say(frame(`{"jsonrpc":"2.0","method":"exit"}`))
			},
		} {
			t.Run(how+", "+name, func(t *testing.T) {
				t.Parallel()
				e := newEditor(t, true)
				root := folder(t, script.files)
				site := e.start(root)
				ids := withScript(t, site.URL, root, script.path, script.processes)
				e.begin(protocol.MethodSiteStop, protocol.SiteRef{SiteID: site.ID})
				awaitStopping(t, site.URL)
				end(e)
				if code := e.awaitEnd(); code != 0 {
					t.Errorf("exit code %d", code)
				}
				awaitGone(t, ids)
			})
		}
	}
}

// Who sends a second signal waits no longer, and leaves nothing all the same.
func TestASecondSignalEndsScriptsAtOnce(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]syscall.Signal{"SIGINT": syscall.SIGINT, "SIGTERM": syscall.SIGTERM} {
		t.Run("serve, "+name, func(t *testing.T) {
			t.Parallel()
			root := folder(t, stubborn)
			s := serve(t, root)
			ids := withScript(t, s.url, root, "cgi-bin/stubborn.sh", 2)
			signalTo(t, s.cmd.Process, signal)
			awaitStopping(t, s.url)
			signalTo(t, s.cmd.Process, syscall.SIGHUP) // the terminal is closed, too: nobody is impatient
			signalTo(t, s.cmd.Process, signal)
			select {
			case <-s.ended:
			case <-time.After(patience):
				t.Fatal("it goes on")
			}
			if code := s.cmd.ProcessState.ExitCode(); code != 128+int(signal) {
				t.Errorf("exit code %d: %s", code, s.stderr)
			}
			awaitGone(t, ids)
		})
		t.Run("rpc, "+name, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			root := folder(t, stubborn)
			site := e.start(root)
			ids := withScript(t, site.URL, root, "cgi-bin/stubborn.sh", 2)
			signalTo(t, e.cmd.Process, signal)
			awaitStopping(t, site.URL)
			signalTo(t, e.cmd.Process, signal)
			if code := e.awaitEnd(); code != 128+int(signal) {
				t.Errorf("exit code %d", code)
			}
			awaitGone(t, ids)
		})
	}
}

// A check of a lesson that is ended takes its copies of the folder with it, and the scripts.
func TestTheEndDuringACheckOfALessonLeavesNothing(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- lesson.md --\n---\ntitle: T\n---\n## One {#one}\n```check\na GET of /cgi-bin/patient.sh was answered 200\n```\n-- lesson.test --\nrun it\n  GET /cgi-bin/patient.sh\n  expect one\n")
	write(t, filepath.Join(root, "html/cgi-bin/patient.sh"), "#!/bin/sh\necho $$ > '"+root+"/pids'\nexec sleep 300\n")
	temporary := t.TempDir()
	var errs bytes.Buffer
	cmd := exec.Command(binary, "lesson", "check", root)
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8", "TMPDIR="+temporary)
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ids := pids(t, filepath.Join(root, "pids"), 1)
	signalTo(t, cmd.Process, syscall.SIGTERM)
	_ = cmd.Wait() // its exit code is looked at
	if code := cmd.ProcessState.ExitCode(); code != 1 || errs.String() != "vitrina: The check was stopped before its end. Run it again to see what it finds.\n" {
		t.Errorf("exit code %d: %s", code, &errs)
	}
	awaitGone(t, ids)
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}

// Several sites stop at the same time: none waits for another one's grace.
func TestEverySiteStopsAtTheEnd(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	sites, ids := []string{}, []int{}
	for range 3 {
		root := folder(t, stubborn)
		site := e.start(root)
		sites = append(sites, site.ID)
		ids = append(ids, withScript(t, site.URL, root, "cgi-bin/stubborn.sh", 2)...)
	}
	e.must(protocol.MethodShutdown, nil, nil)
	awaitGone(t, ids)
	for _, id := range sites {
		await(e, protocol.MethodSiteDidChange, func(p protocol.SiteDidChangeParams) bool {
			return p.Site.ID == id && p.Change == protocol.SiteEnded
		})
	}
}
