//go:build unix

package fault

import (
	"net"
	"os"
	"syscall"
	"testing"
)

func TestCauseOfThisSystemsErrors(t *testing.T) {
	for want, number := range map[string]syscall.Errno{
		"permission": syscall.EACCES, "notFound": syscall.ENOENT, "notProgram": syscall.ENOEXEC, "tooLong": syscall.E2BIG,
		"tooManyFiles": syscall.EMFILE, "diskFull": syscall.ENOSPC, "connection": syscall.ECONNRESET, "noFile": syscall.EISDIR, "readOnly": syscall.EROFS, "EINVAL": syscall.EINVAL, "unknown": 9999,
	} {
		for _, err := range []error{
			&os.PathError{Op: "fork/exec", Path: "/w/a", Err: number},
			&net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", number)},
		} {
			if got := Cause(err); got != want {
				t.Errorf("%v: %s, not %s", err, got, want)
			}
		}
	}
}
