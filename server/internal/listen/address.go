package listen

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// IsLoopback reports whether an address is on the loopback interface.
func IsLoopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
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

// OriginAllowed tells whether an Origin (RFC 6454, section 7) is the site's that a request
// with that Host is for, or of an allowed name, with its port or whatever port it has.
func OriginAllowed(origin, host string, allowed []string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" { // null: a file, or a page that is kept apart
		return false
	}
	return strings.EqualFold(u.Host, host) || isAmong(u.Host, allowed)
}

// HostAllowed tells whether a request may carry that Host field: a name of this
// machine's loopback, the address that the connection arrived at, an allowed name, or
// none at all, as in HTTP/1.0 and from no browser. Anything else may be a page of
// another site that had its own name resolve to this machine (DNS rebinding).
//
// An IPv4 address that is written as one of IPv6 (RFC 4291, section 2.5.5.2) is never one:
// Chromium connects to 127.0.0.1 for [::ffff:127.0.0.1], and yet does not take that for
// trustworthy, so its requests do not say which site they come from (Fetch Metadata).
func HostAllowed(host string, local net.Addr, allowed []string) bool {
	name, port := splitHost(host)
	if _, err := strconv.ParseUint(port, 10, 16); err != nil && port != "" {
		return false
	}
	ip, err := netip.ParseAddr(name)
	isAddress := err == nil
	switch {
	case isAddress && ip.Is4In6():
		return false
	case host == "" || name == "localhost" || strings.HasSuffix(name, ".localhost"): // RFC 6761, section 6.3
		return true
	case isAmong(host, allowed) || isAddress && ip.IsLoopback():
		return true
	}
	tcp, ok := local.(*net.TCPAddr)
	return isAddress && ok && tcp.AddrPort().Addr().Unmap().WithZone("") == ip.WithZone("")
}

// isAmong tells whether a host is one of those given as NAME or NAME:PORT.
func isAmong(host string, allowed []string) bool {
	name, port := splitHost(host)
	return slices.ContainsFunc(allowed, func(each string) bool {
		allowedName, allowedPort := splitHost(each)
		return name == allowedName && (allowedPort == "" || port == allowedPort)
	})
}

// splitHost takes NAME or NAME:PORT apart. The name is in lower case, without the brackets
// of an IPv6 address and the dot that may end a name (RFC 3986, section 3.2.2).
func splitHost(host string) (name, port string) {
	name = host
	if n, p, err := net.SplitHostPort(host); err == nil {
		name, port = n, p
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), ".")), port
}
