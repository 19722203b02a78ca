//go:build unix

package process

import (
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// group is a process group, named by its leader.
type group struct {
	leader int
	send   func(process int, signal syscall.Signal) error // kill(2), save in tests

	mu     sync.Mutex // guards reaped, and that no signal is sent after it
	reaped bool
}

// startGroup starts a command as the leader of a process group of its own, so that its
// children can be ended with it and its signals reach nobody else.
func startGroup(cmd *exec.Cmd) (*group, error) {
	keepInherited()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := start(cmd); err != nil {
		return nil, err
	}
	return &group{leader: cmd.Process.Pid, send: syscall.Kill}, nil
}

// keepInherited keeps from scripts the descriptors that this program was itself started
// with, such as an editor's or a shell's. Those that it opened since are not passed on.
var keepInherited = sync.OnceFunc(func() {
	open, err := os.ReadDir("/dev/fd")
	if err != nil {
		return // no such system is known among those that Vitrina is built for
	}
	for _, each := range open {
		if fd, err := strconv.Atoi(each.Name()); err == nil && fd > 2 {
			unix.CloseOnExec(fd)
		}
	}
})

// interrupt interrupts the leader alone, as Ctrl+C would. It returns false where no program
// can be interrupted so.
func (g *group) interrupt() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !g.reaped && g.send(g.leader, syscall.SIGINT) == nil
}

// terminate asks every process of the group to end.
func (g *group) terminate() { g.signal(syscall.SIGTERM) }

// kill ends every process of the group.
func (g *group) kill() { g.signal(syscall.SIGKILL) }

// signal sends a signal to the group while its number is its own: until the leader is reaped
// the system gives it to no other process (POSIX, fork: a new process ID matches no active
// process group's).
func (g *group) signal(signal syscall.Signal) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.reaped {
		_ = g.send(-g.leader, signal) // it fails only where none of them runs any more
	}
}

// reap takes the leader's exit status, which frees its number.
func (g *group) reap(cmd *exec.Cmd) {
	g.mu.Lock()
	g.reaped = true
	g.mu.Unlock()
	_ = cmd.Wait() // how it ended is read from ProcessState
}

// signalName is the name of the signal that ended a process, or empty.
func signalName(state *os.ProcessState) string {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return unix.SignalName(status.Signal())
	}
	return ""
}
