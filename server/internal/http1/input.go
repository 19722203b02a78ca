package http1

import (
	"bytes"
	"errors"
	"io"
	"os"
	"time"
)

// readAhead is how much is read at a time of what is not content, in bytes.
const readAhead = 4 << 10

// firstRead is the room for a head before it has come, in bytes: most fit in, and an idle
// connection holds on to it.
const firstRead = 1 << 10

// input is what was read of a connection and not taken yet. It belongs to one goroutine at a
// time.
type input struct {
	buffer  []byte
	from    int // the first byte that was not taken
	scanned int // how many bytes behind it are known to hold no end of a head
}

func (in *input) bytes() []byte { return in.buffer[in.from:] }

func (in *input) empty() bool { return in.from == len(in.buffer) }

// take takes n bytes.
func (in *input) take(n int) {
	in.from += n
	in.scanned = 0
	if !in.empty() {
		return
	}
	in.buffer, in.from = in.buffer[:0], 0
	if cap(in.buffer) > readAhead { // it grew for a large head
		in.buffer = nil
	}
}

// room is free space behind what was read.
func (in *input) room() []byte {
	if len(in.buffer) == cap(in.buffer) {
		if in.from > 0 && len(in.buffer)-in.from <= cap(in.buffer)/2 {
			in.buffer = append(in.buffer[:0], in.bytes()...)
		} else {
			in.buffer = append(make([]byte, 0, max(firstRead, 2*(len(in.buffer)-in.from))), in.bytes()...)
		}
		in.from = 0
	}
	return in.buffer[len(in.buffer):cap(in.buffer)]
}

// skipEmptyLines takes the empty lines that a server ignores before a request (RFC 9112, section
// 2.2).
func (in *input) skipEmptyLines() {
	for bytes.HasPrefix(in.bytes(), []byte("\r\n")) {
		in.take(2)
	}
}

// head is the length of the head that the input begins with; 0 where it has not come whole.
func (in *input) head() int {
	length := headEnd(in.bytes(), in.scanned)
	if length == 0 {
		in.scanned = len(in.bytes())
	}
	return length
}

// read reads from the network for at most a time, and goes on when it was interrupted and nobody
// wants it to end.
func (c *conn) read(p []byte, until time.Time, wanted func() bool) (int, error) {
	for {
		c.setReadDeadline(until)
		n, err := c.stream.Read(p)
		if n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return n, err
		}
		c.rearm() // before it is asked who interrupted: another interruption is not lost
		if !wanted() || !until.IsZero() && !time.Now().Before(until) {
			return 0, err
		}
	}
}

// fill reads more into the input.
func (c *conn) fill(until time.Time, wanted func() bool) error {
	room := c.in.room()
	n, err := c.read(room, until, wanted)
	c.in.buffer = c.in.buffer[:len(c.in.buffer)+n]
	if n > 0 {
		c.received = time.Now()
		return nil
	}
	if err == nil {
		err = io.ErrNoProgress
	}
	return err
}

// deadline is the one that reads have now, and whether they were interrupted.
type deadline struct {
	at          time.Time
	interrupted bool
}

// setReadDeadline sets the deadline of reads, unless they were interrupted. One that is a little
// earlier than it might be stays: setting it costs more than reading does.
func (c *conn) setReadDeadline(until time.Time) {
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.deadline.interrupted || c.deadline.at.Equal(until) {
		return
	}
	_ = c.stream.SetReadDeadline(until) // if it fails, so does the read
	c.deadline.at = until
}

// soon is a time from now on, or a deadline that is set already and not much earlier.
func (c *conn) soon(most time.Duration) time.Time {
	until := time.Now().Add(most)
	c.reading.Lock()
	defer c.reading.Unlock()
	if at := c.deadline.at; !at.After(until) && at.Add(most/4).After(until) {
		return at
	}
	return until
}

// interrupt wakes whoever reads, now or next.
func (c *conn) interrupt() {
	c.reading.Lock()
	defer c.reading.Unlock()
	c.deadline.interrupted, c.deadline.at = true, time.Unix(1, 0)
	_ = c.stream.SetReadDeadline(c.deadline.at) // a closed connection needs no waking
}

// rearm lets reads wait again.
func (c *conn) rearm() {
	c.reading.Lock()
	defer c.reading.Unlock()
	c.deadline.interrupted = false
}
