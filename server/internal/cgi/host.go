package cgi

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"vitrina/server/internal/protocol"
)

// Host runs the scripts of one site.
type Host struct {
	// Root is the served folder, an absolute path.
	Root string
	// Timeout is how long a script may run.
	Timeout time.Duration
	// Mode says what happens to output that RFC 3875 forbids.
	Mode protocol.CGIMode
	// Interpreters go before the built-in ones, by extension.
	Interpreters map[string]string
	// Env are variables that scripts get besides those of RFC 3875.
	Env map[string]string

	// AtOnce is how many scripts run at a time; others wait in their order.
	AtOnce int
	// Standstill is how long a client may hold a script up, by what it does not read or
	// does not send, before the script counts no more among those that run: others would be
	// held up as well.
	Standstill time.Duration
	// ContentTime is how long the beginning of a request's content is waited for. Then the
	// script may do without.
	ContentTime time.Duration

	queue   queue
	late    queue      // of requests whose content has not come
	ending  sync.Mutex // guards ended, and that nothing begins to run after it
	ended   bool
	running sync.WaitGroup
}

// Result is what came of running a script.
type Result struct {
	Run protocol.ScriptRun
	// Header is what the script printed before its content.
	Header Header
	// Redirect is the target of a local redirect (RFC 3875, section 6.2.2): nothing has
	// been sent, the site is to answer with what lies there.
	Redirect string
	// Failure says why nothing has been sent, empty if something has. Where Failure.Silent
	// holds, something may have been (Begun), and nothing is to follow.
	Failure Failure
	Begun   bool
	// FailureArgs are the values that the failure's text speaks of.
	FailureArgs map[string]string
	// Cause is the system's error behind NotStarted and BadRequest.
	Cause error
}

// Failure names why a script gave no response. It is the cause of a run's context that
// ends before its script does.
type Failure string

func (f Failure) Error() string { return "cgi: " + string(f) }

// Silent tells whether nobody waits for an answer any more.
func (f Failure) Silent() bool { return f == ClientGone || f == Stopped }

// Why a script gave no response.
const (
	CannotRun  Failure = "scriptCannotRun"  // there is no command for it
	NotStarted Failure = "scriptNotStarted" // the system would not start the command
	Failed     Failure = "scriptFailed"     // it ended with an error before its header did
	TimedOut   Failure = "scriptTimedOut"   // it was ended for running too long
	BadHeader  Failure = "scriptBadHeader"  // strict mode, or a header block without end
	BadRequest Failure = "badRequestBody"   // the request's content could not be read
	TooMany    Failure = "tooManyScripts"   // too many requests wait for their turn already
	ClientGone Failure = "clientGone"       // the client went away
	Stopped    Failure = "scriptStopped"    // the site stops: the cause of its contexts
)

// Watcher is told of a run while it goes on. Ended is called when the process is
// gone, which may be after Serve returned.
type Watcher interface {
	// Header is called before the response's head is sent.
	Header(Header)
	// Content is called when the answer is over, with the beginning of what followed the
	// header. What went wrong with the header may only show there.
	Content(start string)
	// Deviates is called for what shows only after the head was sent.
	Deviates(Deviation, map[string]string)
	// ClientGone tells whether nobody waits for the answer any more. It is asked while
	// content of the request is unread: the request's context knows only after that.
	ClientGone() bool
	// StopReading is called where content of the request is left that nobody reads: the
	// connection cannot be used for another one.
	StopReading()
	// Ended is called with all that is known of the run, and why it was ended before the
	// script was, empty if it was not.
	Ended(run protocol.ScriptRun, why Failure)
}

// Times that an ending script is given.
const (
	// exitGrace is how long after the end of the output, where nothing was sent yet, the
	// exit code is waited for; and how long after the exit a child that holds the pipe is.
	exitGrace = time.Second
	// killGrace lies between asking a process group to end and ending it.
	killGrace = 500 * time.Millisecond
)

// Serve runs a script and sends its response. Where Result says that nothing was
// sent, the caller answers.
func (h *Host) Serve(w http.ResponseWriter, r *http.Request, script Script, watch Watcher) Result {
	result := Result{Run: protocol.ScriptRun{Path: script.Path}}
	command, err := h.commandFor(script.File)
	var why *cannotRun
	switch {
	case errors.As(err, &why):
		result.fail(CannotRun, "reason", why.reason, "command", why.command, "script", script.Path)
		return result
	case err != nil:
		result.fail(NotStarted, "cause", err.Error(), "command", script.Path, "script", script.Path)
		result.Cause = err
		return result
	}
	upload, err := receive(r, script.NonParsed())
	if err != nil {
		result.fail(BadRequest, "cause", err.Error())
		result.Cause = err
		return result
	}
	defer upload.close()
	// The request's context ends for a reason, or, after the answer, for none.
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(r.Context()))
	answering := context.AfterFunc(r.Context(), func() { cancel(leftFor(r.Context())) })
	go upload.watch(ctx, watch.ClientGone, cancel)
	upload.await(ctx, h.ContentTime)
	if upload.hasCome() && upload.err != nil {
		cancel(nil)
		result.fail(BadRequest, "cause", upload.err.Error())
		result.Cause = upload.err
		return result
	}
	turn := h.turnFor(ctx, upload)
	if turn == nil {
		upload.forgo(watch.StopReading)
		result.fail(TooMany, "script", script.Path, "most", strconv.Itoa(h.AtOnce))
		if why := endedFor(ctx); why != "" {
			result.Failure = why
		}
		cancel(nil)
		return result
	}
	if !h.begin() {
		turn.leave()
		upload.forgo(watch.StopReading)
		result.fail(Stopped, "script", script.Path)
		cancel(nil)
		return result
	}
	result.Run.Command = command
	result.Run.Env = environment(r, script, h.Root, upload.length, h.Env)
	if isPHP(command[0]) {
		result.Run.Env = append(result.Run.Env, "REDIRECT_STATUS=200")
	} else {
		result.Run.Command = append(command, queryArguments(r)...)
	}
	p, err := start(result.Run.Command, filepath.Dir(script.File), result.Run.Env)
	if err != nil {
		h.running.Done()
		turn.leave()
		upload.forgo(watch.StopReading)
		cancel(nil)
		result.fail(NotStarted, "cause", err.Error(), "command", command[0], "script", script.Path)
		result.Cause = err
		return result
	}
	timer := time.AfterFunc(h.Timeout, func() { cancel(TimedOut) })
	run := result.Run // what is known by now; the goroutine below must not see it change
	// A script may print before it has read everything: net/http would otherwise read,
	// and drop, the rest of the content when the head goes out.
	_ = http.NewResponseController(w).EnableFullDuplex() // a writer that cannot has no content to lose
	go upload.feed(p.stdin, func(wait func()) { turn.during(h.Standstill, wait) })
	defer func() { upload.leave(result.Redirect != "", watch.StopReading) }()
	go func() { // whatever happens below, the group ends when the context does
		defer h.running.Done()
		p.supervise(ctx)
		turn.leave()
		p.finish()
		why := p.endedFor(ctx)
		timer.Stop()
		cancel(nil)
		watch.Ended(p.describe(run), why)
	}()
	defer p.answered()
	answer := &response{host: h, ctx: ctx, abandon: func() { cancel(ClientGone) }, w: w, r: r, p: p, watch: watch, turn: turn, result: &result}
	if script.NonParsed() {
		answer.sendRaw()
	} else {
		answer.answer()
	}
	if answering() {
		context.AfterFunc(r.Context(), func() { cancel(nil) })
	}
	p.answered()
	if result.Failure != "" {
		<-p.gone
		select { // the traceback is on its way
		case <-p.drained:
		case <-time.After(exitGrace):
		}
		result.Run = p.describe(result.Run)
		if why := p.endedFor(ctx); why != "" {
			result.Failure = why
		}
		result.FailureArgs = map[string]string{
			"script": script.Path, "timeout": h.Timeout.String(), "exit": exitText(result.Run),
			"reason": result.FailureArgs["reason"],
		}
	}
	return result
}

// turnFor waits for the script's turn. Requests whose content has not come get half of the
// turns at most: the others pass them by.
func (h *Host) turnFor(ctx context.Context, upload *upload) *turn {
	if !upload.hasCome() {
		waiting, cancel := context.WithCancel(ctx)
		defer cancel()
		go func() {
			<-upload.begun
			cancel()
		}()
		if late := h.late.enter(waiting, h.AtOnce/2); late != nil {
			go func() {
				<-upload.begun
				late.leave()
			}()
		} else if !upload.hasCome() {
			return nil
		}
	}
	return h.queue.enter(ctx, h.AtOnce)
}

// leftFor tells why a request's context ended before its answer did.
func leftFor(request context.Context) Failure {
	if context.Cause(request) == Stopped {
		return Stopped
	}
	return ClientGone
}

// endedFor tells why a run's context ended, empty where it did not, or for no reason.
func endedFor(ctx context.Context) Failure {
	why, _ := context.Cause(ctx).(Failure)
	return why
}

// refuses names the deviation for which a response is refused: any in strict mode,
// and always a header block that is too long to be one.
func (h *Host) refuses(header Header) string {
	for _, deviation := range header.Deviations {
		if h.Mode == protocol.CGIStrict || deviation == BlockTooLong {
			return string(deviation)
		}
	}
	return ""
}

// begin counts a run in, if runs may still begin.
func (h *Host) begin() bool {
	h.ending.Lock()
	defer h.ending.Unlock()
	if !h.ended {
		h.running.Add(1)
	}
	return !h.ended
}

// Close lets no more scripts begin and waits until every one is gone. The caller ends
// them by ending their requests' contexts.
func (h *Host) Close() {
	h.ending.Lock()
	h.ended = true
	h.ending.Unlock()
	h.running.Wait()
}

func (r *Result) fail(failure Failure, pairs ...string) {
	r.Failure = failure
	r.FailureArgs = map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		r.FailureArgs[pairs[i]] = pairs[i+1]
	}
}

func exitText(run protocol.ScriptRun) string {
	if run.ExitCode != nil {
		return strconv.Itoa(*run.ExitCode)
	}
	return run.Signal
}
