//go:build unix

package prewarm

import (
	"errors"

	"golang.org/x/sys/unix"
)

// hasEnded reports whether there is no process of a number.
func hasEnded(process int) bool {
	return process > 0 && errors.Is(unix.Kill(process, 0), unix.ESRCH)
}
