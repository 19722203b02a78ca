package config

import (
	"errors"
	"math"
	"testing"
	"time"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// What no Host field can have is refused: such a name would be let in without ever coming.
func TestAllowedHosts(t *testing.T) {
	root := t.TempDir()
	for host, want := range map[string]bool{
		"lab.test": true, "LAB.test": true, "lab.test.": true, "lab.test:18432": true, "lab.test.:9": true, "lab.test:": true, "localhost:5500": true, "a_b.test": true, "xn--and-6ma2c.test": true, "lab": true,
		"192.168.1.2": true, "192.168.1.2:80": true, "2001:db8::1": true, "[2001:db8::1]": true, "[2001:db8::1]:9": true,
		"": false, ".": false, "*": false, "*.test": false, ".lab.test": false, "lab..test": false, "a b": false, " lab.test": false, "http://x/": false, "http://lab.test": false, "lab.test/": false,
		"lab.test:port": false, "lab.test:70000": false, "lab.test:-1": false, "lab.test:080": false, ":80": false, "a@lab.test": false, "ñandú.test": false, "lab.test\n": false,
		"[lab.test]": false, "[2001:db8::1": false, "[]": false, "2001:db8": false, "2001:db8::x": false, "fe80::1%eth0": false, "::ffff:192.0.2.7": false,
	} {
		_, err := Resolve(protocol.SiteStartParams{Root: root, AllowedHosts: []string{"other.test", host}})
		var f *fault.Error
		refused := errors.As(err, &f) && f.Failure == protocol.FailureBadSetting && f.Args["setting"] == "allowedHosts" && f.Args["value"] == host
		if (err == nil) != want || refused == want {
			t.Errorf("%q: %v", host, err)
		}
	}
}

// An address that no browser opens is refused with its reason.
func TestHosts(t *testing.T) {
	for host, want := range map[string]string{
		"": "", "localhost": "", "127.0.0.1": "", "::1": "", "[::1]": "", "::": "", "0.0.0.0": "", "169.254.1.2": "", "2001:db8::1": "",
		"fe80::1": "hostLinkLocal", "[fe80::1]": "hostLinkLocal", "fe80::1%eth0": "hostLinkLocal", "febf::1": "hostLinkLocal",
		"::1%lo": "host", "lab.test": "host", "127.0.0.1:80": "host", "127.1": "host", "::ffff:127.0.0.1": "",
	} {
		_, err := Resolve(protocol.SiteStartParams{Root: t.TempDir(), Host: host})
		var f *fault.Error
		got := ""
		if errors.As(err, &f) && f.Args["setting"] == "host" {
			got = f.Args["problem"]
		}
		if got != want || (err == nil) != (want == "") {
			t.Errorf("%q: %v", host, err)
		}
	}
}

// A charset that browsers ignore would have each text looked at in another (WHATWG Encoding, section 4.2).
func TestCharsetsThatBrowsersKnow(t *testing.T) {
	for charset, want := range map[string]bool{
		"": true, "none": true, "utf-8": true, "UTF8": true, "latin1": true, "windows-1252": true, "Shift_JIS": true,
		"ansi": false, "latin-1": false, "utf8mb4": false, "utf-8 ": false, "utf-7": false, "iso-2022-kr": false, "a b": false,
	} {
		if _, err := Resolve(protocol.SiteStartParams{Root: t.TempDir(), Charset: charset}); (err == nil) != want {
			t.Errorf("%q: %v", charset, err)
		}
	}
}

// A time limit that is longer than a time can be is no negative one.
func TestTimeLimits(t *testing.T) {
	for ms, want := range map[float64]time.Duration{1.5: 1500 * time.Microsecond, 1e13: math.MaxInt64, 1e300: math.MaxInt64, 0: 0, -1: 0} {
		c, err := Resolve(protocol.SiteStartParams{Root: t.TempDir(), CGI: protocol.CGIOptions{TimeoutMs: &ms}})
		if want == 0 && err == nil || want != 0 && (err != nil || c.CGI.Timeout != want) {
			t.Errorf("%v ms: %v, %v", ms, c.CGI.Timeout, err)
		}
	}
}
