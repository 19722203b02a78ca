package listen

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
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

// ReadFrom reads more than it sends, as copying through memory does.
func (s *slowStream) ReadFrom(r io.Reader) (int64, error) {
	all, err := io.ReadAll(r)
	if err != nil {
		return 0, err
	}
	n, err := s.Write(all)
	return int64(n), err
}

func TestWhateverMovesIsSentWhole(t *testing.T) {
	const text = "0123456789"
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte("before"+text+"after"), 0o600); err != nil {
		t.Fatal(err)
	}
	for way, send := range map[string]func(*steady) (int64, error){
		"Write": func(s *steady) (int64, error) {
			n, err := s.Write([]byte(text))
			return int64(n), err
		},
		"from memory": func(s *steady) (int64, error) { return s.ReadFrom(strings.NewReader(text)) },
		"from a file": func(s *steady) (int64, error) {
			file, err := os.Open(name)
			if err != nil {
				return 0, err
			}
			defer file.Close()
			if _, err := file.Seek(int64(len("before")), io.SeekStart); err != nil {
				return 0, err
			}
			return s.ReadFrom(&io.LimitedReader{R: file, N: int64(len(text))})
		},
	} {
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
			n, err := send(&steady{client, time.Hour})
			if got := client.got.String(); got != c.want || n != int64(len(c.want)) || !errors.Is(err, c.err) {
				t.Errorf("%s, %v: %q, %d, %v", way, c.takes, got, n, err)
			}
		}
	}
}

// unrecorded records nothing.
type unrecorded struct{}

func (unrecorded) Begin(Request) Exchange { return nil }

// opened is a listener on loopback with limits of its own.
func opened(t *testing.T, most int, stall time.Duration) *Listener {
	t.Helper()
	l, err := Open(Place{Host: "127.0.0.1"}, unrecorded{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l[0].Close() })
	l[0].room.most, l[0].room.stall = most, stall
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
	file, err := os.Create(filepath.Join(t.TempDir(), "huge"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := file.Truncate(1 << 30); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ReadFrom(&io.LimitedReader{R: file, N: 1 << 30}); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a file to nobody: %v", err)
	}
	for err = nil; err == nil; { // the system's buffers may grow, and take another piece
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
	c.room.stall = time.Hour
	if n, err := c.Read(buffer); string(buffer[:n]) != rest || err != nil {
		t.Errorf("the rest: %q, %v", buffer[:n], err)
	}
}
