//go:build unix

package process

import "os"

// onDescriptor does something with a pipe's descriptor, unless the stream is no pipe or was closed.
func onDescriptor(s stream, do func(fd int)) {
	pipe, is := s.(*os.File)
	if !is {
		return
	}
	if raw, err := pipe.SyscallConn(); err == nil {
		_ = raw.Control(func(fd uintptr) { do(int(fd)) }) // closed meanwhile, it has nothing to do
	}
}
