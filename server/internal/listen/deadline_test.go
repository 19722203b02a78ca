package listen

import (
	"errors"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/http1"
)

// A head that does not come in time is refused; the end of a wait is not taken for that.
func TestALateHeadIsRejected(t *testing.T) {
	for _, c := range []struct {
		gives []string
		asked time.Time
		want  bool
	}{
		{[]string{"GET / HTTP/1.1\r\n"}, time.Time{}, true},
		{[]string{"GET / HTTP/1.1\r\n"}, time.Now().Add(time.Minute), true},
		{[]string{"GET / HTTP/1.1\r\n"}, time.Unix(1, 0), false},
		{[]string{"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET"}, time.Time{}, false}, // while that is answered
		{[]string{"\r\n"}, time.Time{}, false},
		{nil, time.Time{}, false},
	} {
		notes := &notebook{}
		conn := newConn(&lateStream{gives: c.gives}, notes, newConnLimit())
		if err := conn.SetReadDeadline(c.asked); err != nil {
			t.Fatal(err)
		}
		var err error
		for err == nil {
			_, err = conn.Read(make([]byte, 100))
		}
		conn.mu.Lock()
		refused := len(conn.open) > 0 && conn.open[0].rejection != nil && conn.open[0].rejection.Status == 408
		conn.mu.Unlock()
		if refused != c.want || refused == errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%q, asked %v: %v, %v", c.gives, c.asked, refused, err)
		}
	}
}

// lateStream gives some text, and then nothing in time.
type lateStream struct {
	stream
	gives []string
}

func (s *lateStream) SetReadDeadline(time.Time) error { return nil }

func (s *lateStream) RemoteAddr() net.Addr { return nil }

func (s *lateStream) Read(p []byte) (int, error) {
	if len(s.gives) == 0 {
		return 0, os.ErrDeadlineExceeded
	}
	n := copy(p, s.gives[0])
	s.gives = s.gives[1:]
	return n, nil
}

// timedStream gives some text, and keeps the deadline of each read.
type timedStream struct {
	stream
	gives    []string
	deadline time.Time
	times    []time.Time
}

func (s *timedStream) SetReadDeadline(t time.Time) error {
	s.deadline = t
	return nil
}

func (s *timedStream) Read(p []byte) (int, error) {
	s.times = append(s.times, s.deadline)
	if len(s.gives) == 0 {
		return 0, errOver
	}
	n := copy(p, s.gives[0])
	s.gives = s.gives[1:]
	return n, nil
}

func (s *timedStream) RemoteAddr() net.Addr { return nil }

// Between requests, and while a long answer is awaited, a client may be silent as long as
// was asked for; in a head and in content it has a time of its own, however late it began.
// A deadline in the past is to end a read, always.
func TestHeadsAndContentHaveATime(t *testing.T) {
	const (
		length   = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n"
		chunks   = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
		headTime = time.Hour
		stall    = 2 * time.Hour
	)
	for _, c := range []struct {
		gives []string
		want  string
	}{
		{[]string{"GET / HTTP/1.1\r\n", "Host: x\r\n\r\n", "GET"}, "asked head asked asked"},
		{[]string{length, "a", "b", "GET"}, "asked content content asked asked"},
		{[]string{length + "ab", "GET"}, "asked asked asked"},
		{[]string{length[:9], length[9:], "a"}, "asked head content content"},
		{[]string{chunks, "2\r\nab", "\r\n0\r\n", "\r\n", "GET"}, "asked content content content asked asked"},
	} {
		start := time.Now()
		for _, asked := range []time.Time{{}, start.Add(time.Minute), time.Unix(1, 0)} {
			client := &timedStream{gives: c.gives}
			limit := newConnLimit()
			limit.timeouts.head, limit.timeouts.stall = headTime, stall
			conn := newConn(client, unrecorded{}, limit)
			if err := conn.SetReadDeadline(asked); err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadAll(conn); err != errOver {
				t.Fatal(err)
			}
			names := []string{}
			for _, each := range client.times {
				switch after := each.Sub(start); {
				case each.Equal(asked):
					names = append(names, "asked")
				case after >= headTime && after < stall:
					names = append(names, "head")
				case after >= stall:
					names = append(names, "content")
				}
			}
			want := strings.Fields(c.want)
			if asked.Equal(time.Unix(1, 0)) {
				want = slices.Repeat([]string{"asked"}, len(want))
			}
			if !slices.Equal(names, want) {
				t.Errorf("%q, asked %v: %v, not %v", c.gives, asked, client.times, want)
			}
		}
	}
}

func TestASlowHeadIsRejected(t *testing.T) {
	l := opened(t, 10, time.Hour)
	l.limit.timeouts.head = time.Millisecond
	client := connect(t, l)
	c := accepted(t, l)
	if err := c.SetReadDeadline(time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(client, "HEAD / HTTP/1.1\r\n"); err != nil {
		t.Fatal(err)
	}
	buffer := make([]byte, 1000)
	n, err := c.Read(buffer)
	_ = client.Close() // so that the connection does not linger
	if err != nil || string(buffer[:n]) != string(substitute("HEAD", nil)) || c.open[0].rejection.Code != http1.TooSlow {
		t.Errorf("%q, %v", buffer[:n], err)
	}
	_ = client.Close() // else the connection lingers
}
