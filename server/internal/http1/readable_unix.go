//go:build unix

package http1

import "golang.org/x/sys/unix"

// readable reports whether a read of a socket would return at once.
func readable(fd uintptr) bool {
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
	n, err := unix.Poll(fds, 0)
	return err == nil && n > 0
}
