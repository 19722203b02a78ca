package process

import (
	"errors"
	"os/exec"

	"golang.org/x/sys/unix"
)

// awaitExit waits until the leader has exited, and does not reap it.
func (g *group) awaitExit(*exec.Cmd) {
	// Nothing else than a signal can fail it: the leader is our child, and only we reap it.
	for errors.Is(unix.Waitid(unix.P_PID, g.leader, nil, unix.WEXITED|unix.WNOWAIT, nil), unix.EINTR) {
	}
}
