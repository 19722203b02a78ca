//go:build unix && !linux

package listen

import "golang.org/x/sys/unix"

// hungUp tells whether the other end of a socket is gone. POLLHUP is always told of
// (POSIX, poll); the BSDs, and macOS with them, say so too when it sends nothing any more.
func hungUp(fd uintptr) bool {
	fds := []unix.PollFd{{Fd: int32(fd)}}
	n, err := unix.Poll(fds, 0)
	return err == nil && n > 0 && fds[0].Revents&(unix.POLLHUP|unix.POLLERR) != 0
}
