//go:build unix

package cgi

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// slowClient reads nothing until it is let.
type slowClient struct {
	header  http.Header
	got     bytes.Buffer
	begun   chan struct{}
	proceed chan struct{}
}

func (c *slowClient) Header() http.Header { return c.header }
func (c *slowClient) WriteHeader(int)     {}
func (c *slowClient) Flush()              {}
func (c *slowClient) Write(p []byte) (int, error) {
	select {
	case <-c.begun:
	default:
		close(c.begun)
	}
	<-c.proceed
	return c.got.Write(p)
}

type noWatcher struct{}

func (noWatcher) Header(Header)                         {}
func (noWatcher) Content(string)                        {}
func (noWatcher) ClientGone() bool                      { return false }
func (noWatcher) Deviates(Deviation, map[string]string) {}
func (noWatcher) StopReading()                          {}
func (noWatcher) Ended(protocol.ScriptRun, bool)        {}

// What a script printed reaches a slow client whole, long after the script is gone.
func TestASlowClientGetsAllOfIt(t *testing.T) {
	root := t.TempDir()
	script := filepath.Join(root, "a.sh")
	if err := os.WriteFile(script, []byte("printf 'Content-Type: text/plain\\n\\nfirst'\nsleep 0.2\nhead -c 60000 /dev/zero\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	h := &Host{Root: root, Timeout: time.Minute, AtOnce: 1}
	client := &slowClient{header: http.Header{}, begun: make(chan struct{}), proceed: make(chan struct{})}
	go func() {
		<-client.begun
		// By then every grace is over. On a slow machine it may not be, and the test proves
		// less, but it does not fail.
		<-time.After(3*exitGrace + killGrace)
		close(client.proceed)
	}()
	request := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/a.sh", nil)
	h.Serve(client, request, Script{File: script, Path: "a.sh", Name: "/a.sh"}, noWatcher{})
	h.Close()
	if got := client.got.Len(); got != len("first")+60000 {
		t.Errorf("%d bytes came", got)
	}
}
