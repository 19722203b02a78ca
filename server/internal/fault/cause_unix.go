//go:build unix

package fault

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// systemCauses are what else this system says (errno(3)).
var systemCauses = []struct {
	err  error
	name string
}{
	{syscall.ENOEXEC, "notProgram"},
	{syscall.E2BIG, "tooLong"},
	{syscall.EMFILE, "tooManyFiles"},
	{syscall.ENFILE, "tooManyFiles"},
	{syscall.EAGAIN, "tooManyPrograms"}, // of fork(2)
	{syscall.ENOMEM, "noMemory"},
	{syscall.ETXTBSY, "inUse"},
	{syscall.ENOTDIR, "notFolder"},
	{syscall.ELOOP, "linkLoop"},
	{syscall.ENAMETOOLONG, "nameTooLong"},
	{syscall.EIO, "disk"},
	{syscall.EROFS, "readOnly"},
	{syscall.ENOSPC, "diskFull"},
	{syscall.EDQUOT, "diskFull"},
	{syscall.ECONNRESET, "connection"},
	{syscall.EPIPE, "connection"},
	{syscall.EADDRINUSE, "addressTaken"},
	{syscall.EADDRNOTAVAIL, "noAddress"},
}

// numbered is the name of an error, such as EINVAL.
func numbered(number syscall.Errno) string {
	if name := unix.ErrnoName(number); name != "" {
		return name
	}
	return "unknown"
}
