//go:build unix

package listen

import "golang.org/x/sys/unix"

// descriptorLimit returns how many descriptors this process may have (getrlimit(2)). Go
// raises that to the maximum when it starts; scripts get the original value back.
func descriptorLimit() (int, bool) {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return 0, false
	}
	return int(min(limit.Cur, 1<<30)), true
}
