//go:build unix

package cgi

import (
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// group is a process group, named by its leader.
type group struct{ leader int }

// startInGroup starts a command as the leader of a process group of its own, so that
// its children can be ended with it and its signals reach nobody else.
func startInGroup(cmd *exec.Cmd) (group, error) {
	keepInherited()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return group{}, err
	}
	return group{cmd.Process.Pid}, nil
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

// terminate asks every process of the group to end.
func (g group) terminate() { _ = syscall.Kill(-g.leader, syscall.SIGTERM) } // fails only where none is left

// kill ends every process of the group.
func (g group) kill() { _ = syscall.Kill(-g.leader, syscall.SIGKILL) }

// release has nothing to give back here.
func (g group) release() {}

// signalName is the name of the signal that ended a process.
func signalName(state *os.ProcessState) string {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return unix.SignalName(status.Signal())
	}
	return ""
}
