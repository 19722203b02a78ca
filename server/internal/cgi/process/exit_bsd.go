//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package process

import (
	"errors"
	"os/exec"

	"golang.org/x/sys/unix"
)

// awaitExit waits until the leader has exited, and does not reap it. On macOS waitid(2) also
// returns for a process that is stopped (golang/go issue 19314), so the kernel's queue is
// asked (kqueue(2), NOTE_EXIT).
func (g *group) awaitExit(cmd *exec.Cmd) {
	queue, err := unix.Kqueue()
	if err != nil { // no descriptor is left: the script is awaited, and its group not ended
		g.reap(cmd)
		return
	}
	defer unix.Close(queue)
	var wanted unix.Kevent_t
	unix.SetKevent(&wanted, g.leader, unix.EVFILT_PROC, unix.EV_ADD|unix.EV_ONESHOT)
	wanted.Fflags = unix.NOTE_EXIT
	// One that has exited already is an error (ESRCH), which says the same.
	for told := make([]unix.Kevent_t, 1); ; {
		if _, err := unix.Kevent(queue, []unix.Kevent_t{wanted}, told, nil); !errors.Is(err, unix.EINTR) {
			return
		}
	}
}
