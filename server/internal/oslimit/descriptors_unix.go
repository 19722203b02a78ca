//go:build unix

package oslimit

import "golang.org/x/sys/unix"

// MaxDescriptors is how many descriptors this process may have (getrlimit(2)). Go raises it
// to the most that is allowed when it starts; scripts get back what was before.
func MaxDescriptors() (int, bool) {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return 0, false
	}
	return int(min(limit.Cur, 1<<30)), true
}
