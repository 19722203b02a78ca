//go:build unix

package static

import (
	"io/fs"
	"strconv"
	"syscall"
)

// fileID tells a file from another that took its name with the same size and time.
func fileID(info fs.FileInfo) string {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return "-" + strconv.FormatUint(stat.Ino, 36)
	}
	return ""
}
