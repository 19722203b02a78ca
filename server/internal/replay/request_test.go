package replay

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// What has no problems is one request, with just these fields and this content, to whoever reads it.
func FuzzARequestIsOne(f *testing.F) {
	f.Add("POST", "/a?b", "X", "y", []byte("content"))
	f.Add("GET", "/", "X\r\nY", "1", []byte{})
	f.Add("GET", "/ HTTP/1.1\r\nY: 1", "X", "1\r\n\r\nGET / HTTP/1.1", []byte{})
	f.Add("PUT", "*", "Content-Length", "7", []byte("a"))
	f.Add("PUT", "http://a/b", "Transfer-Encoding", "chunked", []byte("0\r\n\r\n"))
	f.Fuzz(func(t *testing.T, method, target, name, value string, body []byte) {
		r := Request{Method: method, Target: target, Body: body, Fields: []protocol.HeaderLine{{Name: "Host", Value: "localhost"}, {Name: name, Value: value}}}
		if len(r.Problems()) > 0 {
			return
		}
		reader := bufio.NewReader(bytes.NewReader(r.Bytes()))
		read, err := http.ReadRequest(reader)
		if err != nil { // it is stricter: about targets that are no URLs, and some fields
			return
		}
		content, err := io.ReadAll(read.Body)
		if err != nil || !bytes.Equal(content, body) {
			t.Errorf("read %q, %v, of %q", content, err, r.Bytes())
		}
		if rest, _ := io.ReadAll(reader); len(rest) > 0 {
			t.Errorf("%q is left of %q", rest, r.Bytes())
		}
		if read.Method != method || read.RequestURI != target {
			t.Errorf("%s %s of %q", read.Method, read.RequestURI, r.Bytes())
		}
		if framing := strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "Transfer-Encoding") || strings.EqualFold(name, "Host"); framing {
			return
		}
		for other := range read.Header {
			if !strings.EqualFold(other, name) && other != "Content-Length" {
				t.Errorf("the field %s of %q", other, r.Bytes())
			}
		}
	})
}
