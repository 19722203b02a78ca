package process

import (
	"errors"
	"os"
	"os/exec"

	"golang.org/x/sys/unix"
)

// awaitExit waits until the leader has exited, and does not reap it.
func (g *group) awaitExit(*exec.Cmd) {
	if g.awaitPolled() {
		return
	}
	// Nothing else than a signal can fail it: the leader is our child, and only we reap it.
	for errors.Is(unix.Waitid(unix.P_PID, g.leader, nil, unix.WEXITED|unix.WNOWAIT, nil), unix.EINTR) {
	}
}

// awaitPolled waits as for a stream, so that no thread is blocked meanwhile. It returns false where
// the system cannot do that (pidfd_open(2): before Linux 5.10).
func (g *group) awaitPolled() bool {
	descriptor, err := unix.PidfdOpen(g.leader, unix.PIDFD_NONBLOCK)
	if err != nil {
		return false
	}
	leader := os.NewFile(uintptr(descriptor), "pidfd")
	defer leader.Close()
	raw, err := leader.SyscallConn()
	if err != nil {
		return false
	}
	exited := false
	err = raw.Read(func(fd uintptr) bool {
		err := unix.Waitid(unix.P_PIDFD, int(fd), nil, unix.WEXITED|unix.WNOWAIT, nil)
		exited = err == nil
		return !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EINTR)
	})
	return err == nil && exited
}
