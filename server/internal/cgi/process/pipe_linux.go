package process

import (
	"os"

	"golang.org/x/sys/unix"
)

// widen makes a pipe hold much, so that large content takes few turns. The system may refuse: what
// all pipes of a user hold has a limit (pipe(7)).
func widen(s stream) {
	pipe, is := s.(*os.File)
	if !is {
		return
	}
	raw, err := pipe.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) { _, _ = unix.FcntlInt(fd, unix.F_SETPIPE_SZ, wide) }) // it then holds what it held
}
