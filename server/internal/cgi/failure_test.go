//go:build unix

package cgi

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"
)

// Where no script ran, the result says why in words of our own, and no list in it is null.
func TestWhyAScriptDidNotRun(t *testing.T) {
	h := &Runner{Root: t.TempDir(), Timeout: time.Hour, BodyWait: time.Hour, MaxConcurrent: 1}
	cat := scriptOf(t, h, "cat.sh", "exec cat\n")
	unknown := scriptOf(t, h, "page.xyz", "hello\n")
	foreign := scriptOf(t, h, "program", "\x7fELF, but of no system\n")
	if err := os.Chmod(foreign.File, 0o755); err != nil {
		t.Fatal(err)
	}
	reset := &net.OpError{Op: "read", Net: "tcp4", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	broken := io.MultiReader(strings.NewReader("part"), iotest.ErrReader(reset))
	for name, c := range map[string]struct {
		script  Script
		length  int64
		content io.Reader
		failure Failure
		cause   string
	}{
		"no interpreter":              {unknown, 0, nil, ScriptCannotRun, ""},
		"another system's program":    {foreign, 0, nil, ScriptNotStarted, "notProgram"},
		"content that is reset":       {cat, 100, broken, BadRequestBody, "connection"},
		"content that ends early":     {cat, 100, strings.NewReader("part"), BadRequestBody, "connection"},
		"chunked content that breaks": {cat, -1, iotest.ErrReader(reset), BadRequestBody, "connection"},
	} {
		request := httptest.NewRequest(http.MethodPost, "/", c.content)
		request.ContentLength = c.length
		got := h.Serve(httptest.NewRecorder(), request, c.script, noObserver{})
		if got.Failure != c.failure || got.FailureArgs["cause"] != c.cause {
			t.Errorf("%s: %s, %v", name, got.Failure, got.FailureArgs)
		}
		if got.Run.Command == nil || got.Run.Env == nil {
			t.Errorf("%s: a list is null: %+v", name, got.Run)
		}
	}
	h.Close()
	h.queue.awaitEmpty()
	h.late.awaitEmpty()
}
