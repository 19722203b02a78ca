package listen

import "golang.org/x/sys/unix"

// hungUp tells whether the other end of a socket sends nothing any more (POLLRDHUP,
// which only Linux has) or is gone.
func hungUp(fd uintptr) bool {
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLRDHUP}}
	n, err := unix.Poll(fds, 0)
	return err == nil && n > 0 && fds[0].Revents&(unix.POLLRDHUP|unix.POLLHUP|unix.POLLERR) != 0
}
