//go:build unix

package watch

import (
	"os"

	"golang.org/x/sys/unix"
)

// openToRead does not wait for a writer where the name has become that of a FIFO since it
// was looked at (open(2), O_NONBLOCK).
func openToRead(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|unix.O_NONBLOCK|unix.O_NOFOLLOW, 0)
}
