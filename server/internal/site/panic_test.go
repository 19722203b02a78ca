package site

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/protocol"
)

// internalErrors keeps what Vitrina reports of its own faults.
type internalErrors struct {
	noEvents
	faults chan string
}

// fault is what was reported; empty if nothing was.
func (e internalErrors) fault() string {
	select {
	case told := <-e.faults:
		return told
	default:
		return ""
	}
}

func (e internalErrors) InternalError(message func(l10n.Locale) string) {
	e.faults <- message(l10n.English) + "\n" + message(l10n.Spanish)
}

// askPanicking asks a server of a site whose handler panics, and gives what came back, what
// was recorded and what the log says.
func askPanicking(t *testing.T, respond func(exchange) *problem, fields string) (response, log string, recorded protocol.Exchange) {
	t.Helper()
	events := internalErrors{faults: make(chan string, 1)}
	s := startIn(t, t.TempDir(), Options{Events: events}, defaultTimeouts())
	listeners, err := listen.Open(listen.Address{Host: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	server := s.newServer(context.Background(), s.handler(respond))
	served := make(chan error, 1)
	go func() { served <- server.Serve(listeners[0]) }()
	defer func() {
		if err := errors.Join(server.Close(), s.Close()); err != nil {
			t.Error(err)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	}()
	follower := s.options.Store.Subscribe()
	defer follower.Close()
	conn := dial(t, listeners.Addresses()[0])
	if _, err := io.WriteString(conn, "GET /a?b HTTP/1.1\r\nHost: localhost\r\n"+fields+"\r\n"); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(conn) // the connection ends in each case
	if err != nil {
		t.Fatal(err)
	}
	for {
		if list := s.options.Store.List("", "", 1).Exchanges; len(list) == 1 && list[0].Complete {
			recorded, _ = s.options.Store.Get(list[0].ID)
			return string(got), events.fault(), recorded
		}
		<-follower.Changed()
	}
}

func notes(x protocol.Exchange) string {
	codes := []string{}
	for _, note := range x.Notes {
		codes = append(codes, note.Code)
	}
	return strings.Join(codes, " ")
}

func causePanic(none ...int) *problem {
	none[0]++
	return nil
}

// A fault of our own is answered with a page, and told where a person looks for it.
func TestAPanicBeforeTheAnswer(t *testing.T) {
	for language, title := range map[string]string{"en": "<h1>Internal error in Vitrina</h1>", "es": "<h1>Error interno de Vitrina</h1>"} {
		response, log, x := askPanicking(t, func(x exchange) *problem {
			x.w.Header().Set("X-Half", "1")
			return causePanic()
		}, "Accept: text/html\r\nAccept-Language: "+language+"\r\n")
		head, page, _ := strings.Cut(response, "\r\n\r\n")
		if !strings.HasPrefix(head, "HTTP/1.1 500 ") || strings.Contains(head, "X-Half") || !strings.Contains(head, "\r\nServer: ") || !strings.Contains(head, "\r\nConnection: close") {
			t.Errorf("%s: %s", language, head)
		}
		for _, want := range []string{title, "/a?b", "runtime error: index out of range [0] with length 0", "site.causePanic(", "panic_test.go:"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: %q is not in the page: %s", language, want, page)
			}
		}
		for _, want := range []string{"GET /a?b: runtime error: index out of range [0] with length 0. The fault is in Vitrina", "El error está en Vitrina", "site.causePanic(", "panic_test.go:"} {
			if !strings.Contains(log, want) {
				t.Errorf("%q is not in the log: %s", want, log)
			}
		}
		if notes(x) != "internalError" || x.Notes[0].Severity != protocol.SeverityError || x.Kind != protocol.KindError || x.Status != 500 {
			t.Fatalf("%+v", x.ExchangeSummary)
		}
		for _, locale := range l10n.Locales {
			if message := l10n.Note(locale, x.Notes[0]).Message; !strings.Contains(message, "out of range") || !strings.Contains(message, "panic_test.go:") {
				t.Errorf("the note says %s", message)
			}
		}
	}
}

// Where an answer has begun the connection ends, and the exchange says who is to blame.
func TestAPanicWithinTheAnswer(t *testing.T) {
	response, log, x := askPanicking(t, func(x exchange) *problem {
		_, _ = io.WriteString(x.w, "half")
		_ = http.NewResponseController(x.w).Flush()
		return causePanic()
	}, "")
	if !strings.HasSuffix(response, "\r\n\r\n4\r\nhalf\r\n") {
		t.Errorf("%s", response)
	}
	if notes(x) != "internalError connectionClosed" || x.Notes[0].Severity != protocol.SeverityError || x.Notes[0].Args["cause"] != "runtime error: index out of range [0] with length 0" {
		t.Errorf("%+v", x.ExchangeSummary)
	}
	if !strings.Contains(log, "panic_test.go:") {
		t.Errorf("the log says %s", log)
	}
}

// Vitrina's own pages are not recorded; their faults are told of all the same.
func TestAPanicOfTheReloadHub(t *testing.T) {
	events := internalErrors{faults: make(chan string, 1)}
	s := startIn(t, t.TempDir(), Options{Events: events}, defaultTimeouts())
	hub := s.reload.hub
	s.reload.hub = nil
	conn := dial(t, s.listen.Addresses()[0])
	if _, err := io.WriteString(conn, "GET /_vitrina/live HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || response.StatusCode != http.StatusInternalServerError {
		t.Errorf("%+v, %v", response, err)
	}
	if log := events.fault(); !strings.Contains(log, "GET /_vitrina/live: runtime error: ") || !strings.Contains(log, "reload.(*Hub).ServeHTTP(") {
		t.Errorf("the log says %s", log)
	}
	s.reload.hub = hub
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
