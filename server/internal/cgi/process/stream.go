package process

import (
	"io"
	"os"
	"sync"
	"time"
)

// stream is our end of one of a process's streams.
type stream interface {
	io.ReadWriteCloser
	SetDeadline(time.Time) error
}

// noStream is the stream of a command without input.
type noStream struct{}

func (noStream) Read([]byte) (int, error)    { return 0, io.EOF }
func (noStream) Write([]byte) (int, error)   { return 0, os.ErrClosed }
func (noStream) SetDeadline(time.Time) error { return nil }
func (noStream) Close() error                { return nil }

// withDeadlines gives deadlines to a pipe where the system does not, as on Windows. Without
// them whoever reads a pipe waits for the last process that holds its other end, and one may
// have left the group or, on Windows, never have come into it.
func withDeadlines(pipe *os.File) stream {
	if pipe.SetDeadline(time.Time{}) == nil {
		return pipe
	}
	return newTimed(pipe)
}

// timed gives deadlines to what has none. One goroutine may read it and one write it. What is
// under way when the time is over goes on behind the back of whoever waited for it.
type timed struct {
	io.ReadWriteCloser
	begin   sync.Once     // starts readAhead, at the first Read
	pieces  chan []byte   // what readAhead read; closed at the end
	rest    []byte        // of a piece
	end     error         // of reading, once pieces is closed
	closing sync.Once     // closes closed
	closed  chan struct{} // closed by Close

	mu       sync.Mutex // guards what follows
	deadline time.Time
	changed  chan struct{} // closed when the deadline is another one
}

func newTimed(s io.ReadWriteCloser) *timed {
	return &timed{ReadWriteCloser: s, pieces: make(chan []byte), closed: make(chan struct{}), changed: make(chan struct{})}
}

// SetDeadline sets the time until which reading and writing may take, zero for no end.
func (t *timed) SetDeadline(until time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.deadline = until
	close(t.changed)
	t.changed = make(chan struct{})
	return nil
}

// Read reads, until the deadline.
func (t *timed) Read(buffer []byte) (int, error) {
	t.begin.Do(func() { go t.readAhead() })
	if len(t.rest) == 0 {
		piece, more, err := await(t, t.pieces)
		switch {
		case err != nil:
			return 0, err
		case !more:
			return 0, t.end
		}
		t.rest = piece
	}
	n := copy(buffer, t.rest)
	t.rest = t.rest[n:]
	return n, nil
}

// readAhead reads a piece at a time, as long as somebody takes them. Whoever takes one has
// done with the one before.
func (t *timed) readAhead() {
	defer close(t.pieces)
	var buffers [2][32 << 10]byte
	for i := 0; ; i++ {
		piece := buffers[i%2][:]
		n, err := t.ReadWriteCloser.Read(piece)
		if n > 0 {
			select {
			case t.pieces <- piece[:n]:
			case <-t.closed:
				return
			}
		}
		if err != nil {
			t.end = err
			return
		}
	}
}

// Write writes, until the deadline. The content must not change after an error.
func (t *timed) Write(content []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	written := make(chan result, 1)
	go func() {
		n, err := t.ReadWriteCloser.Write(content)
		written <- result{n, err}
	}()
	got, _, err := await(t, written)
	if err != nil {
		return 0, err
	}
	return got.n, got.err
}

// Close closes it. What is under way ends then, in its own time: Windows may let Close wait
// for that, so nobody waits for Close.
func (t *timed) Close() error {
	t.closing.Do(func() {
		close(t.closed)
		go t.ReadWriteCloser.Close()
	})
	return nil
}

// await waits until something comes or the deadline is over.
func await[T any](t *timed, comes <-chan T) (value T, more bool, err error) {
	for {
		t.mu.Lock()
		deadline, changed := t.deadline, t.changed
		t.mu.Unlock()
		var over <-chan time.Time
		if !deadline.IsZero() {
			over = time.After(time.Until(deadline))
		}
		select {
		case value, more = <-comes:
			return value, more, nil
		case <-over:
			return value, false, os.ErrDeadlineExceeded
		case <-changed:
		}
	}
}
