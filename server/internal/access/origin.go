package access

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// OriginAllowed reports whether an Origin (RFC 6454, section 7) is this site's: that of the
// request's own Host, of an allowed name, or of another of the site's addresses.
func (p Policy) OriginAllowed(r *http.Request, origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" { // null: a file, or a page in a sandbox
		return false
	}
	return strings.EqualFold(u.Host, r.Host) || isAmong(u.Host, p.AllowedHosts) || p.ownAddress(u)
}

// ownAddress reports whether the site answers at an origin's address.
//
// Where the site listens at all addresses of the machine, the machine has to be asked for
// them. That is done only for the origins that the answer decides: an address with the
// site's port that is neither the request's Host nor loopback. The answer is not kept. No
// system tells a program reliably that the machine has lost an address, and another machine
// may get that one: its pages would then pass for the site's.
func (p Policy) ownAddress(origin *url.URL) bool {
	port := origin.Port()
	if port == "" {
		port = "80"
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil || origin.Scheme != "http" {
		return false
	}
	bound := slices.DeleteFunc(slices.Clone(p.Bound), func(at netip.AddrPort) bool { return at.Port() != uint16(number) })
	if len(bound) == 0 {
		return false
	}
	if strings.EqualFold(origin.Hostname(), "localhost") {
		return p.Localhost
	}
	ip, err := netip.ParseAddr(origin.Hostname())
	return err == nil && slices.ContainsFunc(bound, func(at netip.AddrPort) bool { return p.reaches(at.Addr().Unmap(), ip) })
}

// reaches reports whether connections to an address arrive at a bound one.
func (p Policy) reaches(bound, ip netip.Addr) bool {
	switch {
	case !bound.IsUnspecified():
		return bound == ip
	case bound.Is4() && !ip.Is4(): // 0.0.0.0 stands for all of IPv4, :: for those of IPv6 as well
		return false
	case ip.IsLoopback():
		return true
	}
	return p.onThisMachine(ip)
}

// onThisMachine reports whether an address is one of this machine's.
func (p Policy) onThisMachine(ip netip.Addr) bool {
	list := p.Interfaces
	if list == nil {
		list = net.InterfaceAddrs
	}
	addresses, err := list()
	if err != nil {
		return false // the system does not tell: the origin counts as another site's
	}
	return slices.ContainsFunc(addresses, func(each net.Addr) bool {
		n, ok := each.(*net.IPNet)
		if !ok {
			return false
		}
		address, ok := netip.AddrFromSlice(n.IP)
		return ok && address.Unmap() == ip
	})
}
