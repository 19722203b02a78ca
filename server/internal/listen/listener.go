package listen

import (
	"errors"
	"net"
	"os"
	"strconv"
	"syscall"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

const (
	// triedPorts is how many ports after the default one are tried before giving up.
	triedPorts = 100
	// triedFree is how many free ports are tried for one that is free at both addresses.
	triedFree = 10
)

// Place is what to listen at.
type Place struct {
	Host string
	// Also is a second address that is to have the same port, where this machine has that
	// address; empty for none.
	Also string
	// Port 0 is any free one.
	Port int
	// MoveOn is true where the next free port may be taken instead.
	MoveOn bool
}

// Listeners listen at the addresses of a Place, its Host first, all at the same port.
type Listeners []*Listener

// Listener hands out connections that report to a Recorder.
type Listener struct {
	*net.TCPListener
	recorder Recorder
	room     *room    // shared by the listeners of a place
	spare    *os.File // a descriptor that is given up to turn a connection away
}

// Open binds the addresses of a place. The errors are fault.Errors: portTaken and
// addressUnavailable.
func Open(place Place, recorder Recorder) (Listeners, error) {
	first, err := bindAll(place, recorder)
	if err == nil || !place.MoveOn || !taken(err) {
		return first, err
	}
	for next := place.Port + 1; next <= min(place.Port+triedPorts, 65535); next++ {
		if l, e := bindAll(Place{Host: place.Host, Also: place.Also, Port: next}, recorder); e == nil {
			return l, nil
		} else if !taken(e) {
			return nil, e
		}
	}
	return nil, err
}

// bindAll binds the addresses of a place at its port. Where the second one cannot be had,
// as without IPv6, the first is enough. Not so where its port is another program's: the
// same name, localhost, would then lead some clients here and others there.
func bindAll(place Place, recorder Recorder) (Listeners, error) {
	for tried := 1; ; tried++ {
		first, err := bind(place.Host, place.Port)
		if err != nil {
			return nil, err
		}
		room := newRoom()
		all := Listeners{{TCPListener: first, recorder: recorder, room: room}}
		if place.Also == "" {
			return all, nil
		}
		second, err := bind(place.Also, all.Port())
		switch {
		case err == nil:
			return append(all, &Listener{TCPListener: second, recorder: recorder, room: room}), nil
		case !taken(err):
			return all, nil
		}
		_ = first.Close() // nobody has connected yet
		if place.Port != 0 || tried == triedFree {
			return nil, err
		}
	}
}

func taken(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Failure == protocol.FailurePortTaken
}

func bind(host string, port int) (*net.TCPListener, error) {
	address := net.JoinHostPort(host, strconv.Itoa(port))
	network := "tcp"
	if net.ParseIP(host).To4() != nil { // Go would take 0.0.0.0 for all addresses of IPv6 as well
		network = "tcp4"
	}
	l, err := net.Listen(network, address)
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

// Port is the port that was bound.
func (all Listeners) Port() int { return all[0].Addr().(*net.TCPAddr).Port }

// Addresses are the addresses that were bound, as ADDRESS:PORT.
func (all Listeners) Addresses() []string {
	addresses := make([]string, len(all))
	for i, l := range all {
		addresses[i] = l.Addr().String()
	}
	return addresses
}

// Loopback tells whether they reach this machine only.
func (all Listeners) Loopback() bool {
	for _, l := range all {
		if !IsLoopback(l.Addr()) {
			return false
		}
	}
	return true
}

// OnLimit says who is told, without waiting, of limits that are reached. It is to be called
// before connections are accepted.
func (all Listeners) OnLimit(told func(Limit)) { all[0].room.onLimit = told }
