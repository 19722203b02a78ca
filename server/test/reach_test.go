//go:build linux

package test

import (
	"fmt"
	"net"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// hasIPv6 reports whether this machine has IPv6's loopback address.
func hasIPv6() bool {
	l, err := net.Listen("tcp", "[::1]:0")
	if err == nil {
		_ = l.Close()
	}
	return err == nil
}

// localhost means 127.0.0.1 and ::1, and a site answers at both unless told otherwise. The
// address at the front is the same, with IPv6 or without.
func TestBothLoopbackAddressesAnswer(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- a.txt --\na\n")
	for host, both := range map[string]bool{"": true, "localhost": true, "127.0.0.1": false} {
		site := e.start(root, func(p *protocol.SiteStartParams) { p.Host = host })
		port := fmt.Sprint(site.Port)
		addresses := []string{"127.0.0.1:" + port}
		if both && hasIPv6() {
			addresses = append(addresses, "[::1]:"+port)
		}
		want := "http://" + strings.Join(addresses, "/ http://") + "/"
		if strings.Join(site.URLs, " ") != want || site.URL != site.URLs[0] || strings.Join(site.Addresses, " ") != strings.Join(addresses, " ") {
			t.Errorf("%q: %v, %v, not %s", host, site.URLs, site.Addresses, want)
		}
		if site.Reach != protocol.ReachLoopback || site.CGI != protocol.CGIOn {
			t.Errorf("%q: reach %s, CGI %s", host, site.Reach, site.CGI)
		}
		for _, url := range site.URLs {
			for _, name := range []string{hostOf(url), "localhost:" + port} {
				if got := get(t, url, "/a.txt", "Host: "+name); got.body != "a\n" {
					t.Errorf("%s as %s: %s", url, name, got.head)
				}
			}
		}
		if conn, err := net.Dial("tcp", "[::1]:"+port); (err == nil) != (len(addresses) == 2) {
			t.Errorf("%q: at ::1 %v", host, err)
		} else if err == nil {
			_ = conn.Close()
		}
	}
}

// A program that holds one of the two addresses would get what is meant for the site.
// Not parallel: another test might hold the same port at the other address.
func TestAPortThatIsTakenAtOneLoopbackAddressIsTaken(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "::1"} {
		other, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			if hasIPv6() || host == "127.0.0.1" {
				t.Fatal(err)
			}
			continue // TestBothLoopbackAddressesAnswer shows what is done without ::1
		}
		defer other.Close()
		_, port, _ := net.SplitHostPort(other.Addr().String())
		_, stderr, code := runBinary(t, nil, "serve", "--port", port, folder(t, lesson))
		if code != 1 || !strings.Contains(stderr, "another program listens at "+other.Addr().String()) {
			t.Errorf("exit code %d: %s", code, stderr)
		}
	}
}
