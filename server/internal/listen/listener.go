package listen

import (
	"errors"
	"net"
	"strconv"
	"syscall"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// triedPorts is how many ports after the default one are tried before giving up.
const triedPorts = 100

// Listener hands out connections that report to a Recorder.
type Listener struct {
	*net.TCPListener
	recorder Recorder
	// Moved is true where the wanted port was taken and another was chosen.
	Moved bool
}

// Open binds host and port; port 0 is any free one. With moveOn the next free port
// is taken where that one is not free. The errors are fault.Errors: portTaken and
// addressUnavailable.
func Open(host string, port int, moveOn bool, recorder Recorder) (*Listener, error) {
	first, err := bind(host, port)
	if err == nil {
		return &Listener{TCPListener: first, recorder: recorder}, nil
	}
	if !moveOn || !taken(err) {
		return nil, err
	}
	for next := port + 1; next <= min(port+triedPorts, 65535); next++ {
		if l, e := bind(host, next); e == nil {
			return &Listener{TCPListener: l, recorder: recorder, Moved: true}, nil
		} else if !taken(e) {
			return nil, e
		}
	}
	return nil, err
}

func taken(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Failure == protocol.FailurePortTaken
}

func bind(host string, port int) (*net.TCPListener, error) {
	address := net.JoinHostPort(host, strconv.Itoa(port))
	l, err := net.Listen("tcp", address)
	switch {
	case err == nil:
		return l.(*net.TCPListener), nil
	case errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, errAddressInUseWindows):
		return nil, fault.New(protocol.FailurePortTaken, "address", address, "port", strconv.Itoa(port)).Because(err)
	default:
		return nil, fault.New(protocol.FailureAddressUnavailable, "address", address).Because(err)
	}
}

// errAddressInUseWindows is WSAEADDRINUSE, which syscall.EADDRINUSE is not on Windows.
const errAddressInUseWindows = syscall.Errno(10048)

// Accept waits for the next connection.
func (l *Listener) Accept() (net.Conn, error) {
	c, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	return newConn(c, l.recorder), nil
}

// Port is the port that was bound.
func (l *Listener) Port() int { return l.Addr().(*net.TCPAddr).Port }
