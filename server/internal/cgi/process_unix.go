//go:build unix

package cgi

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"
)

// group is a process group, named by its leader.
type group struct{ leader int }

// startInGroup starts a command as the leader of a process group of its own, so that
// its children can be ended with it and its signals reach nobody else.
func startInGroup(cmd *exec.Cmd) (group, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return group{}, err
	}
	return group{cmd.Process.Pid}, nil
}

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
