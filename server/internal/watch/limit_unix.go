//go:build unix && !linux

package watch

import (
	"errors"

	"golang.org/x/sys/unix"
)

// limitOf recognises the limit of open files: kqueue(2) needs an open file for each thing
// that it watches.
func limitOf(err error) *LimitError {
	if errors.Is(err, unix.EMFILE) || errors.Is(err, unix.ENFILE) {
		return &LimitError{Limit: "RLIMIT_NOFILE", Remedy: "ulimit -n 65536", Err: err}
	}
	return nil
}
