package process

import (
	"errors"
	"os"
)

// maxStderr is how much of standard error is kept. All of it is read, so that a process never
// waits for us.
const maxStderr = 64 << 10

// readStderr reads standard error to its end and keeps the start.
func (p *Process) readStderr() {
	defer close(p.stderrDone)
	defer p.stderr.Close()
	buffer := make([]byte, 16<<10)
	for {
		n, err := p.stderr.Read(buffer)
		p.keepStderr(buffer[:n])
		if errors.Is(err, os.ErrDeadlineExceeded) { // on a busy machine that may be before the first read
			p.keepStderr(restOf(p.stderr, buffer))
		}
		if err != nil {
			return
		}
	}
}

// keepStderr counts what was read, and keeps it if it belongs to the start.
func (p *Process) keepStderr(piece []byte) {
	p.read.Add(int64(len(piece)))
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stderrStart = append(p.stderrStart, piece[:min(len(piece), maxStderr-len(p.stderrStart))]...)
}

// Stderr is the start of what the process has written to standard error.
func (p *Process) Stderr() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.stderrStart)
}
