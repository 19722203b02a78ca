package recovery

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/l10n"
)

// ask sends a request to a server whose handler is guarded, and gives what came back and
// the panics that were told of.
func ask(t *testing.T, answer http.HandlerFunc, failed func(http.ResponseWriter, Panic)) (string, []Panic) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	panics, handled := []Panic{}, make(chan struct{})
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(handled)
		w.Header().Set("X-Before", "1")
		Guard(w, r, func(w http.ResponseWriter) { answer(w, r) }, func(w http.ResponseWriter, p Panic) {
			panics = append(panics, p)
			failed(w, p)
		})
	})}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	defer func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	}()
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "POST /a?b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx"); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(bufio.NewReader(conn)) // the connection ends in each case
	if err != nil {
		t.Fatal(err)
	}
	<-handled
	return string(got), panics
}

func sayFailed(w http.ResponseWriter, p Panic) {
	if !p.Begun {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, "failed: "+p.Cause)
	}
}

func causePanic(none ...int) {
	none[0]++
}

func TestAPanicBeforeTheAnswerIsAnswered(t *testing.T) {
	got, panics := ask(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Half", "1")
		w.WriteHeader(http.StatusEarlyHints)
		causePanic()
	}, sayFailed)
	_, final, _ := strings.Cut(got, "\r\n\r\n") // behind the interim response
	if !strings.HasPrefix(final, "HTTP/1.1 500 ") || !strings.HasSuffix(final, "failed: runtime error: index out of range [0] with length 0") || strings.Contains(final, "X-Half") || strings.Contains(final, "X-Before") {
		t.Errorf("%s", got)
	}
	if len(panics) != 1 || panics[0].Begun || panics[0].Method != "POST" || panics[0].Target != "/a?b" {
		t.Fatalf("%+v", panics)
	}
	if first, _, _ := strings.Cut(panics[0].Stack, "\n"); !strings.HasPrefix(first, "vitrina/server/internal/recovery.causePanic(") {
		t.Errorf("the stack begins with %q", first)
	}
	for _, locale := range l10n.Locales {
		text := panics[0].Message(locale)
		for _, want := range []string{"POST", "/a?b", "out of range", "recovery_test.go:"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s is not in %s", want, text)
			}
		}
	}
}

// A client that has the beginning of an answer must not take it for the whole.
func TestAPanicWithinTheAnswerEndsTheConnection(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		sent   string
	}{
		"the head is on its way": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusOK)
			causePanic()
		}, ""},
		"content has been sent": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "half")
			_ = http.NewResponseController(w).Flush()
			causePanic()
		}, "4\r\nhalf\r\n"},
		"the head has been sent": {func(w http.ResponseWriter, _ *http.Request) {
			_ = http.NewResponseController(w).Flush()
			causePanic()
		}, "\r\n\r\n"},
		"the connection is the handler's": {func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				return
			}
			defer conn.Close()
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\nraw")
			causePanic()
		}, "raw"},
	} {
		got, panics := ask(t, c.answer, sayFailed)
		if !strings.HasSuffix(got, c.sent) || c.sent == "" && got != "" {
			t.Errorf("%s: %q", name, got)
		}
		if len(panics) != 1 || !panics[0].Begun {
			t.Errorf("%s: %+v", name, panics)
		}
	}
}

func TestEndingAConnectionOnPurposeIsNoFault(t *testing.T) {
	got, panics := ask(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, sayFailed)
	if got != "" || len(panics) > 0 {
		t.Errorf("%q, %+v", got, panics)
	}
}

func TestAPanicOfWhatAnswersInsteadEndsTheConnection(t *testing.T) {
	got, panics := ask(t, func(http.ResponseWriter, *http.Request) { causePanic() }, func(http.ResponseWriter, Panic) { causePanic() })
	if got != "" || len(panics) != 1 {
		t.Errorf("%q, %+v", got, panics)
	}
}
