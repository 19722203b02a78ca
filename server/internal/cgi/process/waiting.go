package process

import (
	"errors"
	"io"
	"os"
	"time"
)

// Waiting is a command that was started ahead of time and waits, before it does what it is for,
// to be told what that is. It gets three descriptors besides its streams: 3 tells it, 4 is what
// becomes its standard input where there is content, and 5 takes the word that it is ready.
type Waiting struct {
	process *Process
	word    *os.File // our end of 3
	ready   *os.File // our end of 5
	started time.Time
	took    time.Duration
}

// Prepare starts a command that waits.
func (s Spawn) Prepare(c Command) (*Waiting, error) {
	ours, theirs, err := openStreams(true)
	if err != nil {
		return nil, err
	}
	var pipes [6]*os.File
	for i := 0; i < len(pipes); i += 2 {
		if pipes[i], pipes[i+1], err = os.Pipe(); err != nil {
			closeAll(pipes[:])
			closeAll(ours[:])
			closeAll(theirs[:])
			return nil, err
		}
	}
	ours[0] = pipes[3]
	w := &Waiting{word: pipes[1], ready: pipes[4], started: time.Now()}
	defer closeAll([]*os.File{pipes[0], pipes[2], pipes[5]})
	if w.process, err = s.start(c, ours, theirs, pipes[0], pipes[2], pipes[5]); err != nil {
		closeAll([]*os.File{w.word, w.ready})
		return nil, err
	}
	return w, nil
}

// Number is the number of the process.
func (w *Waiting) Number() int { return w.process.cmd.Process.Pid }

// Say tells it what it is to know before it gets ready.
func (w *Waiting) Say(words []byte) error {
	_, err := w.word.Write(words)
	return err
}

// errNotReady is why a command that ended in place of waiting cannot be used.
var errNotReady = errors.New("process: the command does not wait")

// Ready waits until the command is ready, at most so long, and returns what it said. Discard
// ends the wait.
func (w *Waiting) Ready(most time.Duration) ([]byte, error) {
	defer w.ready.Close()
	if err := w.ready.SetReadDeadline(time.Now().Add(most)); err != nil {
		return nil, err
	}
	said, err := io.ReadAll(w.ready)
	if err == nil && len(said) == 0 {
		err = errNotReady
	}
	w.took = time.Since(w.started)
	w.process.writtenBefore, _ = w.process.group.writtenByLeader() // where that is not known, it is not later either
	return said, err
}

// maxWord is how much a command is told at most: what fits into its pipe, so that nobody waits for
// it to read.
const maxWord = 60 << 10

// Begin tells a command that is ready what it is for. It returns false where it cannot be told any
// more: nothing has begun then.
func (w *Waiting) Begin(words []byte) (*Process, bool) {
	if len(words) > maxWord || isClosed(w.process.exited) {
		return nil, false
	}
	w.process.BegunAt = time.Now()
	if _, err := w.word.Write(words); err != nil {
		return nil, false
	}
	_ = w.word.Close() // a pipe: there is nothing to lose
	w.process.Saved = w.took
	return w.process, true
}

// Discard ends a command that has not begun, and returns when it is gone.
func (w *Waiting) Discard() {
	p := w.process
	p.group.kill()
	_ = w.word.Close() // here and below: whoever uses a closed stream has noticed
	_ = w.ready.Close()
	<-p.exited
	live.forget(p.group)
	p.group.reap(p.cmd)
	close(p.ended)
	p.Close()
	_ = p.stdin.Close()
	_ = p.stderr.SetDeadline(time.Unix(1, 0))
	<-p.stderrDone
}

// Stop kills the command, whoever waits for it: Discard is still to be called.
func (w *Waiting) Stop() { w.process.group.kill() }
