package listen

import (
	"errors"
	"net"
	"strconv"
	"syscall"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

const (
	// triedPorts is how many ports after the first are tried.
	triedPorts = 100
	// triedFree is how many free ports are tried for one that is free at both hosts and that
	// browsers open.
	triedFree = 10
)

// Address is where to listen.
type Address struct {
	Host string
	// SecondHost is a second host to listen at, with the same port, if this machine has it;
	// empty for none.
	SecondHost string
	// Port is 0 for any free one.
	Port int
	// TryNextPort is true if the next free port may be taken instead.
	TryNextPort bool
}

// Listeners listen at the hosts of an Address, its Host first, all at the same port.
type Listeners []*net.TCPListener

// Open binds an address. The errors are fault.Errors: portTaken, portTakenByVitrina,
// portBlocked and addressUnavailable.
func Open(address Address) (Listeners, error) {
	all, err := bindFirst(address)
	return all, namingVitrina(err)
}

// bindFirst binds the port of an address or, where it may, the next one that is free.
func bindFirst(address Address) (Listeners, error) {
	if isBlocked(address.Port) {
		return nil, fault.New(protocol.FailurePortBlocked, "port", strconv.Itoa(address.Port))
	}
	first, err := bindAll(address)
	if err == nil || !address.TryNextPort || !isTaken(err) {
		return first, err
	}
	for next := address.Port + 1; next <= min(address.Port+triedPorts, 65535); next++ {
		if isBlocked(next) {
			continue
		}
		if l, e := bindAll(Address{Host: address.Host, SecondHost: address.SecondHost, Port: next}); e == nil {
			return l, nil
		} else if !isTaken(e) {
			return nil, e
		}
	}
	return nil, err
}

// bindAll binds both hosts of an address at its port. If this machine lacks the second one,
// as without IPv6, the first is enough. If another program has the port there, it is not: the
// name localhost would lead some clients here and others there.
func bindAll(address Address) (Listeners, error) {
	for tried := 1; ; tried++ {
		first, err := bind(address.Host, address.Port)
		if err != nil {
			return nil, err
		}
		if port := first.Addr().(*net.TCPAddr).Port; address.Port == 0 && isBlocked(port) {
			defer first.Close() // when another was taken: the system would give this one again
			continue
		}
		all := Listeners{first}
		if address.SecondHost == "" {
			return all, nil
		}
		second, err := bind(address.SecondHost, all.Port())
		switch {
		case err == nil:
			return append(all, second), nil
		case !isTaken(err):
			return all, nil
		}
		_ = first.Close() // nobody has connected yet
		if address.Port != 0 || tried >= triedFree {
			return nil, err
		}
	}
}

// taken returns the failure that says that another program has the port, if err is one.
func taken(err error) (*fault.Error, bool) {
	var f *fault.Error
	return f, errors.As(err, &f) && f.Failure == protocol.FailurePortTaken
}

func isTaken(err error) bool {
	_, is := taken(err)
	return is
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

// Port returns the port that was bound.
func (all Listeners) Port() int { return all[0].Addr().(*net.TCPAddr).Port }

// Addresses returns the addresses that were bound, as ADDRESS:PORT.
func (all Listeners) Addresses() []string {
	addresses := make([]string, len(all))
	for i, l := range all {
		addresses[i] = l.Addr().String()
	}
	return addresses
}

// Loopback reports whether only this machine can reach them.
func (all Listeners) Loopback() bool {
	for _, l := range all {
		if !IsLoopback(l.Addr()) {
			return false
		}
	}
	return true
}
