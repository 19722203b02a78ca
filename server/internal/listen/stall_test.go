package listen

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

// slowStream stands for a client that takes a few bytes each time before the time is up.
type slowStream struct {
	stream
	takes []int // what it takes each time
	got   bytes.Buffer
}

func (s *slowStream) SetWriteDeadline(time.Time) error { return nil }

func (s *slowStream) Write(p []byte) (int, error) {
	take := s.takes[0]
	s.takes = s.takes[1:]
	if take >= len(p) {
		return s.got.Write(p)
	}
	s.got.Write(p[:take])
	return take, os.ErrDeadlineExceeded
}

func TestWhateverMovesIsSentWhole(t *testing.T) {
	const text = "0123456789"
	for _, c := range []struct {
		takes []int
		want  string
		err   error
	}{
		{[]int{100}, text, nil},
		{[]int{1, 2, 3, 100}, text, nil},
		{[]int{4, 1, 0}, "01234", os.ErrDeadlineExceeded},
		{[]int{0}, "", os.ErrDeadlineExceeded},
	} {
		client := &slowStream{takes: c.takes}
		n, err := (&stallConn{client, time.Hour}).Write([]byte(text))
		if got := client.got.String(); got != c.want || n != len(c.want) || !errors.Is(err, c.err) {
			t.Errorf("%v: %q, %d, %v", c.takes, got, n, err)
		}
	}
}

// unrecorded records nothing.
type unrecorded struct{}

func (unrecorded) Begin(Request) Exchange { return nil }

// opened is a listener on loopback with limits of its own.
func opened(t *testing.T, most int, stall time.Duration) *Listener {
	t.Helper()
	l, err := Open(Address{Host: "127.0.0.1"}, unrecorded{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l[0].Close() })
	l[0].limit.max, l[0].limit.timeouts.stall = most, stall
	return l[0]
}

func connect(t *testing.T, l *Listener) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func accepted(t *testing.T, l *Listener) *Conn {
	t.Helper()
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c.(*Conn)
}

// A client that takes nothing, or stops in the middle of its content, is given up.
func TestWhatStandsStillIsGivenUp(t *testing.T) {
	l := opened(t, 10, time.Millisecond)
	client := connect(t, l)
	c := accepted(t, l)
	var err error
	for err == nil { // the system's buffers may grow, and take another piece
		_, err = c.Write(make([]byte, 1<<20))
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("bytes to nobody: %v", err)
	}
	const head, part, rest = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n", "part", "-rest"
	if _, err := io.WriteString(client, head+part); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 1000)
	if _, err := io.ReadFull(c, buffer[:len(head+part)]); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Read(buffer); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("content that does not come: %v", err)
	}
	if _, err := io.WriteString(client, rest); err != nil {
		t.Fatal(err)
	}
	c.limit.timeouts.stall = time.Hour
	if n, err := c.Read(buffer); string(buffer[:n]) != rest || err != nil {
		t.Errorf("the rest: %q, %v", buffer[:n], err)
	}
}
