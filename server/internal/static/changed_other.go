//go:build !linux && !darwin

package static

import (
	"io/fs"
	"time"
)

// changeTime is the time of the last write where nothing better is known.
func changeTime(info fs.FileInfo) time.Time { return info.ModTime() }
