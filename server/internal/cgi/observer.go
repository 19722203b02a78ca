package cgi

import "vitrina/server/internal/protocol"

// Observer is told of a run while it goes on. Ended is called when the process is
// gone, which may be after Serve returned.
type Observer interface {
	// Header is called before the response's head is sent.
	Header(Header)
	// Content is called when the answer is over, with the beginning of what followed the
	// header. What went wrong with the header may only show there.
	Content(start string)
	// Violates is called for what shows only after the head was sent.
	Violates(Violation, map[string]string)
	// ClientGone reports whether nobody waits for the answer any more. It is asked while
	// content of the request is unread: the request's context knows only after that.
	ClientGone() bool
	// StopReading is called where content of the request is left that nobody reads: the
	// connection cannot be used for another one.
	StopReading()
	// Ended is called with all that is known of the run, and why it was ended before the
	// script was, empty if it was not.
	Ended(run protocol.ScriptRun, why Failure)
}
