package cgi

import (
	"errors"
	"syscall"
)

// outOfDescriptors tells whether something was not opened because this process, or the
// whole system, has no descriptor left: that says nothing about the file.
func outOfDescriptors(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
