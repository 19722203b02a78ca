package listen

import (
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// Loopback tells whether an address reaches this machine only.
func Loopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// URLs are the addresses at which a bound one can be reached, this machine's own
// first. An address that stands for all (0.0.0.0, ::) gives one for each of the
// machine's networks.
func URLs(address net.Addr) []string {
	tcp, ok := address.(*net.TCPAddr)
	if !ok {
		return nil
	}
	if !tcp.IP.IsUnspecified() {
		return []string{url(tcp.IP, tcp.Port)}
	}
	urls := []string{url(net.IPv4(127, 0, 0, 1), tcp.Port)}
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return urls
	}
	for _, each := range interfaces {
		if n, ok := each.(*net.IPNet); ok && n.IP.IsGlobalUnicast() && (n.IP.To4() != nil || tcp.IP.To4() == nil) {
			urls = append(urls, url(n.IP, tcp.Port))
		}
	}
	return urls
}

func url(ip net.IP, port int) string {
	return "http://" + net.JoinHostPort(ip.String(), strconv.Itoa(port)) + "/"
}

// HostAllowed tells whether a request may carry that Host field: a name of this
// machine's loopback, the address that the connection arrived at, an allowed name, or
// none at all, as in HTTP/1.0 and from no browser. Anything else may be a page of
// another site that had its own name resolve to this machine (DNS rebinding).
func HostAllowed(host string, local net.Addr, allowed []string) bool {
	name := host
	if h, port, err := net.SplitHostPort(host); err == nil {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil && port != "" {
			return false
		}
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if host == "" || name == "localhost" || strings.HasSuffix(name, ".localhost") { // RFC 6761, section 6.3
		return true
	}
	for _, each := range allowed {
		if strings.EqualFold(name, each) {
			return true
		}
	}
	ip, err := netip.ParseAddr(strings.Trim(name, "[]"))
	if err != nil {
		return false
	}
	if ip.Unmap().IsLoopback() {
		return true
	}
	tcp, ok := local.(*net.TCPAddr)
	return ok && tcp.AddrPort().Addr().Unmap().WithZone("") == ip.Unmap().WithZone("")
}
