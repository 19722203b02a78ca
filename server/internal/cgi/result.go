package cgi

import (
	"context"
	"strconv"

	"vitrina/server/internal/protocol"
)

// Result is the outcome of a run.
type Result struct {
	Run protocol.ScriptRun
	// Started is true where the script was started. How it ended is the observer's to hear.
	Started bool
	// Header is what the script printed before its content.
	Header Header
	// Redirect is the target of a local redirect (RFC 3875, section 6.2.2). Nothing has been
	// sent: the site answers for the target.
	Redirect string
	// Failure says why nothing has been sent, empty if something has. After an aborted run
	// (Failure.Aborted) a part may have been sent (Begun), and nothing must follow it.
	Failure Failure
	Begun   bool
	// Refused is the fault of the header behind ScriptBadHeader.
	Refused Finding
	// FailureArgs are the values in the failure's text.
	FailureArgs map[string]string
	// Cause is the system's error behind ScriptNotStarted and BadRequestBody.
	Cause error
}

// fail says why there is no response. pairs are alternating names and values.
func (r *Result) fail(failure Failure, pairs ...string) {
	r.Failure = failure
	r.FailureArgs = map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		r.FailureArgs[pairs[i]] = pairs[i+1]
	}
}

// Failure names why a script gave no response. It is the cause of a run's context that
// ends before its script does.
type Failure string

func (f Failure) Error() string { return "cgi: " + string(f) }

// Aborted reports whether nobody waits for an answer any more.
func (f Failure) Aborted() bool { return f == ClientGone || f == ScriptStopped }

// Why a script gave no response.
const (
	ScriptCannotRun  Failure = "scriptCannotRun"  // there is no command for it
	ScriptNotStarted Failure = "scriptNotStarted" // the system would not start the command
	ScriptFailed     Failure = "scriptFailed"     // it ended with an error before its header did
	ScriptTimedOut   Failure = "scriptTimedOut"   // it was ended for running too long
	BodyTimedOut     Failure = "bodyTimedOut"     // likewise, while content of the request was still to come
	ScriptBadHeader  Failure = "scriptBadHeader"  // strict mode, or a header block without end
	ScriptSilent     Failure = "noOutput"         // it ended well and printed nothing
	BadRequestBody   Failure = "badRequestBody"   // the request's content could not be read
	TooManyScripts   Failure = "tooManyScripts"   // too many requests wait for a slot already
	ClientGone       Failure = "clientGone"       // the client went away
	ScriptStopped    Failure = "scriptStopped"    // the site stops: the cause of its contexts
)

// causeOf is the Failure for which a context ended; empty where it goes on, or ended for no
// reason.
func causeOf(ctx context.Context) Failure {
	why, _ := context.Cause(ctx).(Failure)
	return why
}

// abortOf is why a request's context ended before its answer did.
func abortOf(request context.Context) Failure {
	if causeOf(request) == ScriptStopped {
		return ScriptStopped
	}
	return ClientGone
}

// ExitText is how a script ended: its exit code, or the name of a signal.
func ExitText(run protocol.ScriptRun) string {
	if run.ExitCode != nil {
		return strconv.Itoa(*run.ExitCode)
	}
	return run.Signal
}
