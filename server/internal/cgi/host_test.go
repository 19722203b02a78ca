//go:build unix

package cgi

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
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

func newSlowClient() *slowClient {
	return &slowClient{header: http.Header{}, begun: make(chan struct{}), proceed: make(chan struct{})}
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
func (noWatcher) Ended(protocol.ScriptRun, Failure)     {}

// scriptOf puts a script into the folder of a host.
func scriptOf(t *testing.T, h *Host, name, content string) Script {
	t.Helper()
	file := filepath.Join(h.Root, name)
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return Script{File: file, Path: name, Name: "/" + name}
}

// What a script printed reaches a slow client whole, long after the script is gone.
func TestASlowClientGetsAllOfIt(t *testing.T) {
	t.Parallel()
	h := &Host{Root: t.TempDir(), Timeout: time.Minute, AtOnce: 1, Standstill: time.Minute}
	slow := scriptOf(t, h, "a.sh", "printf 'Content-Type: text/plain\\n\\nfirst'\nsleep 0.2\nhead -c 60000 /dev/zero\n")
	client := newSlowClient()
	go func() {
		<-client.begun
		// By then every grace is over. On a slow machine it may not be, and the test proves
		// less, but it does not fail.
		<-time.After(3*exitGrace + killGrace)
		close(client.proceed)
	}()
	h.Serve(client, httptest.NewRequest(http.MethodGet, "/a.sh", nil), slow, noWatcher{})
	h.Close()
	if got := client.got.Len(); got != len("first")+60000 {
		t.Errorf("%d bytes came", got)
	}
}

// Clients that never read hold nobody up, though there are more of them than turns.
func TestAClientThatNeverReadsHoldsNobodyUp(t *testing.T) {
	h := &Host{Root: t.TempDir(), Timeout: time.Hour, AtOnce: 1, Standstill: time.Millisecond}
	endless := scriptOf(t, h, "endless.sh", "printf 'Content-Type: text/plain\\n\\n'\nexec cat /dev/zero\n")
	quick := scriptOf(t, h, "quick.sh", "printf 'Content-Type: text/plain\\n\\nyes'\n")
	ctx, leave := context.WithCancel(t.Context())
	var blocked sync.WaitGroup
	clients := []*slowClient{newSlowClient(), newSlowClient()}
	for _, client := range clients {
		blocked.Go(func() {
			h.Serve(client, httptest.NewRequestWithContext(ctx, http.MethodGet, "/endless.sh", nil), endless, noWatcher{})
		})
		<-client.begun
	}
	answer := httptest.NewRecorder()
	h.Serve(answer, httptest.NewRequest(http.MethodGet, "/quick.sh", nil), quick, noWatcher{})
	if answer.Body.String() != "yes" {
		t.Errorf("%q", answer.Body)
	}
	leave()
	for _, client := range clients {
		close(client.proceed)
	}
	blocked.Wait()
	h.Close()
	h.queue.awaitEmpty()
}

// finish sends the rest of a content.
func finish(t *testing.T, content *io.PipeWriter, rest string) {
	t.Helper()
	if _, err := io.WriteString(content, rest); err != nil {
		t.Fatal(err)
	}
	_ = content.Close() // it returns no error
}

// Requests whose content does not come hold nobody up, though there are more of them than
// turns, and are answered when it comes.
func TestContentThatDoesNotComeHoldsNobodyUp(t *testing.T) {
	h := &Host{Root: t.TempDir(), Timeout: time.Hour, AtOnce: 2, Standstill: time.Hour}
	cat := scriptOf(t, h, "cat.sh", "printf 'Content-Type: text/plain\\n\\n'\nexec cat\n")
	quick := scriptOf(t, h, "quick.sh", "printf 'Content-Type: text/plain\\n\\nyes'\n")
	const content = "content"
	contents, answers := []*io.PipeWriter{}, []*httptest.ResponseRecorder{}
	var late sync.WaitGroup
	for range 4 {
		body, rest := io.Pipe()
		answer := httptest.NewRecorder()
		contents, answers = append(contents, rest), append(answers, answer)
		request := httptest.NewRequest(http.MethodPost, "/cat.sh", body)
		request.ContentLength = int64(len(content))
		late.Go(func() { h.Serve(answer, request, cat, noWatcher{}) })
	}
	h.late.awaitWaiting(3) // half of the turns are taken
	answer := httptest.NewRecorder()
	h.Serve(answer, httptest.NewRequest(http.MethodGet, "/quick.sh", nil), quick, noWatcher{})
	if answer.Body.String() != "yes" {
		t.Errorf("%q", answer.Body)
	}
	for _, each := range contents {
		finish(t, each, content)
	}
	late.Wait()
	for _, each := range answers {
		if each.Body.String() != content {
			t.Errorf("%q", each.Body)
		}
	}
	h.Close()
	h.queue.awaitEmpty()
	h.late.awaitEmpty()
}

// A script whose content stays out in the middle of it holds nobody up either.
func TestContentThatStopsHoldsNobodyUp(t *testing.T) {
	h := &Host{Root: t.TempDir(), Timeout: time.Hour, AtOnce: 1, Standstill: time.Millisecond, ContentTime: time.Hour}
	cat := scriptOf(t, h, "cat.sh", "printf 'Content-Type: text/plain\\n\\n'\nexec cat\n")
	content := strings.Repeat("x", startSize)
	body, rest := io.Pipe()
	request := httptest.NewRequest(http.MethodPost, "/cat.sh", body)
	request.ContentLength = int64(2 * len(content))
	first, second := httptest.NewRecorder(), httptest.NewRecorder()
	var stopped sync.WaitGroup
	stopped.Go(func() { h.Serve(first, request, cat, noWatcher{}) })
	if _, err := io.WriteString(rest, content); err != nil {
		t.Fatal(err)
	}
	h.Serve(second, httptest.NewRequest(http.MethodGet, "/cat.sh", nil), cat, noWatcher{})
	finish(t, rest, content)
	stopped.Wait()
	h.Close()
	if first.Body.Len() != 2*len(content) || second.Code != http.StatusOK {
		t.Errorf("%d bytes, %d", first.Body.Len(), second.Code)
	}
}
