// Package process runs a command in a process group of its own, gives access to its three
// streams, and ends the whole group with it.
package process

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"
)

// Graces are the times that an ending process is given.
type Graces struct {
	// Exit is how long a process may live on after its output has ended, and how long a child
	// may hold the streams after the process has exited.
	Exit time.Duration
	// Left is how long processes that the command left, and that hold no stream, may take to end
	// by themselves.
	Left time.Duration
	// Interrupt is how long an interpreter may take to tell where it was.
	Interrupt time.Duration
	// Kill lies between asking a group to end and killing it.
	Kill time.Duration
}

// DefaultGraces are those of every process, unless its Launcher sets others.
var DefaultGraces = Graces{
	Exit: time.Second, Left: 100 * time.Millisecond, Interrupt: 250 * time.Millisecond, Kill: 500 * time.Millisecond,
}

// Process is a running command. Whoever uses a stream also closes it: the writer of Stdin, and
// by Close the reader of the output.
//
// A process has three ends. First the command exits. It stays unreaped until its group was
// killed, so that its number, which is the group's, cannot become another's. Now the process
// has ended. Last its streams are given up (Finish).
type Process struct {
	// Graces are DefaultGraces unless its Launcher sets others.
	Graces Graces
	// InterruptFor is the cause of a context for which the command is interrupted before its
	// group is stopped; nil for none. It must be set before Supervise is called.
	InterruptFor error
	// Saved is how long the process had taken to get ready before there was a request for it; zero
	// where it was started for one.
	Saved time.Duration
	// BegunAt is when the command was started, or a waiting one was told what it is for: never after it exited, however
	// late its launcher learns that it runs.
	BegunAt time.Time

	cmd                   *exec.Cmd
	group                 *group
	stdin, stdout, stderr stream
	printed               passage      // of the output; of whoever reads it
	read                  atomic.Int64 // bytes of output and error together

	exited     chan struct{} // closed when the command has exited
	exitedAt   time.Time     // to be read once it has
	ended      chan struct{} // closed when its group was killed and it was reaped
	stdoutDone chan struct{} // closed when the output is over, or nobody reads the rest
	doneOnce   sync.Once     // closes stdoutDone
	stderrDone chan struct{} // closed when standard error was read to its end

	mu          sync.Mutex // guards what follows
	stderrStart []byte
	released    bool // the streams were given up
	silenced    bool // no more output counts

	outputEnded atomic.Bool // the command closed its output, and so did its children

	workedOn atomic.Bool // it lived on for long after that

	writtenBefore int64 // bytes, before it had its request
	written       int64 // bytes, since; to be read once it has ended
	counted       bool  // that is known; likewise

	left      int   // how many processes it left; to be read once it has ended
	stoppedBy error // why Supervise stopped it; to be read once it has ended
	stopped   bool  // Supervise stopped it; likewise
}

// Supervise waits for the end of the process, and ends its group: when the context is over,
// a while after its output is not read any more, and when the command has exited, whatever
// children it left. A command that closed its output itself may work on. It returns once the
// command was reaped.
func (p *Process) Supervise(ctx context.Context) {
	defer close(p.ended)
	select {
	case <-p.exited:
	case <-ctx.Done():
	case <-p.stdoutDone:
		p.awaitWork(ctx)
	}
	if !isClosed(p.exited) {
		p.stopped, p.stoppedBy = true, context.Cause(ctx)
		if p.InterruptFor != nil && p.stoppedBy == p.InterruptFor {
			p.interrupt()
		}
		p.stop()
	}
	// A child may hold the streams: what it says within the grace is still read.
	select {
	case <-p.stdoutDone:
	case <-ctx.Done():
	case <-time.After(p.Graces.Exit):
	}
	if p.stoppedBy == nil && ctx.Err() == nil {
		p.left = p.awaitChildren(ctx)
	}
	p.count()
	p.group.kill()
	live.forget(p.group)
	p.group.reap(p.cmd)
}

// awaitWork waits for a command whose output is over: for a while, or, where the command closed
// it, until it has exited.
func (p *Process) awaitWork(ctx context.Context) {
	select {
	case <-p.exited:
		return
	case <-ctx.Done():
		return
	case <-time.After(p.Graces.Exit):
	}
	if p.outputEnded.Load() {
		p.workedOn.Store(true)
		select {
		case <-p.exited:
		case <-ctx.Done():
		}
	}
}

// lookAgain is how often children that may be about to end are counted.
const lookAgain = 10 * time.Millisecond

// awaitChildren is how many processes of the group do not end by themselves.
func (p *Process) awaitChildren(ctx context.Context) (left int) {
	for until := time.Now().Add(p.Graces.Left); ; {
		if left = p.group.members(); left == 0 || time.Now().After(until) {
			return left
		}
		select {
		case <-ctx.Done():
			return left
		case <-time.After(lookAgain):
		}
	}
}

// interrupt has an interpreter tell on standard error where it is, as Ctrl+C does. It goes to
// the command alone. What a script prints when it is interrupted is not part of its page.
func (p *Process) interrupt() {
	p.mu.Lock()
	p.silenced = true
	_ = p.stdout.SetDeadline(time.Unix(1, 0)) // whoever uses a closed stream has noticed
	p.mu.Unlock()
	if !p.group.interrupt() {
		return
	}
	select {
	case <-p.exited:
	case <-time.After(p.Graces.Interrupt):
	}
}

// stop asks the group to end, then kills it.
func (p *Process) stop() {
	p.group.terminate()
	select {
	case <-p.exited:
		return
	case <-time.After(p.Graces.Kill):
	}
	p.group.kill()
	<-p.exited
}

// Finish gives up the streams of a process that has ended: a process that left the group may
// hold them for ever. Whoever still writes the input is stopped, and standard error is read
// no further. Each read of the output gets a last grace: what the process printed lies in the
// pipe, and a slow client gets all of it.
func (p *Process) Finish() {
	select {
	case <-p.stderrDone:
	case <-time.After(p.Graces.Exit):
	}
	p.mu.Lock()
	p.released = true
	if !p.silenced { // a later deadline would let a reader that has yet to notice the past one read on
		_ = p.stdout.SetDeadline(time.Now().Add(p.Graces.Exit)) // here and below: whoever uses a closed stream has noticed
	}
	p.mu.Unlock()
	past := time.Unix(1, 0)
	_ = p.stdin.SetDeadline(past)
	_ = p.stderr.SetDeadline(past)
	<-p.stderrDone
}

// Stdin is the command's standard input.
func (p *Process) Stdin() io.WriteCloser { return p.stdin }

// Read reads output.
func (p *Process) Read(buffer []byte) (int, error) {
	p.mu.Lock()
	if p.released && !p.silenced {
		_ = p.stdout.SetDeadline(time.Now().Add(p.Graces.Exit))
	}
	p.mu.Unlock()
	return p.readOutput(buffer)
}

// readOutput reads, and notes where the output ends. It asks last whether the output still counts:
// a reader that wakes late from a past deadline finds what came meanwhile.
func (p *Process) readOutput(buffer []byte) (int, error) {
	n, err := p.stdout.Read(buffer)
	p.printed.passed(p.stdout, n)
	p.read.Add(int64(n))
	if err == io.EOF {
		p.outputEnded.Store(true)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.silenced {
		return 0, io.EOF
	}
	return n, err
}

// ReadWithin reads output that comes within a time, and reports whether the output is over.
func (p *Process) ReadWithin(buffer []byte, most time.Duration) (n int, over bool) {
	if !p.limitRead(time.Now().Add(most)) {
		return 0, false
	}
	n, err := p.readOutput(buffer)
	goesOn := p.limitRead(time.Time{})
	return n, err != nil && !(goesOn && errors.Is(err, os.ErrDeadlineExceeded))
}

// limitRead sets the time until which output is read, zero for none. It returns false once
// Finish has set its own.
func (p *Process) limitRead(until time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.released && !p.silenced && p.stdout.SetDeadline(until) == nil
}

// OutputDone says that the output is over, or that nobody reads the rest.
func (p *Process) OutputDone() { p.doneOnce.Do(func() { close(p.stdoutDone) }) }

// Close is for when the output was read.
func (p *Process) Close() {
	p.OutputDone()
	_ = p.stdout.Close() // a pipe: there is nothing to lose
}

// OutputEnded reports whether the command closed its output, so far as it was read.
func (p *Process) OutputEnded() bool { return p.outputEnded.Load() }

// WorkedOn reports whether the command lived on for long after it had closed its output.
func (p *Process) WorkedOn() bool { return p.workedOn.Load() }

// Left is how many processes of its group the command left running when it exited. They were
// ended. It is known when the process has ended.
func (p *Process) Left() int {
	<-p.ended
	return p.left
}

// Ended is closed when the process has ended.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// ExitedAt is when the command exited. It is known when the process has ended.
func (p *Process) ExitedAt() time.Time {
	<-p.ended
	return p.exitedAt
}

// StderrDone is closed when standard error was read to its end.
func (p *Process) StderrDone() <-chan struct{} { return p.stderrDone }

// StoppedBy is the cause of the context that ended before the process did, nil where the
// process ended by itself. It is known when the process has ended.
func (p *Process) StoppedBy() error {
	<-p.ended
	return p.stoppedBy
}

// Stopped reports whether Supervise stopped the process, also where no context ended: nobody read its
// output. Otherwise a signal that ended it came from elsewhere. It is known when the process has ended.
func (p *Process) Stopped() bool {
	<-p.ended
	return p.stopped
}

// Succeeded reports whether the process is known to have exited without an error.
func (p *Process) Succeeded() bool {
	return isClosed(p.ended) && p.cmd.ProcessState != nil && p.cmd.ProcessState.Success()
}

// Exit is the exit code of a process that has ended, or the name of the signal that ended it
// and -1.
func (p *Process) Exit() (code int, signal string) {
	<-p.ended
	state := p.cmd.ProcessState
	if state == nil {
		return -1, ""
	}
	return state.ExitCode(), signalName(state)
}

func isClosed(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}
