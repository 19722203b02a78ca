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
	"syscall"
	"testing"
	"time"

	"vitrina/server/internal/cgi/process"
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

type noObserver struct{}

func (noObserver) Header(Header)                           {}
func (noObserver) Content(string)                          {}
func (noObserver) Refused(Header, string)                  {}
func (noObserver) HandsOn(Header, string)                  {}
func (noObserver) ClientGone() bool                        { return false }
func (noObserver) Violates(Violation, map[string]string)   {}
func (noObserver) Starting()                               {}
func (noObserver) Started(func() bool)                     {}
func (noObserver) Reached(Moment, time.Time)               {}
func (noObserver) StopReading()                            {}
func (noObserver) Printed([]byte)                          {}
func (noObserver) Filter(Header, int) Filter               { return nil }
func (noObserver) Remark(Remark, map[string]string)        {}
func (noObserver) Ended(protocol.ScriptRun, Failure, bool) {}

// scriptOf puts a script into the folder of a runner.
func scriptOf(t *testing.T, h *Runner, name, content string) Script {
	t.Helper()
	file := filepath.Join(h.Root, name)
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return Script{File: file, Path: name, Name: "/" + name}
}

// launcher is a process.Launcher that hands on what it launched.
type launcher chan *process.Process

func (l launcher) Launch(c process.Command) (*process.Process, error) {
	p, err := process.Spawn{}.Launch(c)
	if err == nil {
		l <- p
	}
	return p, err
}

// What a script printed reaches a slow client whole, when the script is long gone.
func TestASlowClientGetsAllOfIt(t *testing.T) {
	t.Parallel()
	launched := make(launcher, 1)
	h := &Runner{Root: t.TempDir(), Timeout: time.Minute, MaxConcurrent: 1, ClientStall: time.Minute, Launcher: launched}
	slow := scriptOf(t, h, "a.sh", "printf 'Content-Type: text/plain\\n\\nfirst'\nread go < go\nhead -c 60000 /dev/zero\n")
	fifo := filepath.Join(h.Root, "go")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	client := newSlowClient()
	go func() {
		defer close(client.proceed)
		<-client.begun
		if err := os.WriteFile(fifo, []byte("go\n"), 0o600); err != nil { // it waits for the script
		}
		p := <-launched
		<-p.Ended()
		<-p.StderrDone()
	}()
	h.Serve(client, httptest.NewRequest(http.MethodGet, "/a.sh", nil), slow, noObserver{})
	h.Close()
	if got := client.got.Len(); got != len("first")+60000 {
		t.Errorf("%d bytes came", got)
	}
}

// Clients that never read hold nobody up, though there are more of them than slots.
func TestAClientThatNeverReadsHoldsNobodyUp(t *testing.T) {
	h := &Runner{Root: t.TempDir(), Timeout: time.Hour, MaxConcurrent: 1, ClientStall: time.Millisecond}
	endless := scriptOf(t, h, "endless.sh", "printf 'Content-Type: text/plain\\n\\n'\nexec cat /dev/zero\n")
	quick := scriptOf(t, h, "quick.sh", "printf 'Content-Type: text/plain\\n\\nyes'\n")
	ctx, leave := context.WithCancel(t.Context())
	var blocked sync.WaitGroup
	clients := []*slowClient{newSlowClient(), newSlowClient()}
	for _, client := range clients {
		blocked.Go(func() {
			h.Serve(client, httptest.NewRequestWithContext(ctx, http.MethodGet, "/endless.sh", nil), endless, noObserver{})
		})
		<-client.begun
	}
	answer := httptest.NewRecorder()
	h.Serve(answer, httptest.NewRequest(http.MethodGet, "/quick.sh", nil), quick, noObserver{})
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
	h := &Runner{Root: t.TempDir(), Timeout: time.Hour, MaxConcurrent: 2, ClientStall: time.Hour}
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
		late.Go(func() { h.Serve(answer, request, cat, noObserver{}) })
	}
	h.late.awaitWaiting(3) // half of the slots are taken
	answer := httptest.NewRecorder()
	h.Serve(answer, httptest.NewRequest(http.MethodGet, "/quick.sh", nil), quick, noObserver{})
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
	h := &Runner{Root: t.TempDir(), Timeout: time.Hour, MaxConcurrent: 1, ClientStall: time.Millisecond, BodyWait: time.Hour}
	cat := scriptOf(t, h, "cat.sh", "printf 'Content-Type: text/plain\\n\\n'\nexec cat\n")
	content := strings.Repeat("x", startSize)
	body, rest := io.Pipe()
	request := httptest.NewRequest(http.MethodPost, "/cat.sh", body)
	request.ContentLength = int64(2 * len(content))
	first, second := httptest.NewRecorder(), httptest.NewRecorder()
	var stopped sync.WaitGroup
	stopped.Go(func() { h.Serve(first, request, cat, noObserver{}) })
	if _, err := io.WriteString(rest, content); err != nil {
		t.Fatal(err)
	}
	h.Serve(second, httptest.NewRequest(http.MethodGet, "/cat.sh", nil), cat, noObserver{})
	finish(t, rest, content)
	stopped.Wait()
	h.Close()
	if first.Body.Len() != 2*len(content) || second.Code != http.StatusOK {
		t.Errorf("%d bytes, %d", first.Body.Len(), second.Code)
	}
}
