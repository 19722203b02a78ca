//go:build unix

package static

import (
	"io/fs"
	"os"
	"strconv"
	"syscall"
)

// openToRead does not wait for a writer where the name has become that of a FIFO since it
// was looked at (open(2), O_NONBLOCK).
func openToRead(root *os.Root, name string) (*os.File, error) {
	return root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// fileID tells a file from another that took its name with the same size and times.
func fileID(_ *os.File, info fs.FileInfo) string {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return "-" + strconv.FormatUint(stat.Ino, 36)
	}
	return ""
}

// nameless tells whether no name leads to an open file any more (unlink(2)).
func nameless(_ *os.File, info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Nlink == 0
}
