//go:build linux

package test

import (
	"strings"
	"testing"
)

// A script whose name begins with nph- writes a complete response of HTTP (RFC 3875, section 5). What is
// none goes out as it is, and the panel says so.
func TestAScriptThatWritesNoResponseOfHTTPIsTold(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, `
-- cgi-bin/nph-plain.py --
print("Content-Type: text/plain\n\nhi")
-- cgi-bin/nph-chunk.py --
import sys
sys.stdout.buffer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n")
-- cgi-bin/nph-short.py --
import sys
sys.stdout.buffer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi")
`))
	for _, c := range []struct{ name, sent, notes, says string }{
		{"plain", "Content-Type: text/plain\n\nhi\n", "nonParsedHeader rawNoStatusLine rawBareLF", "“Content-Type: text/plain”"},
		{"chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n", "nonParsedHeader rawBadChunk", "“zz” stands where"},
		{"short", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", "nonParsedHeader rawContentShort", "Content-Length: 9, but printed a body of 2 bytes"},
	} {
		target := "/cgi-bin/nph-" + c.name + ".py"
		if got := sendRaw(t, site.URL, "GET "+target+" HTTP/1.1\r\nHost: localhost\r\n\r\n"); got != c.sent {
			t.Errorf("%s: %q", c.name, got)
		}
		x, said := e.exchange(target), ""
		for _, note := range x.Notes {
			said += note.Message + "\n"
		}
		if got := noteCodes(x.Notes); !strings.HasPrefix(got, c.notes) || !strings.Contains(said, c.says) {
			t.Errorf("%s: %s\n%s", c.name, got, said)
		}
	}
}
