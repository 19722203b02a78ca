//go:build unix

package process

import "golang.org/x/sys/unix"

// restOf reads what lies in a pipe and was not read before its deadline: a read after that gets nothing, whatever
// is there (os.File.SetReadDeadline). It gives as much as the buffer holds, and waits for nothing.
func restOf(s stream, buffer []byte) []byte {
	n := 0
	onDescriptor(s, func(fd int) { n, _ = unix.Read(fd, buffer) }) // it does not block: openPipe
	return buffer[:max(n, 0)]
}
