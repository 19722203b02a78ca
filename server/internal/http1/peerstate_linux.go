package http1

import "golang.org/x/sys/unix"

// peerStateOf reports whether the other end of a socket sends nothing any more (POLLRDHUP,
// which only Linux has), and whether the connection was reset.
func peerStateOf(fd uintptr) (finished, reset bool) {
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLRDHUP}}
	if n, err := unix.Poll(fds, 0); err != nil || n == 0 {
		return false, false
	}
	got := fds[0].Revents
	return got&(unix.POLLRDHUP|unix.POLLHUP|unix.POLLERR) != 0, got&(unix.POLLHUP|unix.POLLERR) != 0
}
