// Package access decides who may ask a site for what. It looks at what a request says of
// itself and at nothing else: it opens no file and no connection.
//
// There are four rules.
//
//   - Host: a request is answered only where it names a host that is this site's
//     (RFC 9110, section 7.2). A page of another site can have its own name resolve to this
//     machine (DNS rebinding), and the browser then lets it read what is answered; only the
//     Host field still says whose page it is. See Policy.HostAllowed.
//   - Origin: a socket opens only for pages of this site, since the same-origin policy does
//     not hold for sockets (RFC 6455, section 10.2). See Policy.OriginAllowed.
//   - Cross-site: a script runs for pages of this site, for a user who asks for it, and for
//     a link that a user follows (Fetch Metadata; https://web.dev/articles/fetch-metadata).
//     See Policy.CrossSite.
//   - Remote: another machine is not told what concerns this machine only. See Remote.
//
// A browser sends the fields that these rules read, and no page can forge them (Fetch,
// section 2.2.2: forbidden request-header names). A program can send anything; it can also
// read the files and run the scripts by itself.
package access

import (
	"net"
	"net/netip"
)

// Policy is who may ask one site. The zero value is that of a listener on loopback that has
// no other names.
type Policy struct {
	// AllowedHosts are further names of the site, each NAME or NAME:PORT.
	AllowedHosts []string
	// Bound are the addresses that the site listens at.
	Bound []netip.AddrPort
	// Localhost is true where the name localhost leads to the site.
	Localhost bool
	// Interfaces lists the machine's own addresses; nil means net.InterfaceAddrs.
	Interfaces func() ([]net.Addr, error)
}
