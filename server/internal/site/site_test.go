package site

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vitrina/server/internal/config"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// noEvents drops what happens in a site.
type noEvents struct{}

func (noEvents) Changed(string)                                                       {}
func (noEvents) ReloadDidSend(protocol.ReloadDidSendParams, func(l10n.Locale) string) {}
func (noEvents) ScriptDidReport(func(l10n.Locale) protocol.ScriptDidReportParams)     {}
func (noEvents) Problem(func(l10n.Locale) string)                                     {}
func (noEvents) InternalError(func(l10n.Locale) string)                               {}
func (noEvents) Ended(string, error)                                                  {}

// startIn serves a folder on a free port of loopback.
func startIn(t *testing.T, root string, options Options, wait timeouts) *Site {
	t.Helper()
	port := 0
	c, err := config.Resolve(protocol.SiteStartParams{Root: root, Host: "127.0.0.1", Port: &port})
	if err != nil {
		t.Fatal(err)
	}
	options.ID, options.Trusted = "s1", true
	if options.Store == nil {
		options.Store = record.NewStore(record.DefaultLimits())
	}
	if options.Events == nil {
		options.Events = noEvents{}
	}
	s, err := start(c, options, wait)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// dial connects to an address. What is read there must come within a minute.
func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// gate is a listener that nobody connects to. Its Close waits until it is opened, and with
// it http.Server.Shutdown, which closes listeners before it looks at connections.
type gate struct {
	net.Listener
	ready, opened, closed chan struct{}
}

func (g gate) Accept() (net.Conn, error) {
	close(g.ready)
	<-g.closed
	return nil, net.ErrClosed
}

func (g gate) Close() error {
	<-g.opened
	close(g.closed)
	return nil
}

// Browsers open sockets ahead of need, and net/http's Shutdown takes such a socket for busy.
// So a site that stops closes them first, and still lets answers in flight end.
func TestAStopDoesNotWaitForSilentSockets(t *testing.T) {
	const length = 16 << 20 // more than the buffers of a connection take
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "large.bin"), make([]byte, length), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startIn(t, root, Options{}, timeouts{head: time.Hour, idle: time.Hour, stop: time.Hour})
	address := s.listen.Addresses()[0]
	silent := []net.Conn{dial(t, address), dial(t, address), dial(t, address)}
	downloading := dial(t, address) // with its answer, the connections before it have been accepted
	if _, err := io.WriteString(downloading, "GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(downloading), nil)
	if err != nil {
		t.Fatal(err)
	}
	before := gate{ready: make(chan struct{}), opened: make(chan struct{}), closed: make(chan struct{})}
	gateServed := make(chan error, 1)
	go func() { gateServed <- s.server.Serve(before) }()
	<-before.ready
	closed := make(chan error, 1)
	go func() { closed <- s.Close() }()
	for i, each := range silent {
		if n, err := each.Read(make([]byte, 1)); n != 0 || err != io.EOF {
			t.Errorf("silent socket %d: %d bytes, %v", i, n, err)
		}
	}
	close(before.opened)
	if err := <-gateServed; err != http.ErrServerClosed {
		t.Error(err)
	}
	if n, err := io.Copy(io.Discard, response.Body); n != length || err != nil {
		t.Errorf("%d of %d bytes came of an answer in flight: %v", n, length, err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}
