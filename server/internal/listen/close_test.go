package listen

import (
	"io"
	"testing"
)

// closingStream is a connection that is closed while the last of what it gives is being read.
type closingStream struct {
	recordedStream
	gives []string
	close func() error
}

func (s *closingStream) Read(p []byte) (int, error) {
	if len(s.gives) == 0 {
		return 0, io.EOF
	}
	if len(s.gives) == 1 {
		if err := s.close(); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.gives[0])
	s.gives = s.gives[1:]
	return n, nil
}

// The server may close a connection whose client is sending content.
func TestAConnectionIsClosedWhileItIsRead(t *testing.T) {
	const length, chunks = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
	for _, gives := range [][]string{{length, "ab"}, {chunks, "2\r\nab\r\n0\r\n\r\n"}, {chunks, "x\r\n"}} {
		notes := &notebook{}
		client := &closingStream{recordedStream: recordedStream{over: make(chan struct{})}, gives: gives}
		conn := newConn(client, notes, newConnLimit())
		client.close = conn.Close
		_, _ = io.ReadAll(conn)
		if len(notes.all) != 1 || !notes.all[0].ended {
			t.Errorf("%q: %+v", gives, notes.all)
		}
	}
}
