package listen

import (
	"errors"
	"net"
	"slices"
	"strconv"
	"testing"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// another is a second loopback address of this machine: that of IPv6 where there is one.
func another(t *testing.T) string {
	t.Helper()
	for _, address := range []string{"::1", "127.0.0.2"} {
		if l, err := net.Listen("tcp", net.JoinHostPort(address, "0")); err == nil {
			_ = l.Close()
			return address
		}
	}
	t.Fatal("this machine has one loopback address only")
	return ""
}

func open(t *testing.T, address Address) (Listeners, error) {
	t.Helper()
	all, err := Open(address)
	for _, l := range all {
		t.Cleanup(func() { _ = l.Close() })
	}
	return all, err
}

func takePort(t *testing.T, host string, port int) int {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

func TestTwoAddressesHaveOnePort(t *testing.T) {
	second := another(t)
	all, err := open(t, Address{Host: "127.0.0.1", SecondHost: second})
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(all.Port())
	want := []string{"127.0.0.1:" + port, net.JoinHostPort(second, port)}
	if !slices.Equal(all.Addresses(), want) || !all.Loopback() {
		t.Fatalf("%v, not %v", all.Addresses(), want)
	}
	for i, address := range want {
		client, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		conn, err := all[i].Accept()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = conn.Close(), client.Close()
	}
}

// 2001:db8::/32 belongs to no machine (RFC 3849): the second address cannot be bound, as
// ::1 cannot where there is no IPv6.
func TestASecondAddressThatIsNotThereIsDoneWithout(t *testing.T) {
	all, err := open(t, Address{Host: "127.0.0.1", SecondHost: "2001:db8::1"})
	if err != nil || len(all) != 1 || !slices.Equal(all.URLs(), []string{"http://127.0.0.1:" + strconv.Itoa(all.Port()) + "/"}) {
		t.Errorf("%v, %v", all.Addresses(), err)
	}
}

func TestAPortThatIsTakenAtTheSecondAddress(t *testing.T) {
	second := another(t)
	port := takePort(t, second, 0)
	_, err := open(t, Address{Host: "127.0.0.1", SecondHost: second, Port: port})
	var f *fault.Error
	if !errors.As(err, &f) || f.Failure != protocol.FailurePortTaken || f.Args["address"] != net.JoinHostPort(second, strconv.Itoa(port)) {
		t.Errorf("%v", err)
	}
	if l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port)); err != nil {
		t.Errorf("the first address is still held: %v", err)
	} else {
		_ = l.Close()
	}
	all, err := open(t, Address{Host: "127.0.0.1", SecondHost: second, Port: port, TryNextPort: true})
	if err != nil || len(all) != 2 || all.Port() <= port {
		t.Errorf("moved on to %v, %v", all.Addresses(), err)
	}
}

func TestURLs(t *testing.T) {
	machine, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"0.0.0.0", "::", "127.0.0.1"} {
		all, err := open(t, Address{Host: host})
		if err != nil {
			if host == "::" { // there is no IPv6 here: it is said, and nothing else is bound
				var f *fault.Error
				if !errors.As(err, &f) || f.Failure != protocol.FailureAddressUnavailable {
					t.Error(err)
				}
				continue
			}
			t.Fatal(err)
		}
		urls := all.URLs()
		if urls[0] != "http://127.0.0.1:"+strconv.Itoa(all.Port())+"/" || all.Loopback() != (host == "127.0.0.1") {
			t.Errorf("%s: %v, loopback %v", host, urls, all.Loopback())
		}
		for _, each := range machine {
			ip := each.(*net.IPNet).IP
			listed := slices.Contains(urls, "http://"+net.JoinHostPort(ip.String(), strconv.Itoa(all.Port()))+"/")
			want := host == "::" && (ip.IsLoopback() || ip.IsGlobalUnicast()) || ip.To4() != nil && (host == "0.0.0.0" || ip.IsLoopback())
			if listed != want {
				t.Errorf("%s: %s is listed: %v in %v", host, ip, listed, urls)
			}
		}
		for _, url := range urls { // each one leads here
			conn, err := net.Dial("tcp", url[len("http://"):len(url)-1])
			if err != nil {
				t.Errorf("%s: %v", host, err)
				continue
			}
			accepted, err := all[0].Accept()
			if err != nil {
				t.Fatal(err)
			}
			_, _ = accepted.Close(), conn.Close()
		}
	}
}
