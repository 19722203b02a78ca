package listen

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// told is a request that a recorder was told of.
type told struct {
	Request
	content bytes.Buffer
	ended   bool
}

func (t *told) RequestContent(p []byte)        { t.content.Write(p) }
func (t *told) ResponseHead([]byte, time.Time) {}
func (t *told) ResponseContent([]byte)         {}
func (t *told) ResponseUnseen(int64)           {}
func (t *told) End(time.Time, bool)            { t.ended = true }

type notebook struct{ all []*told }

func (n *notebook) Begin(r Request) Exchange {
	n.all = append(n.all, &told{Request: r})
	return n.all[len(n.all)-1]
}

// recordedStream is a connection that gives text in pieces, and then ends.
type recordedStream struct {
	stream // nothing else of it is used
	text   string
	size   int
}

func (s *recordedStream) Read(p []byte) (int, error) {
	if s.text == "" {
		return 0, io.EOF
	}
	n := copy(p, s.text[:min(s.size, len(s.text))])
	s.text = s.text[n:]
	return n, nil
}

func (s *recordedStream) SetReadDeadline(time.Time) error { return nil }

func (s *recordedStream) RemoteAddr() net.Addr { return nil }

// FuzzGate: whatever a client sends, in whatever pieces, net/http reads as many requests as
// are recorded, of the same method, target and content. In place of a malformed one it
// reads the one that stands for it, and nothing behind that.
func FuzzGate(f *testing.F) {
	const get = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n"
	for _, seed := range []string{
		get + get, "\r\n" + get, get + "NONSENSE\r\n\r\n" + get, "GET / HTTP/1.1\nHost: x\n\n" + get, get[:20], "HEAD /\r\n\r\n", "\x16\x03\x01\x02",
		"POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + get,
		"POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab",
		"POST /3 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n" + get,
		"POST /3 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n" + get,
		"POST /4 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + get,
		"POST /5 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + get,
		"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n" + get, "GET /\xff?# HTTP/1.0\r\n\r\n" + get,
	} {
		f.Add(seed, 1)
		f.Add(seed, 4096)
	}
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 {
			return
		}
		notes := &notebook{}
		conn := newConn(&recordedStream{text: text, size: size}, notes, newRoom())
		reader := bufio.NewReader(conn)
		var seen []string
		var refused *Malformed
		for {
			r, err := http.ReadRequest(reader)
			if err != nil {
				break
			}
			i := len(seen)
			if i >= len(notes.all) {
				t.Fatalf("%q: request %d is read and not recorded: %s %s", text, i, r.Method, r.RequestURI)
			}
			conn.mu.Lock()
			why := conn.open[0].malformed
			conn.mu.Unlock()
			if refused != nil {
				t.Fatalf("%q: a request is read behind a malformed one: %s %s", text, r.Method, r.RequestURI)
			}
			body, bodyErr := io.ReadAll(r.Body)
			asRecorded := r.Method == notes.all[i].Method && r.RequestURI == notes.all[i].Target && (bodyErr != nil || bytes.Equal(body, notes.all[i].content.Bytes()))
			if why == nil && !asRecorded || why != nil && why.Reason != BadChunk && why.Reason != BadTrailer && (r.RequestURI != "/" || !r.Close) {
				t.Fatalf("%q: request %d is recorded as %+v, and read as %s %s with %q (%v)", text, i, notes.all[i], r.Method, r.RequestURI, body, bodyErr)
			}
			seen = append(seen, fmt.Sprint(r.Method, " ", r.RequestURI))
			conn.mu.Lock()
			refused = conn.open[0].malformed
			conn.mu.Unlock()
			conn.responseEnd()
			if bodyErr != nil {
				break
			}
		}
		if len(seen) != len(notes.all) {
			t.Fatalf("%q: %d requests are read: %q, and %d recorded", text, len(seen), seen, len(notes.all))
		}
		for _, each := range notes.all {
			if !strings.Contains(text, string(each.Head)) {
				t.Fatalf("%q: the recorded head was not sent: %q", text, each.Head)
			}
		}
	})
}
