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
	"time"
)

// Graces are the times that an ending process is given.
type Graces struct {
	// Exit is how long a process may live on after its output has ended, and how long a child
	// may hold the streams after the process has exited.
	Exit time.Duration
	// Interrupt is how long an interpreter may take to tell where it was.
	Interrupt time.Duration
	// Kill lies between asking a group to end and killing it.
	Kill time.Duration
}

// DefaultGraces are those of every process, unless its Launcher sets others.
var DefaultGraces = Graces{Exit: time.Second, Interrupt: 250 * time.Millisecond, Kill: 500 * time.Millisecond}

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

	cmd                   *exec.Cmd
	group                 *group
	stdin, stdout, stderr stream

	exited     chan struct{} // closed when the command has exited
	ended      chan struct{} // closed when its group was killed and it was reaped
	stdoutDone chan struct{} // closed when the output is over, or nobody reads the rest
	doneOnce   sync.Once     // closes stdoutDone
	stderrDone chan struct{} // closed when standard error was read to its end

	mu          sync.Mutex // guards what follows
	stderrStart []byte
	released    bool // the streams were given up
	silenced    bool // no more output counts

	stoppedBy error // why Supervise stopped it; to be read once it has ended
}

// Supervise waits for the end of the process, and ends its group: when the context is over,
// a while after the output has ended, and when the command has exited, whatever children it
// left. It returns once the command was reaped.
func (p *Process) Supervise(ctx context.Context) {
	defer close(p.ended)
	select {
	case <-p.exited:
	case <-ctx.Done():
	case <-p.stdoutDone: // it closed its output and lives on
		select {
		case <-p.exited:
		case <-ctx.Done():
		case <-time.After(p.Graces.Exit):
		}
	}
	if !isClosed(p.exited) {
		p.stoppedBy = context.Cause(ctx)
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
	p.group.kill()
	live.forget(p.group)
	p.group.reap(p.cmd)
}

// interrupt has an interpreter tell on standard error where it is, as Ctrl+C does. It goes to
// the command alone. What a script prints when it is interrupted is no part of its page.
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
	_ = p.stdout.SetDeadline(time.Now().Add(p.Graces.Exit)) // here and below: whoever uses a closed stream has noticed
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
	silenced := p.silenced
	if p.released && !silenced {
		_ = p.stdout.SetDeadline(time.Now().Add(p.Graces.Exit))
	}
	p.mu.Unlock()
	if silenced {
		return 0, io.EOF
	}
	return p.stdout.Read(buffer)
}

// ReadWithin reads output that comes within a time, and reports whether the output is over.
func (p *Process) ReadWithin(buffer []byte, most time.Duration) (n int, over bool) {
	if !p.limitRead(time.Now().Add(most)) {
		return 0, false
	}
	n, err := p.stdout.Read(buffer)
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

// Ended is closed when the process has ended.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// StderrDone is closed when standard error was read to its end.
func (p *Process) StderrDone() <-chan struct{} { return p.stderrDone }

// StoppedBy is the cause of the context that ended before the process did, nil where the
// process ended by itself. It is known when the process has ended.
func (p *Process) StoppedBy() error {
	<-p.ended
	return p.stoppedBy
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
