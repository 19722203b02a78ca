package process

import (
	"os"

	"golang.org/x/sys/unix"
)

// openPipe opens a pipe whose one end is ours, the one to read from where we read. Only that one is
// waited for by the poller: a command gets a stream that blocks.
func openPipe(weRead bool) (ours, theirs *os.File, err error) {
	var ends [2]int
	if err := unix.Pipe2(ends[:], unix.O_CLOEXEC); err != nil {
		return nil, nil, os.NewSyscallError("pipe2", err)
	}
	r, w := ends[0], ends[1]
	if !weRead {
		r, w = w, r
	}
	_ = unix.SetNonblock(r, true) // it is open: without, a read has no deadline, and withDeadlines gives one
	return os.NewFile(uintptr(r), "|"), os.NewFile(uintptr(w), "|"), nil
}

// widen makes a pipe hold much, so that large content takes few turns. The system may refuse: what
// all pipes of a user hold has a limit (pipe(7)).
func widen(s stream) {
	onDescriptor(s, func(fd int) { _, _ = unix.FcntlInt(uintptr(fd), unix.F_SETPIPE_SZ, wide) }) // it then holds what it held
}
