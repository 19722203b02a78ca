package listen

import (
	"net"
	"net/netip"
	"slices"
	"strconv"
)

// IsLoopback reports whether an address is on the loopback interface.
func IsLoopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// Bound returns the addresses that were bound.
func (all Listeners) Bound() []netip.AddrPort {
	bound := make([]netip.AddrPort, len(all))
	for i, l := range all {
		bound[i] = l.Addr().(*net.TCPAddr).AddrPort()
	}
	return bound
}

// Hold reports whether they are why an address, ADDRESS:PORT, cannot be bound.
func (all Listeners) Hold(address string) bool {
	asked, err := netip.ParseAddrPort(address)
	return err == nil && slices.ContainsFunc(all.Bound(), func(bound netip.AddrPort) bool {
		anywhere := bound.Addr().IsUnspecified() || asked.Addr().IsUnspecified()
		return bound.Port() == asked.Port() && (anywhere || bound.Addr().Unmap() == asked.Addr().Unmap())
	})
}

// URLs returns the addresses at which the site can be reached: those on loopback first, and
// IPv4 before IPv6. A bound address that stands for all (0.0.0.0, ::) gives one for each of
// the machine's.
func (all Listeners) URLs() []string { return all.urls(all.reached()) }

// NetworkURLs returns those of URLs that other machines can use.
func (all Listeners) NetworkURLs() []string {
	return all.urls(slices.DeleteFunc(all.reached(), net.IP.IsLoopback))
}

func (all Listeners) urls(reached []net.IP) []string {
	urls := make([]string, len(reached))
	for i, ip := range reached {
		urls[i] = "http://" + net.JoinHostPort(ip.String(), strconv.Itoa(all.Port())) + "/"
	}
	return urls
}

// reached returns the addresses at which connections arrive, in the order of URLs.
func (all Listeners) reached() []net.IP {
	var found []net.IP
	for _, l := range all {
		ip := l.Addr().(*net.TCPAddr).IP
		if !ip.IsUnspecified() {
			found = append(found, ip)
			continue
		}
		found = append(found, net.IPv4(127, 0, 0, 1))
		found = append(found, machineAddresses(ip.To4() == nil)...)
	}
	slices.SortStableFunc(found, func(a, b net.IP) int { return rank(a) - rank(b) })
	return found
}

// machineAddresses returns the machine's addresses beyond 127.0.0.1: those that other
// machines can use, and ::1.
func machineAddresses(six bool) []net.IP {
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return nil // the site is there all the same
	}
	var found []net.IP
	for _, each := range interfaces {
		n, ok := each.(*net.IPNet)
		if ok && (n.IP.IsGlobalUnicast() || n.IP.Equal(net.IPv6loopback)) && (n.IP.To4() != nil || six) {
			found = append(found, n.IP)
		}
	}
	return found
}

func rank(ip net.IP) int {
	rank := 0
	if !ip.IsLoopback() {
		rank += 2
	}
	if ip.To4() == nil {
		rank++
	}
	return rank
}
