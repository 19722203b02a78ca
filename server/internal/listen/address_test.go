package listen

import "testing"

func TestHostAllowed(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST:8000": true, "localhost.": true, "a.localhost": true, "127.0.0.1": true, "127.9.9.9:1": true, "[::1]": true, "[::1]:80": true, "::1": true,
		"lab.test": true, "LAB.TEST:9": true, "lab.test.": true, "lab.test.:9": true,
		"port.test:18432": true, "Port.test.:18432": true, "port.test": false, "port.test:18433": false,
		"dot.test": true, "dot.test.:9": true, "[2001:db8::1]:9": true, "[2001:db8::2]:9": true, "[2001:db8::2]:8": false,
		"":             true, // HTTP/1.0 has none
		"evil.example": false, "localhost.evil.example": false, "127.0.0.1.evil.example": false, "10.0.0.1": false, "0.0.0.0": false, "localhost:port": false, "notlocalhost": false, "lab.test..": false,
		"[::ffff:127.0.0.1]": false, "[::FFFF:7f00:1]:80": false, "[0:0:0:0:0:ffff:127.0.0.1]": false, "::ffff:127.0.0.1": false, "[::ffff:127.0.0.1%1]": false,
	} {
		if got := HostAllowed(host, nil, []string{"lab.test", "port.test:18432", "dot.test.", "2001:db8::1", "[2001:db8::2]:9"}); got != want {
			t.Errorf("HostAllowed(%q) = %v", host, got)
		}
	}
}

func TestOriginAllowed(t *testing.T) {
	for origin, want := range map[string]bool{
		"http://localhost:8000": true, "http://lab.test": true, "https://LAB.test.:81": true, "http://port.test:18432": true, "http://port.test.:18432": true,
		"http://localhost": false, "http://port.test": false, "http://port.test:1": false, "http://evil.example": false, "null": false, "file://": false, "%": false,
	} {
		if got := OriginAllowed(origin, "localhost:8000", []string{"lab.test", "port.test.:18432"}); got != want {
			t.Errorf("OriginAllowed(%q) = %v", origin, got)
		}
	}
}
