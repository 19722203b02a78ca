package listen

import (
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

// stallTime is how long a message may stand still on a connection. As long as anything
// moves it may take as long as it likes: a long download over a slow line, or a script
// that prints a line now and then.
const stallTime = 2 * time.Minute

// stream is what is used of a *net.TCPConn.
type stream interface {
	net.Conn
	io.ReaderFrom
	syscall.Conn
	CloseWrite() error
}

// steady is a connection on which writing fails when nothing has moved for a while. A
// client that does not read would otherwise hold its answer, and the script that prints
// it, for ever.
type steady struct {
	stream
	stall time.Duration
}

// Write writes all of p, or until nothing moves.
func (s *steady) Write(p []byte) (int, error) {
	sent := 0
	for {
		n, err := s.timed(func() (int64, error) {
			n, err := s.stream.Write(p[sent:])
			return int64(n), err
		})
		sent += int(n)
		if !goesOn(n, err) {
			return sent, err
		}
	}
}

// ReadFrom writes what r has. A part of a file is sent by the kernel where the system can.
func (s *steady) ReadFrom(r io.Reader) (int64, error) {
	part, _ := r.(*io.LimitedReader)
	if part == nil {
		return io.Copy(struct{ io.Writer }{s}, r)
	}
	file, isFile := part.R.(*os.File)
	if !isFile {
		return io.Copy(struct{ io.Writer }{s}, r)
	}
	start, err := file.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0, err
	}
	length, sent := part.N, int64(0)
	for {
		n, err := s.timed(func() (int64, error) { return s.stream.ReadFrom(part) })
		sent += n
		if !goesOn(n, err) {
			return sent, err
		}
		// What was read and not sent is read again.
		part.N = length - sent
		if _, err := file.Seek(start+sent, io.SeekStart); err != nil {
			return sent, err
		}
	}
}

// timed gives a write its time.
func (s *steady) timed(write func() (int64, error)) (int64, error) {
	if err := s.SetWriteDeadline(time.Now().Add(s.stall)); err != nil {
		return 0, err
	}
	return write()
}

// goesOn tells whether a write ran out of time and yet moved something.
func goesOn(n int64, err error) bool { return n > 0 && errors.Is(err, os.ErrDeadlineExceeded) }
