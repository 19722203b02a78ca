package access

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"testing"
)

func TestHostAllowed(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST:8000": true, "localhost.": true, "a.localhost": true, "127.0.0.1": true, "127.9.9.9:1": true, "[::1]": true, "[::1]:80": true, "::1": true,
		"lab.test": true, "LAB.TEST:9": true, "lab.test.": true, "lab.test.:9": true,
		"port.test:18432": true, "Port.test.:18432": true, "port.test": false, "port.test:18433": false,
		"dot.test": true, "dot.test.:9": true, "[2001:db8::1]:9": true, "[2001:db8::2]:9": true, "[2001:db8::2]:8": false, "[2001:db8::3]": true, "[2001:DB8:0:0::3]:9": true, "[2001:db8::4]": false,
		"":             true, // HTTP/1.0 has none
		"evil.example": false, "localhost.evil.example": false, "127.0.0.1.evil.example": false, "10.0.0.1": false, "0.0.0.0": false, "localhost:port": false, "notlocalhost": false, "lab.test..": false,
		"[::ffff:127.0.0.1]": false, "[::FFFF:7f00:1]:80": false, "[0:0:0:0:0:ffff:127.0.0.1]": false, "::ffff:127.0.0.1": false, "[::ffff:127.0.0.1%1]": false,
	} {
		p := Policy{AllowedHosts: []string{"lab.test", "port.test:18432", "dot.test.", "2001:db8::1", "[2001:db8::2]:9", "[2001:db8:0::3]"}}
		if got := p.HostAllowed(&http.Request{Host: host}); got != want {
			t.Errorf("HostAllowed(%q) = %v", host, got)
		}
	}
}

func TestTheAddressThatTheConnectionArrivedAtIsAHost(t *testing.T) {
	for address, hosts := range map[string]map[string]bool{
		"192.0.2.7:8000":          {"192.0.2.7": true, "192.0.2.7:8000": true, "192.0.2.8:8000": false, "[::ffff:192.0.2.7]:8000": false},
		"[::ffff:192.0.2.7]:8000": {"192.0.2.7:8000": true},
		"[fe80::1%eth0]:8000":     {"[fe80::1]:8000": true, "[fe80::2]:8000": false},
	} {
		local := net.TCPAddrFromAddrPort(netip.MustParseAddrPort(address))
		for host, want := range hosts {
			if got := hostAllowed(host, local, nil); got != want {
				t.Errorf("hostAllowed(%q) at %s = %v", host, address, got)
			}
		}
	}
}

func TestOriginsOfNames(t *testing.T) {
	p := Policy{AllowedHosts: []string{"lab.test", "port.test.:18432"}}
	for origin, want := range map[string]bool{
		"http://localhost:8000": true, "http://lab.test": true, "https://LAB.test.:81": true, "http://port.test:18432": true, "http://port.test.:18432": true,
		"http://localhost": false, "http://port.test": false, "http://port.test:1": false, "http://evil.example": false, "null": false, "file://": false, "%": false,
	} {
		if got := p.OriginAllowed(&http.Request{Host: "localhost:8000"}, origin); got != want {
			t.Errorf("OriginAllowed(%q) = %v", origin, got)
		}
	}
}

// machine is one that has the addresses given; asked counts how often it was asked.
type machine struct {
	addresses []string
	asked     int
}

func (m *machine) list() ([]net.Addr, error) {
	m.asked++
	list := []net.Addr{}
	for _, each := range m.addresses {
		ip, network, err := net.ParseCIDR(each)
		if err != nil {
			return nil, err
		}
		list = append(list, &net.IPNet{IP: ip, Mask: network.Mask})
	}
	return list, nil
}

func TestOriginsOfAddresses(t *testing.T) {
	at := netip.MustParseAddrPort
	for name, c := range map[string]struct {
		policy  Policy
		origins map[string]bool
	}{
		"both loopbacks": {Policy{Bound: []netip.AddrPort{at("127.0.0.1:8000"), at("[::1]:8000")}, Localhost: true}, map[string]bool{
			"http://127.0.0.1:8000": true, "http://[::1]:8000": true, "http://localhost:8000": true, "HTTP://LOCALHOST:8000": true,
			"http://127.0.0.1:8001": false, "http://127.0.0.2:8000": false, "http://localhost:8001": false, "http://localhost": false,
			"https://127.0.0.1:8000": false, "http://[::ffff:127.0.0.1]:8000": false, "http://192.0.2.7:8000": false, "http://127.0.0.1:port": false,
		}},
		"one address": {Policy{Bound: []netip.AddrPort{at("127.0.0.1:8000")}}, map[string]bool{"http://127.0.0.1:8000": true, "http://localhost:8000": false}},
		"port 80":     {Policy{Bound: []netip.AddrPort{at("127.0.0.1:80")}}, map[string]bool{"http://127.0.0.1": true, "http://127.0.0.1:80": true}},
		"all of IPv4": {Policy{Bound: []netip.AddrPort{at("0.0.0.0:8000")}}, map[string]bool{
			"http://127.0.0.1:8000": true, "http://192.0.2.7:8000": true, "http://192.0.2.8:8000": false, "http://[::1]:8000": false, "http://[2001:db8::7]:8000": false,
		}},
		"all": {Policy{Bound: []netip.AddrPort{at("[::]:8000")}}, map[string]bool{
			"http://127.0.0.1:8000": true, "http://192.0.2.7:8000": true, "http://192.0.2.8:8000": false, "http://[::1]:8000": true, "http://[2001:db8::7]:8000": true, "http://[2001:db8::8]:8000": false,
		}},
	} {
		own := &machine{addresses: []string{"127.0.0.1/8", "::1/128", "192.0.2.7/24", "2001:db8::7/64"}}
		c.policy.Interfaces = own.list
		for origin, want := range c.origins {
			if got := c.policy.OriginAllowed(&http.Request{Host: "lab.test:8000"}, origin); got != want {
				t.Errorf("%s: OriginAllowed(%q) = %v", name, origin, got)
			}
		}
	}
	failing := Policy{Bound: []netip.AddrPort{at("0.0.0.0:8000")}, Interfaces: func() ([]net.Addr, error) { return nil, errors.New("no") }}
	if failing.OriginAllowed(&http.Request{}, "http://192.0.2.7:8000") {
		t.Error("an origin is allowed though the machine's addresses are not known")
	}
}

// The machine is asked for its addresses only where they decide, and what it says is not
// kept: an address that it has lost may be another machine's.
func TestTheMachineIsAskedOnlyWhereItsAddressesDecide(t *testing.T) {
	own := &machine{addresses: []string{"192.0.2.7/24"}}
	p := Policy{Bound: []netip.AddrPort{netip.MustParseAddrPort("0.0.0.0:8000")}, AllowedHosts: []string{"lab.test"}, Interfaces: own.list}
	r := &http.Request{Host: "192.0.2.7:8000"}
	for _, origin := range []string{
		"http://192.0.2.7:8000", "http://lab.test", "http://127.0.0.1:8000", // allowed without
		"http://evil.example", "https://evil.example:8000", "http://192.0.2.9:1", "http://192.0.2.9", "https://192.0.2.9:8000", "http://[2001:db8::7]:8000", "null", "%",
	} {
		p.OriginAllowed(r, origin)
		if own.asked > 0 {
			t.Fatalf("the machine was asked for %s", origin)
		}
	}
	allowed := func() bool { return p.OriginAllowed(&http.Request{Host: "127.0.0.1:8000"}, "http://192.0.2.7:8000") }
	if !allowed() || own.asked != 1 {
		t.Errorf("the other address of the site is refused, or was asked for %d times", own.asked)
	}
	own.addresses = []string{"198.51.100.7/24"}
	if allowed() {
		t.Error("an address that the machine has lost is still its own")
	}
	own.addresses = append(own.addresses, "192.0.2.7/24")
	if !allowed() {
		t.Error("an address that the machine has got is not its own")
	}
}

func TestRemote(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:1": false, "127.8.9.10:1": false, "[::1]:1": false, "[::ffff:127.0.0.1]:1": false,
		"192.168.1.2:1": true, "10.0.0.1:1": true, "8.8.8.8:1": true, "[fd00::2]:1": true, "[fe80::1%eth0]:1": true, "[::ffff:10.0.0.1]:1": true, "[::]:1": true,
		"": true, "localhost:1": true, "@": true, // nobody knows
	} {
		if got := Remote(&http.Request{RemoteAddr: address}); got != want {
			t.Errorf("Remote(%q) = %v", address, got)
		}
	}
}

// One row each for what a browser says of a request, by Fetch Metadata or the Origin alone.
func TestCrossSite(t *testing.T) {
	p := Policy{AllowedHosts: []string{"lab.test"}}
	for name, c := range map[string]struct {
		method, site, mode, dest, purpose, origin string
		want                                      bool
	}{
		"a program":                       {method: "POST"},
		"the address bar":                 {method: "GET", site: "none", mode: "navigate", dest: "document"},
		"speculation rules":               {method: "GET", site: "none", mode: "navigate", dest: "document", purpose: "prefetch;prerender", want: true},
		"a page of this site":             {method: "GET", site: "same-origin", mode: "cors", dest: "empty", purpose: "prefetch"},
		"a link elsewhere":                {method: "GET", site: "cross-site", mode: "navigate", dest: "document"},
		"a link at another port":          {method: "HEAD", site: "same-site", mode: "navigate", dest: "document"},
		"ahead of a link":                 {method: "GET", site: "cross-site", mode: "navigate", dest: "document", purpose: "prefetch", want: true},
		"a form elsewhere":                {method: "POST", site: "cross-site", mode: "navigate", dest: "document", origin: "https://evil.example", want: true},
		"a frame elsewhere":               {method: "GET", site: "cross-site", mode: "navigate", dest: "iframe", want: true},
		"an image elsewhere":              {method: "GET", site: "cross-site", mode: "no-cors", dest: "image", want: true},
		"an allowed site":                 {method: "POST", site: "cross-site", mode: "cors", dest: "empty", origin: "http://lab.test"},
		"a form of this site, by Origin":  {method: "POST", origin: "http://localhost:8000"},
		"a form elsewhere, by Origin":     {method: "POST", origin: "https://evil.example", want: true},
		"a file, by Origin":               {method: "POST", origin: "null", want: true},
		"a browser that says what is new": {method: "GET", site: "elsewhere", mode: "cors", dest: "empty", want: true},
	} {
		r := &http.Request{Method: c.method, Host: "localhost:8000", Header: http.Header{}}
		for field, value := range map[string]string{"Sec-Fetch-Site": c.site, "Sec-Fetch-Mode": c.mode, "Sec-Fetch-Dest": c.dest, "Sec-Purpose": c.purpose, "Origin": c.origin} {
			if value != "" {
				r.Header.Set(field, value)
			}
		}
		if got := p.CrossSite(r); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
