//go:build unix && !linux

package http1

import "golang.org/x/sys/unix"

// peerStateOf reports whether the other end of a socket sends nothing any more, and whether
// the connection was reset. XNU reports both by POLLHUP, and only if asked for it, though
// POSIX says that nobody need ask (bsd/kern/sys_generic.c). There the next write notices a
// reset.
func peerStateOf(fd uintptr) (finished, reset bool) {
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLHUP}}
	if n, err := unix.Poll(fds, 0); err != nil || n == 0 {
		return false, false
	}
	got := fds[0].Revents
	return got&(unix.POLLHUP|unix.POLLERR) != 0, got&unix.POLLERR != 0
}
