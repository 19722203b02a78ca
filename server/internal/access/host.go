package access

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// HostAllowed reports whether a request's Host field names this site.
func (p Policy) HostAllowed(r *http.Request) bool {
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return hostAllowed(r.Host, local, p.AllowedHosts)
}

// hostAllowed reports whether a host is a name of this machine's loopback, the address that
// the connection arrived at, an allowed name, or empty, as in HTTP/1.0 and from no browser.
//
// An IPv4 address in the notation of IPv6 (RFC 4291, section 2.5.5.2) is never allowed:
// Chromium connects to 127.0.0.1 for [::ffff:127.0.0.1], but does not take that for
// trustworthy, so its requests do not say which site they come from (Fetch Metadata).
func hostAllowed(host string, local net.Addr, allowed []string) bool {
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

// isAmong reports whether a host is one of those given as NAME or NAME:PORT.
func isAmong(host string, allowed []string) bool {
	name, port := splitHost(host)
	return slices.ContainsFunc(allowed, func(each string) bool {
		allowedName, allowedPort := splitHost(each)
		return isSame(name, allowedName) && (allowedPort == "" || port == allowedPort)
	})
}

// isSame reports whether two names of hosts are one. An address may be written in several ways (RFC 5952).
func isSame(a, b string) bool {
	if a == b {
		return true
	}
	one, err := netip.ParseAddr(a)
	if err != nil {
		return false
	}
	other, err := netip.ParseAddr(b)
	return err == nil && one == other
}

// splitHost takes NAME or NAME:PORT apart. The name comes in lower case, without the
// brackets of an IPv6 address and without the dot that may end a name (RFC 3986, section
// 3.2.2).
func splitHost(host string) (name, port string) {
	name = host
	if n, p, err := net.SplitHostPort(host); err == nil {
		name, port = n, p
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), ".")), port
}
