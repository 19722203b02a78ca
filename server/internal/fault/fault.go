// Package fault has the errors that reach a person: a name for programs, and a sentence in
// the reader's language that says what happened, where, and what to do.
package fault

import (
	"maps"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Error is a failure that a person reads of. Its sentence is the text
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

// All are the failure and those that are told together with it.
func (e *Error) All() []*Error {
	alone := *e
	alone.More = nil
	return append([]*Error{&alone}, e.More...)
}

// In is the sentence in a language; further failures follow, each on a line.
func (e *Error) In(locale l10n.Locale) string {
	args := maps.Clone(e.Args)
	if _, ok := args["problem"]; ok {
		args["problem"] = e.Problem(locale)
	}
	text := l10n.Text(locale, "failure."+string(e.Failure), args)
	for _, more := range e.More {
		text += "\n" + more.In(locale)
	}
	return text
}

// Problem is what the argument problem says, which is the key of a text itself.
func (e *Error) Problem(locale l10n.Locale) string {
	return l10n.Text(locale, "problem."+e.Args["problem"], e.Args)
}

// Error is the sentence in English.
func (e *Error) Error() string { return e.In(l10n.English) }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }
