// Package fault has the error value that reaches a person: a name for programs,
// and a sentence in their language that says what happened, where, and what to do.
package fault

import (
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Error is a failure that a person is told of. Its sentence is the text
// "failure.NAME" of package l10n.
type Error struct {
	Failure protocol.Failure
	// Args are the values that the sentence speaks of.
	Args map[string]string
	// Err is the cause, if there is one.
	Err error
	// More are further failures of the same request, told together.
	More []*Error
}

// New makes an Error; pairs are alternating names and values of Args.
func New(failure protocol.Failure, pairs ...string) *Error {
	args := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return &Error{Failure: failure, Args: args}
}

// Because adds the cause.
func (e *Error) Because(err error) *Error {
	e.Err = err
	if err != nil {
		e.Args["cause"] = Cause(err)
	}
	return e
}

// In is the sentence in a language; further failures follow, each on a line.
func (e *Error) In(locale l10n.Locale) string {
	args := make(map[string]string, len(e.Args))
	for name, value := range e.Args {
		args[name] = value
	}
	if problem, ok := args["problem"]; ok { // the key of a text itself
		args["problem"] = l10n.Text(locale, "problem."+problem, e.Args)
	}
	text := l10n.Text(locale, "failure."+string(e.Failure), args)
	for _, more := range e.More {
		text += "\n" + more.In(locale)
	}
	return text
}

// Error is the sentence in English.
func (e *Error) Error() string { return e.In(l10n.English) }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }
