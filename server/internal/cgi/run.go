package cgi

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi/interpreter"
	"vitrina/server/internal/cgi/process"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// run is one script's run for one request. Its steps are admit, start, answer and settle. end
// gives back everything that they took, however far the run came.
type run struct {
	runner   *Runner
	w        http.ResponseWriter
	request  *http.Request
	script   Script
	observer Observer
	limit    time.Duration // how long the script may run; zero for no limit
	result   Result

	ctx        context.Context // ends when the run must end: its cause is a Failure, or none
	cancel     context.CancelCauseFunc
	unfollow   func() bool // lets the request's context end without the run's
	virtualEnv interpreter.VirtualEnv
	command    []string
	launch     process.Command
	program    string   // the Python that was chosen, which may be a shim; empty for other programs
	stated     []string // the variables that it gets for every request
	body       *upload
	slot       *slot
	counted    bool             // among those that Runner.Close waits for
	process    *process.Process // nil until it was started
	timer      *time.Timer      // of the limit; nil where there is none
	responded  chan struct{}    // closed when Serve has done its part
	release    func() bool      // lets the runner close without the run's end; nil until the answer is over
}

// admit finds the script's command, takes the beginning of the request's content, and waits
// for a slot. It returns false where the script is not to run.
func (r *run) admit() bool {
	var err error
	r.virtualEnv = interpreter.FindVirtualEnv(cmp.Or(r.script.Root, r.runner.Root))
	if r.command, err = r.runner.commands.of(r.script.File, r.runner.choice(), r.virtualEnv); err != nil {
		r.cannotRun(err)
		return false
	}
	if r.body, err = receive(r.request, r.script.NonParsed()); err != nil {
		r.badBody(err)
		return false
	}
	r.ctx, r.cancel = context.WithCancelCause(context.WithoutCancel(r.request.Context()))
	r.unfollow = context.AfterFunc(r.request.Context(), func() { r.cancel(abortOf(r.request.Context())) })
	r.body.await(r.ctx, r.runner.BodyWait)
	if r.body.started() && r.body.err != nil {
		r.badBody(r.body.err)
		return false
	}
	if why := causeOf(r.ctx); why != "" { // nobody waits for the script any more
		r.result.fail(why, "script", r.script.Path)
		return false
	}
	if r.slot = r.runner.slotFor(r.ctx, r.body); r.slot == nil {
		r.result.fail(TooManyScripts, "script", r.script.Path, "most", strconv.Itoa(r.runner.MaxConcurrent))
		if why := causeOf(r.ctx); why != "" {
			r.result.Failure = why
		}
		return false
	}
	if r.counted = r.runner.begin(); !r.counted {
		r.result.fail(ScriptStopped, "script", r.script.Path)
	}
	return r.counted
}

func (r *run) cannotRun(err error) {
	var why *interpreter.Unavailable
	if errors.As(err, &why) {
		r.result.fail(ScriptCannotRun, "reason", why.Reason, "script", r.script.Path)
		maps.Copy(r.result.FailureArgs, why.Args())
		return
	}
	r.notStarted(err, r.script.Path)
}

func (r *run) notStarted(err error, command string) {
	r.result.fail(ScriptNotStarted, "cause", fault.Cause(err), "command", command, "script", r.script.Path)
	r.result.Cause = err
}

func (r *run) badBody(err error) {
	if r.observer.ClientGone() { // it gave its upload up
		r.result.fail(ClientGone, "script", r.script.Path)
		return
	}
	cause := fault.Cause(err)
	if errors.Is(err, errTooLarge) {
		cause = "tooLarge"
	}
	r.result.fail(BadRequestBody, "cause", cause)
	r.result.Cause = err
}

// start starts the script, its input, its time limit and its supervision.
func (r *run) start() bool {
	root := cmp.Or(r.script.Root, r.runner.Root)
	same := r.runner.inherited().activate(r.virtualEnv)
	r.result.Run.Env = environment(same, r.request, r.script, root, r.body.length, r.runner.Env)
	arguments := queryArguments(r.request)
	switch {
	case interpreter.IsPHP(r.command[0]):
		r.result.Run.Env = append(r.result.Run.Env, "REDIRECT_STATUS=200")
	case RunsPython(r.command):
		r.seeThrough(same.stated(r.runner.Env), len(arguments) > 0)
		r.command = append(r.command, arguments...)
	default:
		r.command = append(r.command, arguments...)
	}
	r.result.Run.Command = r.command
	r.launch.Args, r.launch.Dir, r.launch.Env, r.launch.NoInput = r.command, filepath.Dir(r.script.File), r.result.Run.Env, r.body.isEmpty()
	r.observer.Starting()
	p, err := r.runner.launcher().Launch(r.launch)
	if err != nil {
		r.notStarted(err, r.command[0])
		return false
	}
	r.process, r.result.Started = p, true
	if p.Saved > 0 {
		r.result.Run.Start, r.result.Run.SavedMs = protocol.StartWaiting, float64(p.Saved)/float64(time.Millisecond)
	}
	r.observer.Reached(Launched, p.BegunAt)
	r.observer.Started(p.OnlyPrinted)
	if (blame.Script{Command: r.command}).TellsWhereInterrupted() {
		p.InterruptFor = ScriptTimedOut
	}
	if r.limit > 0 {
		r.timer = time.AfterFunc(r.limit, func() { r.cancel(r.timeOut()) })
	}
	if r.body.isEmpty() {
		_ = p.Stdin().Close() // a pipe: there is nothing to lose
	} else {
		// A script may print before it has read everything: the server would otherwise read,
		// and drop, the rest of the content when the head goes out.
		_ = http.NewResponseController(r.w).EnableFullDuplex() // a writer that cannot has no content to lose
		go r.body.pump(p.Stdin(), func(wait func()) { r.slot.during(r.runner.ClientStall, wait) })
	}
	go r.supervise() // whatever happens to the answer, the group ends when the context does
	return true
}

// timeOut is why the script is ended at its limit: it may wait for content that its client does not send.
func (r *run) timeOut() Failure {
	if r.body.awaited.Load() {
		return BodyTimedOut
	}
	return ScriptTimedOut
}

// bodyArgs are how much content the client announced, and sent.
func (r *run) bodyArgs() map[string]string {
	return map[string]string{
		"announced": strconv.FormatInt(r.body.length, 10), "received": strconv.FormatInt(r.body.length-r.body.unread.Load(), 10), "timeout": r.limit.String(),
	}
}

// seeThrough takes the interpreter behind a shim for the shim, where it is known. Without words of
// the request's own, an interpreter may wait for such a command.
func (r *run) seeThrough(stated []string, words bool) {
	r.program, r.stated = r.command[0], stated
	if real, known := r.runner.shims.Through(r.program, filepath.Dir(r.script.File), stated); known {
		r.command = append([]string{real.Program}, r.command[1:]...)
		r.result.Run.Env, stated = real.With(r.result.Run.Env), real.With(stated)
		r.result.Run.Shim = r.program
	}
	if !words {
		r.launch.Stated = stated
	}
}

// prepare has done, behind a run, what makes the next one faster.
func (r *run) prepare() {
	if r.program == "" {
		return
	}
	if r.result.Run.Shim == "" {
		r.runner.shims.Ask(r.runner.lifetime(), r.program, r.launch.Dir, r.stated)
		if real, known := r.runner.shims.Through(r.program, r.launch.Dir, r.stated); known && r.launch.Stated != nil {
			r.launch.Args = append([]string{real.Program}, r.launch.Args[1:]...)
			r.launch.Stated = real.With(r.stated)
		}
	}
	if r.runner.Prewarm != nil {
		r.runner.Prewarm.Ran(r.launch)
	}
}

// supervise stays with the script until it has ended, and says so.
func (r *run) supervise() {
	defer r.runner.running.Done()
	r.process.Supervise(r.ctx)
	r.slot.leave()
	r.process.Finish()
	<-r.responded
	if r.release != nil {
		r.release()
	}
	r.process.Close() // not before: a script that writes into a closed pipe fails
	why := r.endedFor()
	if r.timer != nil {
		r.timer.Stop()
	}
	r.cancel(nil)
	r.remark(why)
	r.observer.Reached(Exited, r.process.ExitedAt())
	r.observer.Ended(r.described(), why, r.process.Stopped())
	r.prepare()
}

// remark tells the observer what the run showed besides its output.
func (r *run) remark(why Failure) {
	if why == BodyTimedOut {
		r.observer.Remark(AwaitedBody, r.bodyArgs())
	}
	ran := r.described()
	failed := why == "" && !r.process.Succeeded()
	if (failed || strings.Contains(ran.Stderr, "\r")) && r.script.HasShellCR(r.command) { // it names the word that ends in one
		r.observer.Remark(ShellLines, map[string]string{})
	}
	if r.process.WorkedOn() && why == "" {
		r.observer.Remark(WorkedOn, map[string]string{})
	}
	if left := r.process.Left(); left > 0 {
		r.observer.Remark(LeftJobs, map[string]string{"count": strconv.Itoa(left)})
	}
}

// answer turns the script's output into the response.
func (r *run) answer() {
	answer := &response{run: r}
	answer.borrow()
	defer answer.giveBack()
	if r.script.NonParsed() {
		answer.sendRaw()
	} else {
		answer.send()
	}
	if r.unfollow() { // from now on the end of the request is not a failure
		if r.process.OutputEnded() && r.result.Failure == "" { // all that was to be sent is known, and the script may work on
			r.release = context.AfterFunc(r.runner.lifetime(), func() { r.cancel(ScriptStopped) })
		} else {
			context.AfterFunc(r.request.Context(), func() { r.cancel(nil) })
		}
	}
	r.process.OutputDone()
}

// settle waits, where the script gave no response, for everything that explains why.
func (r *run) settle() {
	if r.result.Failure == "" {
		return
	}
	select {
	case <-r.process.Ended():
	case <-time.After(r.process.Graces.Exit): // somebody waits for the page that says so
		r.cancel(nil)
		<-r.process.Ended()
	}
	<-r.process.StderrDone() // the traceback is on its way, and supervise gives it up in time
	r.result.Run = r.described()
	if why := r.endedFor(); why != "" {
		r.result.Failure = why
	}
	if r.result.Failure == BodyTimedOut {
		maps.Copy(r.result.FailureArgs, r.bodyArgs())
	}
	r.result.FailureArgs["script"] = r.script.Path
	r.result.FailureArgs["timeout"] = r.limit.String()
	r.result.FailureArgs["exit"] = ExitText(r.result.Run)
}

// end gives back what the run took. A process that was started is supervise's.
func (r *run) end() {
	if r.unfollow != nil {
		r.unfollow()
	}
	if r.process != nil {
		r.process.OutputDone()
		r.body.finish(r.result.Redirect != "", r.observer.StopReading)
		close(r.responded)
	} else {
		if r.cancel != nil {
			r.cancel(nil)
		}
		if r.slot != nil {
			r.slot.leave()
		}
		if r.counted {
			r.runner.running.Done()
		}
		if r.body != nil {
			r.body.discard(r.observer.StopReading)
		}
	}
	if r.body != nil {
		r.body.close()
	}
}

// endedFor is why the script was ended before its time, empty if it was not. The process must
// have ended.
func (r *run) endedFor() Failure {
	if why := causeOf(r.ctx); why == ScriptTimedOut || why == BodyTimedOut { // others that hold its output may have been
		return why
	}
	why, _ := r.process.StoppedBy().(Failure)
	return why
}

// described is all that is known of a run whose process has ended.
func (r *run) described() protocol.ScriptRun {
	run := r.result.Run
	run.Stderr = r.process.Stderr()
	if code, signal := r.process.Exit(); code >= 0 {
		run.ExitCode = &code
	} else {
		run.Signal = signal
	}
	return run
}
