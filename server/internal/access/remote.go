package access

import (
	"net/http"
	"net/netip"
)

// Remote reports whether a request comes from another machine, or from an address that
// another machine could have.
func Remote(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	return err != nil || !from.Addr().Unmap().IsLoopback()
}
