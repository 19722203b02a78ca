//go:build unix

package process

import (
	"os"

	"golang.org/x/sys/unix"
)

// restOf reads what lies in a pipe and was not read before its deadline: a read after that gets nothing, whatever
// is there (os.File.SetReadDeadline). It gives as much as the buffer holds, and waits for nothing.
func restOf(s stream, buffer []byte) []byte {
	pipe, is := s.(*os.File)
	if !is {
		return nil
	}
	raw, err := pipe.SyscallConn()
	if err != nil {
		return nil
	}
	n := 0
	_ = raw.Control(func(fd uintptr) { n, _ = unix.Read(int(fd), buffer) }) // it does not block: openPipe
	return buffer[:max(n, 0)]
}
