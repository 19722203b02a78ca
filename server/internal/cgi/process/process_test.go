//go:build unix

package process

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// launch starts a shell script. Its streams are closed at the test's end.
func launch(t *testing.T, script string) *Process {
	t.Helper()
	return launchBy(t, Spawn{}, script)
}

func launchBy(t *testing.T, spawn Spawn, script string) *Process {
	t.Helper()
	p, err := spawn.Launch(Command{Args: []string{"/bin/sh", "-c", script}, Dir: t.TempDir(), Env: os.Environ()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.Stdin().Close() // it may have been closed
		p.Close()
	})
	return p
}

// output reads all that a process prints.
func output(t *testing.T, p *Process) string {
	t.Helper()
	var all strings.Builder
	for buffer := make([]byte, 100); ; {
		n, err := p.Read(buffer)
		all.Write(buffer[:n])
		if err != nil {
			if err != io.EOF && !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Error(err)
			}
			return all.String()
		}
	}
}

// exists reports whether a process has a number, be it a zombie.
func exists(process int) bool { return syscall.Kill(process, 0) == nil }

// Signals are for a group while its leader's number is its own: never after it was reaped,
// when another process may have got the number.
func TestNoSignalIsSentAfterTheReap(t *testing.T) {
	for name, script := range map[string]string{
		"that ends by itself":    "echo $$",
		"that leaves a child":    "sleep 1000 & echo $$",
		"that ignores signals":   "trap '' TERM; echo $$; while :; do sleep 1; done",
		"that closes its output": "echo $$; exec 1>&-; exec sleep 1000",
	} {
		t.Run(name, func(t *testing.T) {
			p := launch(t, script)
			var mu sync.Mutex
			sent, late := 0, 0
			p.group.send = func(process int, signal syscall.Signal) error {
				mu.Lock()
				defer mu.Unlock()
				sent++
				if !exists(-process) {
					late++
				}
				return syscall.Kill(process, signal)
			}
			p.Graces = Graces{Exit: time.Millisecond, Kill: time.Millisecond}
			first := make([]byte, 100)
			n, err := p.Read(first)
			if err != nil {
				t.Fatal(err)
			}
			p.OutputDone()
			p.Supervise(t.Context())
			p.group.kill() // as KillAll does, at any time
			p.group.terminate()
			if leader := fmt.Sprintln(p.group.leader); string(first[:n]) != leader || exists(p.group.leader) {
				t.Errorf("%q is %s", first[:n], leader)
			}
			mu.Lock()
			defer mu.Unlock()
			if sent == 0 || late > 0 {
				t.Errorf("%d of %d signals came after the reap", late, sent)
			}
		})
	}
}

// A command that closed its output may finish its work; one that only nobody reads may not.
func TestACommandThatClosedItsOutputWorksOn(t *testing.T) {
	for script, works := range map[string]bool{"exec 1>&-; read line": true, "read line": false} {
		p := launch(t, script)
		p.Graces = Graces{Exit: time.Millisecond, Kill: time.Millisecond}
		if works {
			output(t, p)
		}
		p.OutputDone()
		supervised := make(chan struct{})
		go func() {
			defer close(supervised)
			p.Supervise(t.Context())
		}()
		if works {
			for !p.WorkedOn() {
				select {
				case <-supervised:
					t.Fatalf("%s: it was stopped", script)
				case <-time.After(time.Millisecond):
				}
			}
			if _, err := io.WriteString(p.Stdin(), "go\n"); err != nil {
				t.Error(err)
			}
		}
		<-supervised
		if p.Succeeded() != works || p.WorkedOn() != works {
			t.Errorf("%s: it succeeded: %v", script, p.Succeeded())
		}
	}
}

// However short a command is, it began before it exited.
func TestACommandBeginsBeforeItExits(t *testing.T) {
	p := launch(t, "exit 0")
	<-p.exited
	output(t, p)
	p.OutputDone()
	p.Supervise(t.Context())
	if p.BegunAt.IsZero() || p.BegunAt.After(p.ExitedAt()) {
		t.Errorf("it began at %v, and exited at %v", p.BegunAt, p.ExitedAt())
	}
}

// How it ended is known when it has ended, and why it was ended.
func TestHowAProcessEnds(t *testing.T) {
	why := errors.New("why")
	for name, c := range map[string]struct {
		script string
		stop   bool
		code   int
		signal string
	}{
		"well":        {"exit 0", false, 0, ""},
		"badly":       {"echo oh >&2; exit 3", false, 3, ""},
		"by a signal": {"kill -USR1 $$", false, -1, "SIGUSR1"},
		"stopped":     {"exec sleep 1000", true, -1, "SIGTERM"},
	} {
		t.Run(name, func(t *testing.T) {
			p := launch(t, c.script)
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			if c.stop {
				cancel(why)
			}
			var reading sync.WaitGroup
			reading.Go(func() {
				output(t, p)
				p.OutputDone()
			})
			p.Supervise(ctx)
			p.Finish()
			reading.Wait()
			if code, signal := p.Exit(); code != c.code || signal != c.signal || p.Succeeded() != (code == 0) {
				t.Errorf("it ended with %d, %s", code, signal)
			}
			if got := p.StoppedBy(); (got != nil) != c.stop || c.stop && got != why {
				t.Errorf("it was stopped by %v", got)
			}
			if strings.Contains(c.script, "oh") != (p.Stderr() == "oh\n") {
				t.Errorf("standard error: %q", p.Stderr())
			}
		})
	}
}

// A program that ends at once takes every group with it, those that start meanwhile too.
func TestKillAll(t *testing.T) {
	var groups registry
	begin := func() (*exec.Cmd, func() (*group, error)) {
		cmd := exec.Command("/bin/sh", "-c", "trap '' TERM; sleep 1000 & wait; sleep 1000")
		return cmd, func() (*group, error) { return startGroup(cmd) }
	}
	first, startFirst := begin()
	g, err := groups.start(startFirst)
	if err != nil {
		t.Fatal(err)
	}
	second, startSecond := begin()
	killed := make(chan struct{})
	late, err := groups.start(func() (*group, error) {
		go func() {
			defer close(killed)
			groups.killAll()
		}()
		g.awaitExit(first) // killAll has begun
		return startSecond()
	})
	if err != nil {
		t.Fatal(err)
	}
	<-killed
	for cmd, g := range map[*exec.Cmd]*group{first: g, second: late} {
		g.reap(cmd)
		if got := signalName(cmd.ProcessState); got != "SIGKILL" {
			t.Errorf("it ended with %v", cmd.ProcessState)
		}
	}
	if _, err := groups.start(startFirst); err != errEnding {
		t.Errorf("another one starts: %v", err)
	}
}
