//go:build unix

package load

import "golang.org/x/sys/unix"

// MaxConnections is how many connections this process and another one can have, each at its own
// end: what getrlimit(2) allows, but for a few descriptors. Go raises the limit to the most that
// is allowed when a program starts.
func MaxConnections() int {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return 0
	}
	return max(0, int(min(limit.Cur, 1<<20))-100)
}
