package http1

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestFaultsOfAResponseThatBringsItsOwnHead(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	for _, c := range []struct{ method, output, want string }{
		{"GET", ok + "Content-Length: 2\r\n\r\nok", ""},
		{"GET", ok + "\r\nuntil the end", ""},
		{"GET", "HTTP/1.0 404 No such thing\r\n\r\n", ""},
		{"GET", "HTTP/1.1 200\r\n\r\n", ""},
		{"GET", "HTTP/1.1 103 Early\r\nA: b\r\n\r\n" + ok + "Content-Length: 0\r\n\r\n", ""},
		{"GET", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", ""},
		{"GET", "Content-Type: text/plain\r\n\r\nhi", "rawNoStatusLine “Content-Type: text/plain”"},
		{"GET", "Status: 200 OK\r\n\r\nhi", "rawNoStatusLine “Status: 200 OK”"},
		{"GET", "HTTP/1.1 OK\r\n\r\n", "rawNoStatusLine “HTTP/1.1 OK”"},
		{"GET", "HTTP/2 200\r\n\r\n", "rawNoStatusLine “HTTP/2 200”"},
		{"GET", "\r\n" + ok + "\r\n", "rawNoStatusLine “”"},
		{"GET", "hi", "rawNoStatusLine “hi” rawHeadOpen “”"},
		{"GET", ok + "A: b\r\n", "rawHeadOpen “”"},
		{"GET", "HTTP/1.1 200 OK\nA: b\n\nhi", "rawBareLF “”"},
		{"GET", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nok", "rawBadChunk “zz”"},
		{"GET", ok + "Transfer-Encoding: chunked\r\n\r\n2\nok\n0\n\n", "rawBadChunk “2”"},
		{"GET", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", "rawChunksOpen “”"},
		{"GET", "HTTP/1.1 204 No Content\r\n\r\nhi", "rawContentUnread “” 204 0 2"},
		{"HEAD", ok + "Content-Length: 2\r\n\r\nok", "rawContentUnread “” 200 0 2"},
		{"GET", ok + "Content-Length: 2\r\n\r\nok!!", "rawContentLong “” 0 2 4"},
		{"GET", ok + "Content-Length: 0\r\n\r\nok", "rawContentLong “” 0 0 2"},
		{"GET", ok + "Content-Length: 5\r\n\r\nok", "rawContentShort “” 0 5 2"},
	} {
		for _, size := range []int{1, 4096} { // however it comes
			said := []string{}
			play(c.method+" / HTTP/1.1\r\nHost: x\r\n\r\n", 4096, func(x *Exchange, _ *http.Request) {
				w, err := x.Raw()
				if err != nil {
					t.Fatal(err)
				}
				for rest := c.output; rest != ""; {
					n := min(size, len(rest))
					_, _ = io.WriteString(w, rest[:n])
					rest = rest[n:]
				}
				for _, fault := range x.RawFaults(true) {
					said = append(said, fmt.Sprintf("%s “%s”", fault.Code, fault.Printed))
					if fault.Sent > 0 {
						said = append(said, fmt.Sprint(fault.Status, fault.Announced, fault.Sent))
					}
				}
			})
			if got := strings.Join(said, " "); got != c.want {
				t.Errorf("%q in pieces of %d: %s, not %s", c.output, size, got, c.want)
			}
		}
	}
}
