package cgi

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"time"

	"vitrina/server/internal/protocol"
)

// maxStderr is how much of a script's standard error is kept. All of it is read, so
// that a script never waits for us.
const maxStderr = 64 << 10

// process is a running script and its group.
type process struct {
	cmd    *exec.Cmd
	group  group
	stdin  *os.File
	stdout *os.File
	stderr *os.File

	gone    chan struct{} // closed when the process has been waited for
	drained chan struct{} // closed when standard error has been read
	silent  chan struct{} // closed when its output has ended
	quiet   sync.Once
	over    chan struct{} // closed when the answer is done and nobody reads any more
	done    sync.Once

	mu     sync.Mutex // guards what follows
	errors []byte     // the start of standard error
	header string     // the header block as printed
	// released is true once the pipes were given up.
	released bool
	ended    Failure // why the context ended it, empty if that did not
}

// start runs a command in a folder, in a process group of its own, with descriptors
// 0, 1 and 2 only.
func start(command []string, dir string, env []string) (*process, error) {
	p := &process{
		cmd:  exec.Command(command[0], command[1:]...),
		gone: make(chan struct{}), drained: make(chan struct{}), silent: make(chan struct{}), over: make(chan struct{}),
	}
	var theirs [3]*os.File
	ours := [3]**os.File{&p.stdin, &p.stdout, &p.stderr}
	defer func() {
		for _, file := range theirs {
			closeFile(file)
		}
	}()
	for i := range theirs {
		r, w, err := os.Pipe()
		if err != nil {
			p.closePipes()
			return nil, err
		}
		theirs[i], *ours[i] = w, r
		if i == 0 {
			theirs[i], *ours[i] = r, w
		}
	}
	p.cmd.Dir, p.cmd.Env = dir, env
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = theirs[0], theirs[1], theirs[2]
	var err error
	if p.group, err = live.start(p.cmd); err != nil {
		p.closePipes()
		return nil, err
	}
	go p.drain()
	go func() {
		_ = p.cmd.Wait() // how it ended is read from ProcessState
		close(p.gone)
	}()
	return p, nil
}

func closeFile(file *os.File) {
	if file != nil {
		_ = file.Close() // a pipe: there is nothing to lose
	}
}

func (p *process) closePipes() {
	closeFile(p.stdin)
	closeFile(p.stdout)
	closeFile(p.stderr)
}

// drain reads standard error to its end and keeps the start.
func (p *process) drain() {
	defer close(p.drained)
	buffer := make([]byte, 16<<10)
	for {
		n, err := p.stderr.Read(buffer)
		p.mu.Lock()
		p.errors = append(p.errors, buffer[:min(n, maxStderr-len(p.errors))]...)
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// outputEnded says that the output has ended, or that nobody will read the rest.
func (p *process) outputEnded() { p.quiet.Do(func() { close(p.silent) }) }

// answered says that the answer is done.
func (p *process) answered() {
	p.outputEnded()
	p.done.Do(func() { close(p.over) })
}

// supervise waits for the end of the script and sees to it: it ends the whole group
// when the context is over, a while after the output has ended, and when the script
// itself is gone, whatever children it left.
func (p *process) supervise(ctx context.Context) {
	select {
	case <-p.gone:
	case <-ctx.Done():
	case <-p.silent: // it closed its output and lives on
		select {
		case <-p.gone:
		case <-ctx.Done():
		case <-time.After(exitGrace):
		}
	}
	if !p.isGone() {
		p.mu.Lock()
		p.ended = endedFor(ctx)
		p.mu.Unlock()
		p.stop()
	}
	// A child may hold the pipes: what it says within the grace is still heard.
	select {
	case <-p.silent:
	case <-ctx.Done():
	case <-time.After(exitGrace):
	}
	p.group.kill()
}

// finish gives back what the process held, once nobody reads any more.
func (p *process) finish() {
	select {
	case <-p.drained:
	case <-time.After(exitGrace): // a process that left the group holds it
	}
	p.release()
	<-p.drained
	<-p.over
	p.closePipes()
	live.forget(p.group)
	p.group.release()
}

// release stops whoever still writes the input or reads standard error, and gives
// the output's reader a last grace for each read: what the script printed is in the
// pipe, and a slow client gets all of it, but a process that left the group may hold the
// pipe for ever. Where pipes know no deadline, as on Windows, they end with the last
// process that holds them.
func (p *process) release() {
	p.mu.Lock()
	p.released = true
	p.mu.Unlock()
	past := time.Unix(1, 0)
	_ = p.stdin.SetDeadline(past) // see above
	_ = p.stderr.SetDeadline(past)
	_ = p.stdout.SetReadDeadline(time.Now().Add(exitGrace))
}

// read reads output.
func (p *process) read(buffer []byte) (int, error) {
	p.mu.Lock()
	if p.released {
		_ = p.stdout.SetReadDeadline(time.Now().Add(exitGrace))
	}
	p.mu.Unlock()
	return p.stdout.Read(buffer)
}

// readUntil sets the time until which the output is read, zero for none. It returns
// false where that cannot be set, or where nobody is to read any more.
func (p *process) readUntil(t time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.released && p.stdout.SetReadDeadline(t) == nil
}

// stop asks the group to end, then ends it.
func (p *process) stop() {
	p.group.terminate()
	select {
	case <-p.gone:
		return
	case <-time.After(killGrace):
	}
	p.group.kill()
	<-p.gone
}

func (p *process) isGone() bool {
	select {
	case <-p.gone:
		return true
	default:
		return false
	}
}

// failed tells whether the process is known to have ended with an error.
func (p *process) failed() bool {
	return !p.isGone() || p.cmd.ProcessState == nil || !p.cmd.ProcessState.Success()
}

// endedFor tells why the process was ended before its time, empty if it was not.
func (p *process) endedFor(ctx context.Context) Failure {
	p.mu.Lock()
	defer p.mu.Unlock()
	if why := endedFor(ctx); why == TimedOut { // others that hold its output may have been
		return why
	}
	return p.ended
}

func (p *process) keepHeader(header string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.header = header
}

// describe completes what is known of the run.
func (p *process) describe(run protocol.ScriptRun) protocol.ScriptRun {
	p.mu.Lock()
	defer p.mu.Unlock()
	run.Stderr, run.Output = string(p.errors), p.header
	if !p.isGone() || p.cmd.ProcessState == nil {
		return run
	}
	if code := p.cmd.ProcessState.ExitCode(); code >= 0 {
		run.ExitCode = &code
	} else {
		run.Signal = signalName(p.cmd.ProcessState)
	}
	return run
}
