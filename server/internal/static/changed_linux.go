package static

import (
	"io/fs"
	"os"
	"syscall"
	"time"
)

// changeTime is when a file's content, size or times were last changed (inode(7), ctime):
// nobody can set it back.
func changeTime(_ *os.File, info fs.FileInfo) time.Time {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(stat.Ctim.Unix())
	}
	return info.ModTime()
}
