package http1

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// noted is a recording in a notebook.
type noted struct {
	Request

	mu             sync.Mutex // guards the following
	content        bytes.Buffer
	received       bool // the whole of it
	response       bytes.Buffer
	heads          []string
	chunks         []string // of the response
	trailers       []string
	lines          []string // of the chunk framing of the request
	ended          int
	complete       bool
	afterTheEnd    bool
	contentAtFirst bool // of a response without a head
}

func (n *noted) lock() func() {
	n.mu.Lock()
	return n.mu.Unlock
}

func (n *noted) RequestContent(p []byte) {
	defer n.lock()()
	n.content.Write(p)
}

func (n *noted) RequestChunk(line []byte, _ time.Time) {
	defer n.lock()()
	n.lines = append(n.lines, "chunk "+string(line))
}

func (n *noted) RequestTrailer(line []byte) {
	defer n.lock()()
	n.lines = append(n.lines, "trailer "+string(line))
}

func (n *noted) RequestEnd(time.Time) {
	defer n.lock()()
	n.received = true
}

func (n *noted) ResponseChunk(line []byte, _ time.Time) {
	defer n.lock()()
	n.chunks = append(n.chunks, string(line))
}

func (n *noted) ResponseTrailer(line []byte) {
	defer n.lock()()
	n.trailers = append(n.trailers, string(line))
}

func (n *noted) ResponseHead(head []byte, _ time.Time) {
	defer n.lock()()
	n.heads = append(n.heads, string(head))
	n.afterTheEnd = n.afterTheEnd || n.ended > 0
}

func (n *noted) ResponseContent(p []byte) {
	defer n.lock()()
	n.contentAtFirst = n.contentAtFirst || len(n.heads) == 0
	n.afterTheEnd = n.afterTheEnd || n.ended > 0
	n.response.Write(p)
}

func (n *noted) End(_ time.Time, complete bool) {
	defer n.lock()()
	n.ended++
	n.complete = complete
}

// wire is the response as it crossed the wire, put together from what was told of it.
func (n *noted) wire() string {
	text := strings.Join(n.heads, "")
	if len(n.chunks) == 0 {
		return text + n.response.String()
	}
	content := n.response.String()
	for _, line := range n.chunks {
		size, _ := chunkSize([]byte(line))
		text += line + "\r\n"
		if size > 0 {
			text, content = text+content[:size]+"\r\n", content[size:]
		}
	}
	for _, line := range n.trailers {
		text += line + "\r\n"
	}
	return text + "\r\n"
}

type notebook struct {
	mu  sync.Mutex
	all []*noted
}

func (n *notebook) Begin(r Request) Recording {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all = append(n.all, &noted{Request: r})
	return n.all[len(n.all)-1]
}

// unrecorded records nothing.
type unrecorded struct{}

func (unrecorded) Begin(Request) Recording { return nil }

var errOver = errors.New("it gives no more")

// playedStream is a client that sends a text in pieces, and then ends.
type playedStream struct {
	stream // nothing else of it is used
	text   string
	size   int
	// what was answered
	answers bytes.Buffer
	closed  bool
}

func (s *playedStream) Read(p []byte) (int, error) {
	if s.text == "" {
		return 0, io.EOF
	}
	n := copy(p, s.text[:min(s.size, len(s.text))])
	s.text = s.text[n:]
	return n, nil
}

func (s *playedStream) SetReadDeadline(time.Time) error       { return nil }
func (s *playedStream) SetWriteDeadline(time.Time) error      { return nil }
func (s *playedStream) SyscallConn() (syscall.RawConn, error) { return nil, errOver }
func (s *playedStream) LocalAddr() net.Addr                   { return &net.TCPAddr{} }
func (s *playedStream) RemoteAddr() net.Addr                  { return &net.TCPAddr{} }
func (s *playedStream) CloseWrite() error                     { return nil }
func (s *playedStream) Write(p []byte) (int, error)           { return s.answers.Write(p) }
func (s *playedStream) Close() error                          { s.closed = true; return nil }

// play has a handler answer all that a client sends, in pieces of a size, and returns what was
// recorded and what the client got.
func play(text string, size int, handler func(*Exchange, *http.Request)) (notes *notebook, answers string) {
	notes = &notebook{}
	client := &playedStream{text: text, size: size}
	s := &Server{Recorder: notes, Handler: handler}
	s.init()
	s.newConn(client).serve()
	return notes, client.answers.String()
}

// opened is a server on loopback that is closed when the test is over.
func opened(t testing.TB, s *Server) (address string) {
	t.Helper()
	if s.Recorder == nil {
		s.Recorder = unrecorded{}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.init()
	served := make(chan error, 1)
	go func() { served <- s.Serve(l) }()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != http.ErrServerClosed {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

// connect connects to an address. What is read there must come within a minute.
func connect(t testing.TB, address string) *net.TCPConn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return c.(*net.TCPConn)
}

func say(t testing.TB, c io.Writer, what string) {
	t.Helper()
	if _, err := io.WriteString(c, what); err != nil {
		t.Fatal(err)
	}
}

// sayOK answers each request.
func sayOK(x *Exchange, _ *http.Request) { _, _ = io.WriteString(x, "ok") }

const (
	get     = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
	lastGet = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
)

// found tells what a client's text was taken for.
func found(text string, size int) string {
	refusals := []string{}
	notes, _ := play(text, size, func(x *Exchange, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // what is wrong with it is known then
		code := ""
		if why := x.Rejected(); why != nil {
			code = string(why.Code)
		}
		refusals = append(refusals, code)
	})
	var told strings.Builder
	for i, each := range notes.all {
		fmt.Fprintf(&told, "head(%s)", each.Head)
		content := each.content.String()
		if code := refusals[i]; code != "" {
			if content != "" {
				fmt.Fprintf(&told, "unended(%s)", content)
			}
			fmt.Fprintf(&told, "refused(%s)", code)
			continue
		}
		fmt.Fprintf(&told, "content(%s)", content)
	}
	return told.String()
}
