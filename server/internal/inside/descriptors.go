package inside

import (
	"errors"
	"syscall"
)

// OutOfDescriptors tells whether something was not looked at because this process, or the
// whole system, has no descriptor left: that says nothing about the file.
func OutOfDescriptors(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
