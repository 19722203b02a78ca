package record

import (
	"strings"
	"testing"
)

// The type that a summary shows is the first that the head has, as the head is read.
func TestTheTypeIsTheFirstOfTheHead(t *testing.T) {
	for _, head := range []string{
		"", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "Content-Type: a/b\r\nA: b\r\n\r\n",
		"HTTP/1.1 200 OK\r\nA: b\r\nContent-Type: text/html\r\nContent-Type: text/plain\r\n\r\n",
		"HTTP/1.1 200 OK\r\nCONTENT-TYPE:  text/html ; a=b \t\r\n\r\n", "HTTP/1.1 200 OK\ncontent-type:\n\n", "HTTP/1.1 200 OK\ncontent-type",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=x\r\n\ty\r\nB: c\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n a",
		"HTTP/1.1 200 OK\r\nA: \xf1\r\nContent-Type: \xf1\xc3\xb1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: \xc3\xb1\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Types: a\r\nContent-Type : b\r\n\r\n", "HTTP/1.1 200 OK\r\n Content-Type: a\r\nContent-Type: b",
	} {
		want := "none"
		for _, header := range parseHead(head) {
			if strings.EqualFold(header.Name, "Content-Type") {
				want = header.Value
				break
			}
		}
		got := "none"
		if found := contentTypeOf(head); found != nil {
			got = *found
		}
		if got != want {
			t.Errorf("%q: %q, not %q", head, got, want)
		}
	}
}
