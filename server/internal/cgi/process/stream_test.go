package process

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"
	"time"
)

// pair is a stream without deadlines of its own, as Windows' pipes are.
type pair struct {
	io.Reader
	io.Writer
	io.Closer
}

func TestATimedStreamPassesEverythingOn(t *testing.T) {
	r, w := io.Pipe()
	reader, writer := newTimed(pair{Reader: r, Closer: r}), newTimed(pair{Writer: w, Closer: w})
	content := bytes.Repeat([]byte("0123456789"), 20_000)
	go func() {
		if n, err := writer.Write(content); n != len(content) || err != nil {
			t.Errorf("%d bytes were written, %v", n, err)
		}
		_ = writer.Close() // a pipe of ours: it cannot fail
	}()
	if got, err := io.ReadAll(reader); !bytes.Equal(got, content) || err != nil {
		t.Errorf("%d bytes came, %v", len(got), err)
	}
}

// A deadline ends what waits for it, also where it is set meanwhile, and what comes later is
// not lost.
func TestATimedStreamHasDeadlines(t *testing.T) {
	r, w := io.Pipe()
	reader, writer := newTimed(pair{Reader: r, Closer: r}), newTimed(pair{Writer: w, Closer: w})
	past := time.Unix(1, 0)
	ended := make(chan error)
	go func() {
		_, err := reader.Read(make([]byte, 10))
		ended <- err
	}()
	_ = reader.SetDeadline(past) // here and below: it returns no error
	if err := <-ended; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("reading ended with %v", err)
	}
	go func() {
		_, err := writer.Write([]byte("late"))
		ended <- err
	}()
	_ = reader.SetDeadline(time.Time{})
	buffer := make([]byte, 3)
	for _, want := range []string{"lat", "e"} {
		if n, err := reader.Read(buffer); string(buffer[:n]) != want || err != nil {
			t.Errorf("%q, %v", buffer[:n], err)
		}
	}
	if err := <-ended; err != nil {
		t.Errorf("writing ended with %v", err)
	}
	_, unread := io.Pipe()
	writer = newTimed(pair{Writer: unread})
	go func() {
		_, err := writer.Write([]byte("never read"))
		ended <- err
	}()
	_ = writer.SetDeadline(past)
	if err := <-ended; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("writing ended with %v", err)
	}
}

// blocked closes only when it is let, as a pipe of Windows may.
type blocked struct{ until chan struct{} }

func (b blocked) Close() error {
	<-b.until
	return nil
}

// Nobody waits for a Close that waits for a process which holds the other end.
func TestATimedStreamClosesAtOnce(t *testing.T) {
	until := make(chan struct{})
	defer close(until)
	r, _ := io.Pipe()
	s := newTimed(pair{Reader: r, Closer: blocked{until}})
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
