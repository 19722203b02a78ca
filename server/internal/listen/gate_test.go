package listen

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vitrina/server/internal/http1"
)

// noted is a recording in a notebook.
type noted struct {
	Request
	content bytes.Buffer
	ended   bool
}

func (n *noted) RequestContent(p []byte)         { n.content.Write(p) }
func (n *noted) RequestChunk([]byte, time.Time)  {}
func (n *noted) RequestTrailer([]byte)           {}
func (n *noted) RequestEnd(time.Time)            {}
func (n *noted) ResponseChunk([]byte, time.Time) {}
func (n *noted) ResponseTrailer([]byte)          {}
func (n *noted) ResponseHead([]byte, time.Time)  {}
func (n *noted) ResponseContent([]byte)          {}
func (n *noted) End(time.Time, bool)             { n.ended = true }

type notebook struct{ all []*noted }

func (n *notebook) Begin(r Request) Exchange {
	n.all = append(n.all, &noted{Request: r})
	return n.all[len(n.all)-1]
}

var errOver = errors.New("it gives no more")

// recordedStream is a connection that gives text in pieces, and then ends.
type recordedStream struct {
	stream // nothing else of it is used
	text   string
	size   int
	// what was answered, and the end of the connection
	answers bytes.Buffer
	closed  sync.Once
	over    chan struct{}
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

func (s *recordedStream) SetWriteDeadline(time.Time) error { return nil }

func (s *recordedStream) SyscallConn() (syscall.RawConn, error) { return nil, errOver }

func (s *recordedStream) LocalAddr() net.Addr { return &net.TCPAddr{} }

func (s *recordedStream) CloseWrite() error { return nil }

func (s *recordedStream) Close() error {
	s.closed.Do(func() { close(s.over) })
	return nil
}

func (s *recordedStream) Write(p []byte) (int, error) { return s.answers.Write(p) }

func (s *recordedStream) RemoteAddr() net.Addr { return &net.TCPAddr{} }

// addStreams adds what a client may send, in single bytes and at once.
func addStreams(f *testing.F) {
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
}

// FuzzGate: whatever a client sends, in whatever pieces, net/http reads as many requests as
// are recorded, of the same method, target and content. In place of a rejected one it reads
// the substitute, and nothing behind that.
func FuzzGate(f *testing.F) {
	addStreams(f)
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 {
			return
		}
		notes := &notebook{}
		conn := newConn(&recordedStream{text: text, size: size}, notes, newConnLimit())
		reader := bufio.NewReader(conn)
		var seen []string
		var refused *http1.Rejection
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
			why := conn.open[0].rejection
			conn.mu.Unlock()
			if refused != nil {
				t.Fatalf("%q: a request is read behind a rejected one: %s %s", text, r.Method, r.RequestURI)
			}
			body, bodyErr := io.ReadAll(r.Body)
			asRecorded := r.Method == notes.all[i].Method && r.RequestURI == notes.all[i].Target && (bodyErr != nil || bytes.Equal(body, notes.all[i].content.Bytes()))
			if why == nil && !asRecorded || why != nil && why.Code != http1.BadChunk && why.Code != http1.BadTrailer && (r.RequestURI != "/" || !r.Close) {
				t.Fatalf("%q: request %d is recorded as %+v, and read as %s %s with %q (%v)", text, i, notes.all[i], r.Method, r.RequestURI, body, bodyErr)
			}
			seen = append(seen, fmt.Sprint(r.Method, " ", r.RequestURI))
			conn.mu.Lock()
			refused = conn.open[0].rejection
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

// oneConnection is a listener that has one connection.
type oneConnection struct {
	net.Listener // nothing else of it is used
	conn         net.Conn
	over         <-chan struct{}
}

func (l *oneConnection) Accept() (net.Conn, error) {
	if conn := l.conn; conn != nil {
		l.conn = nil
		return conn, nil
	}
	<-l.over
	return nil, errOver
}

func (l *oneConnection) Close() error { return nil }

func (l *oneConnection) Addr() net.Addr { return &net.TCPAddr{} }

// FuzzServer: whatever a client sends, net/http's server has all that is recorded answered by
// its handler, in order, and never answers by itself. (417 for an unknown expectation is
// the one answer of its own that remains, and no mistake of framing.)
func FuzzServer(f *testing.F) {
	addStreams(f)
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 || strings.Contains(strings.ToLower(text), "100-continue") {
			return
		}
		notes := &notebook{}
		client := &recordedStream{text: text, size: size, over: make(chan struct{})}
		var handled []string
		server := &http.Server{
			MaxHeaderBytes: http1.MaxHead, DisableGeneralOptionsHandler: true, ConnContext: WithConn,
			ErrorLog: log.New(io.Discard, "", 0),
			Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				said := r.Method + " " + r.RequestURI
				_, _ = io.Copy(io.Discard, r.Body)
				if Rejected(r.Context()) != nil {
					said = "refused"
					w.Header().Set("Connection", "close")
				}
				w.Header().Set("X-Handled", strconv.Itoa(len(handled)))
				handled = append(handled, said)
			}),
		}
		_ = server.Serve(&oneConnection{conn: newConn(client, notes, newConnLimit()), over: client.over})
		if len(handled) != len(notes.all) {
			t.Fatalf("%q: %d requests are answered: %q, and %d recorded", text, len(handled), handled, len(notes.all))
		}
		for i, each := range handled {
			if recorded := notes.all[i].Method + " " + notes.all[i].Target; each != recorded && (each != "refused" || i < len(handled)-1) {
				t.Fatalf("%q: %q is answered, and %q recorded", text, each, recorded)
			}
		}
		answers := client.answers.String()
		if got := strings.Count(answers, "HTTP/1."); got != strings.Count(answers, "X-Handled: ") || got != len(handled) {
			t.Fatalf("%q: net/http answers by itself: %q", text, answers)
		}
	})
}
