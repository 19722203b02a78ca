package load

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// address is that of a server which tells how much content came, and closes each connection where
// it is asked to.
func address(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		if err != nil {
			t.Error(err)
		}
		if r.URL.Path == "/close" {
			w.Header().Set("Connection", "close")
		}
		_, _ = w.Write(make([]byte, 10+n)) // the client sees what is missing
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func TestACrowdAsksUntilTheTimeIsOver(t *testing.T) {
	t.Parallel()
	at := address(t)
	for name, request := range map[string]Request{"kept": Get(at, "/"), "closed": Get(at, "/close"), "content": Post(at, "/", 600_000)} {
		crowd, err := Gather(t.Context(), at, 3, request)
		if err != nil {
			t.Fatal(err)
		}
		answers, err := crowd.Ask(t.Context(), request, 20*time.Millisecond)
		crowd.Close()
		if err != nil {
			t.Fatal(err)
		}
		count := int64(len(answers.Times))
		if want := count * (10 + request.content); count < 3 || answers.Size != want || answers.Lasted < 20*time.Millisecond {
			t.Errorf("%s: %d answers of %d bytes, not %d, in %v", name, count, answers.Size, want, answers.Lasted)
		}
	}
}

// An interrupted benchmark waits for no answer.
func TestAnEndedContextEndsWaiting(t *testing.T) {
	t.Parallel()
	asked, over := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(asked)
		<-over
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(over) })
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-asked
		cancel()
	}()
	at := strings.TrimPrefix(server.URL, "http://")
	if _, err := Gather(ctx, at, 1, Get(at, "/")); err == nil {
		t.Error("there was an answer")
	}
}

func TestIdleConnectionsAreHeld(t *testing.T) {
	t.Parallel()
	at := address(t)
	for path, want := range map[string]int{"/": 4, "/close": 0} {
		idle, err := Rest(t.Context(), at, 4, Get(at, path))
		if err != nil {
			t.Fatal(err)
		}
		if held := idle.Held(); held != want {
			t.Errorf("%s: %d are held, not %d", path, held, want)
		}
		idle.Close()
	}
}
