package listen

import (
	"errors"
	"net"
	"os"
	"syscall"
	"time"
)

// stream is what is used of a *net.TCPConn.
type stream interface {
	net.Conn
	syscall.Conn
	CloseWrite() error
}

// stallConn is a connection on which writing fails once nothing has moved for a while.
// Without that, a client that does not read would hold its answer, and the script that
// prints it, for ever.
type stallConn struct {
	stream
	timeout time.Duration // see timeouts.stall
}

// Write writes all of p, unless the client takes nothing for the timeout.
func (s *stallConn) Write(p []byte) (int, error) {
	for sent := 0; ; {
		if err := s.SetWriteDeadline(time.Now().Add(s.timeout)); err != nil {
			return sent, err
		}
		n, err := s.stream.Write(p[sent:])
		sent += n
		if n == 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return sent, err
		}
	}
}
