//go:build unix

package static

import (
	"io/fs"
	"os"
	"strconv"
	"syscall"
)

// openToRead opens a file. It does not wait for a writer if the name has become that of a FIFO
// meanwhile (open(2), O_NONBLOCK).
func openToRead(root *os.Root, name string) (*os.File, error) {
	return root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// fileID distinguishes a file from another that took its name, size and times.
func fileID(_ *os.File, info fs.FileInfo) string {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return "-" + strconv.FormatUint(stat.Ino, 36)
	}
	return ""
}

// nameless reports whether an open file has no name any more (unlink(2)).
func nameless(_ *os.File, info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Nlink == 0
}
