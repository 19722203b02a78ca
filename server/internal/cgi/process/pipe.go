package process

const (
	// narrow is how much passes a pipe before it is widened: most answers and forms are smaller.
	narrow = 64 << 10
	// wide is how much a pipe then holds, which is as much as a user may give it (pipe(7)).
	wide = 1 << 20
)

// passage counts what passed a pipe, and widens it once.
type passage struct {
	bytes int64
	wide  bool
}

func (p *passage) passed(s stream, n int) {
	if p.wide {
		return
	}
	if p.bytes += int64(n); p.bytes > narrow {
		p.wide = true
		widen(s)
	}
}

// input is our end of a command's standard input.
type input struct {
	stream
	passage passage
}

func (i *input) Write(content []byte) (int, error) {
	n, err := i.stream.Write(content)
	i.passage.passed(i.stream, n)
	return n, err
}
