//go:build unix

package watch

import (
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// changedSince reports whether content, name or mode of a file changed, by the time that no
// program can set (inode(7), ctime).
func changedSince(path string, since time.Time) bool {
	var stat unix.Stat_t
	if err := unix.Lstat(path, &stat); err != nil {
		return false
	}
	return !time.Unix(stat.Ctim.Unix()).Before(since)
}

// inode is the number of a file in its file system.
func inode(info os.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Ino) // its type differs from system to system
	}
	return 0
}
