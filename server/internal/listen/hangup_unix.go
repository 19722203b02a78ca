//go:build unix && !linux

package listen

import "golang.org/x/sys/unix"

// hungUp tells whether the other end of a socket sends nothing any more, and whether the
// connection is no more. POLLHUP is always told of (POSIX, poll); on the BSDs, and macOS
// with them, it tells of either. There the next write tells of a reset.
func hungUp(fd uintptr) (finished, reset bool) {
	fds := []unix.PollFd{{Fd: int32(fd)}}
	if n, err := unix.Poll(fds, 0); err != nil || n == 0 {
		return false, false
	}
	got := fds[0].Revents
	return got&(unix.POLLHUP|unix.POLLERR) != 0, got&unix.POLLERR != 0
}
