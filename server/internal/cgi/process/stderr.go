package process

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
		p.read.Add(int64(n))
		p.mu.Lock()
		p.stderrStart = append(p.stderrStart, buffer[:min(n, maxStderr-len(p.stderrStart))]...)
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// Stderr is the start of what the process has written to standard error.
func (p *Process) Stderr() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.stderrStart)
}
