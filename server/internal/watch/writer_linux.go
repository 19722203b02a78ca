package watch

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// hasWriter reports whether a program has the file open for writing, and whether that could
// be found out. The system grants a read lease only if none has (fcntl(2), F_SETLEASE); it
// is given back at once. Leases are refused for the files of other users and on some network
// file systems.
func hasWriter(file *os.File) (writing, known bool) {
	connection, err := file.SyscallConn()
	if err != nil {
		return false, false
	}
	var leaseErr error
	err = connection.Control(func(descriptor uintptr) {
		_, leaseErr = unix.FcntlInt(descriptor, unix.F_SETLEASE, unix.F_RDLCK)
		if leaseErr == nil {
			_, leaseErr = unix.FcntlInt(descriptor, unix.F_SETLEASE, unix.F_UNLCK)
		}
	})
	if err != nil {
		return false, false
	}
	writing = errors.Is(leaseErr, unix.EAGAIN)
	return writing, writing || leaseErr == nil
}
