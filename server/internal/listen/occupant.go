package listen

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"vitrina/server/internal/build"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// occupantAnswers is how long a program that has the port may take to say what it is. It
// runs on this machine; one that says nothing keeps the user waiting for its error so long.
const occupantAnswers = 2 * time.Second

// namingVitrina turns portTaken into portTakenByVitrina where another process of Vitrina has
// the port: the user knows in which window or terminal to stop it.
func namingVitrina(err error) error {
	f, is := taken(err)
	if !is || !isVitrina(f.Args["address"]) {
		return err
	}
	return fault.New(protocol.FailurePortTakenByVitrina, "port", f.Args["port"], "address", f.Args["address"]).Because(f.Err)
}

// isVitrina asks what listens at ADDRESS:PORT for its Server field (RFC 9110, section 10.2.4).
// A site of Vitrina records nothing of a request for the file that follows pages.
func isVitrina(address string) bool {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return false
	}
	if at.Addr().IsUnspecified() { // all addresses, of which Windows lets nobody connect to this one
		loopback := netip.AddrFrom4([4]byte{127, 0, 0, 1})
		if at.Addr().Is6() {
			loopback = netip.IPv6Loopback()
		}
		at = netip.AddrPortFrom(loopback, at.Port())
	}
	ctx, done := context.WithTimeout(context.Background(), occupantAnswers)
	defer done()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, "http://"+at.String()+"/_vitrina/reload.js", http.NoBody)
	if err != nil {
		return false
	}
	direct := http.Transport{DisableKeepAlives: true, DialContext: new(net.Dialer).DialContext} // no proxy
	answer, err := direct.RoundTrip(request)                                                    // follows no redirect
	if err != nil {
		return false
	}
	_ = answer.Body.Close()
	product, _, _ := strings.Cut(build.Product(), "/")
	return strings.HasPrefix(answer.Header.Get("Server"), product+"/")
}
