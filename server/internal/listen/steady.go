package listen

import (
	"errors"
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
	for sent := 0; ; {
		if err := s.SetWriteDeadline(time.Now().Add(s.stall)); err != nil {
			return sent, err
		}
		n, err := s.stream.Write(p[sent:])
		sent += n
		if n == 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return sent, err
		}
	}
}
