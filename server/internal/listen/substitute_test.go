package listen

import (
	"bytes"
	"testing"

	"vitrina/server/internal/http1"
)

func TestWhatIsShownOfARequestLine(t *testing.T) {
	for line, want := range map[string][2]string{
		"GET /a HTTP/1.1\r\n": {"GET", "/a"}, "GET /a": {"GET", "/a"}, "GET  /a b HTTP/1.1\n": {"GET", "/a"}, " GET\t/a": {"GET", "/a"}, "GET /\u00a0b X\r\n": {"GET", "/\u00a0b"},
		"NONSENSE\r\n": {"NONSENSE", ""}, "": {"", ""}, "\r\n": {"", ""}, "\x16\x03 x": {"", ""}, "G(T /a": {"", ""},
	} {
		if method, target := http1.RequestLine([]byte(line)); method != want[0] || target != want[1] {
			t.Errorf("%q: %q %q", line, method, target)
		}
	}
}

func TestTheSubstituteIsSound(t *testing.T) {
	for _, head := range []string{
		"", "NONSENSE\r\n\r\n", "HEAD / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nAccept: text/html\r\nAccept-Language: es\r\n\r\n",
		"GET / HTTP/1.1\nAccept: a\x00b\nAccept-Language: \x01\n\n", "GET / HTTP/1.1\r\nAccept: a\rHost: evil\r\n\r\n",
	} {
		method, _ := http1.RequestLine([]byte(head))
		got := substitute(method, []byte(head))
		if _, wrong := http1.ParseHead(got); wrong != nil || bytes.Count(got, []byte("\r\n\r\n")) != 1 {
			t.Errorf("%q: %q: %+v", head, got, wrong)
		}
	}
}
