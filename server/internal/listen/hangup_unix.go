//go:build unix && !linux

package listen

import "golang.org/x/sys/unix"

// hungUp tells whether the other end of a socket sends nothing any more, and whether the
// connection is no more. XNU watches a socket that is asked about POLLHUP, though POSIX
// says that it need not be (bsd/kern/sys_generic.c), and tells of either by that. There the
// next write tells of a reset.
func hungUp(fd uintptr) (finished, reset bool) {
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLHUP}}
	if n, err := unix.Poll(fds, 0); err != nil || n == 0 {
		return false, false
	}
	got := fds[0].Revents
	return got&(unix.POLLHUP|unix.POLLERR) != 0, got&unix.POLLERR != 0
}
