// Package recovery makes a handler's panic known. net/http alone closes the connection and
// writes the stack to its ErrorLog, among the mistakes of clients; on the exchange it would
// look as if the client had left.
package recovery

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"strings"

	"vitrina/server/internal/l10n"
)

// Panic is what a handler panicked with.
type Panic struct {
	// Method and Target are the request's.
	Method, Target string
	Cause          string
	// Stack is where it happened, the innermost function first.
	Stack string
	// Begun is true where an answer has begun: no other one can follow.
	Begun bool
}

// Args are the values that texts about the panic speak of.
func (p Panic) Args() map[string]string {
	return map[string]string{"method": p.Method, "target": p.Target, "cause": p.Cause, "stack": p.Stack}
}

// Message is what the log says of the panic.
func (p Panic) Message(locale l10n.Locale) string {
	return l10n.Text(locale, "recovery.panic", p.Args())
}

// Guard calls answer. If answer panics, Guard calls failed, which reports the panic and, unless
// an answer has begun, answers in its place. If one has begun, Guard ends the connection. A
// panic with http.ErrAbortHandler passes: with it a handler ends the connection on purpose.
func Guard(w http.ResponseWriter, r *http.Request, answer func(http.ResponseWriter), failed func(http.ResponseWriter, Panic)) {
	watched := watch(w)
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		if value == http.ErrAbortHandler {
			panic(value)
		}
		begun := watched.Begun()
		defer func() {
			if recover() != nil || begun { // a panic of failed must not hide the first one
				panic(http.ErrAbortHandler)
			}
		}()
		if !begun {
			watched.Reset()
			w.Header().Set("Connection", "close") // how much of the request's content was read is unknown
		}
		failed(w, Of(r, value, begun))
	}()
	answer(watched)
}

// Of describes a panic, where it is recovered from. begun is true where an answer has begun.
func Of(r *http.Request, value any, begun bool) Panic {
	return Panic{r.Method, r.RequestURI, fmt.Sprint(value), stack(), begun}
}

// maxStack is how much of a stack is kept, in bytes.
const maxStack = 8 << 10

// stack is the stack of the function that panicked, without what recovers from it.
func stack() string {
	text := string(debug.Stack())
	if _, after, found := strings.Cut(text, "\npanic("); found {
		if lines := strings.SplitN(after, "\n", 3); len(lines) == 3 { // the call of panic, and its place
			text = lines[2]
		}
	}
	return strings.TrimSpace(text[:min(len(text), maxStack)])
}

// watched is a writer that knows whether an answer has begun.
type watched interface {
	http.ResponseWriter
	Begun() bool
	// Reset forgets the fields that were given.
	Reset()
}

// watch is a writer that is watched: by itself, or from now on.
func watch(w http.ResponseWriter) watched {
	if itself, ok := w.(watched); ok {
		return itself
	}
	return &writer{ResponseWriter: w}
}

// writer notices that an answer begins.
type writer struct {
	http.ResponseWriter
	begun bool
}

// Begun reports whether an answer has begun.
func (w *writer) Begun() bool { return w.begun }

// Reset forgets the fields that were given.
func (w *writer) Reset() { clear(w.Header()) }

// WriteHeader begins the answer, unless the status is an interim one.
func (w *writer) WriteHeader(status int) {
	w.begun = w.begun || status >= 200 || status == http.StatusSwitchingProtocols
	w.ResponseWriter.WriteHeader(status)
}

// Write begins the answer.
func (w *writer) Write(p []byte) (int, error) {
	w.begun = true
	return w.ResponseWriter.Write(p)
}

// FlushError begins the answer.
func (w *writer) FlushError() error {
	w.begun = true
	return http.NewResponseController(w.ResponseWriter).Flush()
}

// Hijack begins the answer: the handler writes it by itself.
func (w *writer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.begun = true
	return http.NewResponseController(w.ResponseWriter).Hijack()
}

// Unwrap lets http.ResponseController find the rest.
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }
