package listen

import (
	"io"
	"net"
	"testing"
	"time"
)

// eagerStream is a client that sends its first frame as soon as it has a 101.
type eagerStream struct {
	stream
	onWrite func()
	gives   string
}

func (s *eagerStream) Read(p []byte) (int, error) {
	n := copy(p, s.gives)
	s.gives = s.gives[n:]
	return n, nil
}

func (s *eagerStream) Write(p []byte) (int, error) {
	s.onWrite()
	return len(p), nil
}

func (s *eagerStream) SetWriteDeadline(time.Time) error { return nil }

func (s *eagerStream) RemoteAddr() net.Addr { return nil }

// What follows a 101 is passed on as it is, however early it comes: it may hold what
// would end a head.
func TestAFrameThatComesWithTheSwitch(t *testing.T) {
	const upgrade, frame = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", "\x81\x86\r\n\r\n\n\nframe"
	client := &eagerStream{gives: upgrade}
	conn := newConn(client, unrecorded{}, newConnLimit())
	if _, err := io.ReadFull(conn, make([]byte, len(upgrade))); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, len(frame))
	client.onWrite = func() {
		client.gives = frame
		if _, err := io.ReadFull(conn, got); err != nil {
			t.Error(err)
		}
	}
	if _, err := io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if string(got) != frame {
		t.Errorf("%q", got)
	}
}
