package listen

import (
	"io"
	"net"
	"testing"
	"time"
)

// Every system reports the end of what a client sends, also behind unread bytes.
func TestTheEndOfWhatAClientSendsIsSeen(t *testing.T) {
	l := opened(t, 10, time.Hour)
	client := connect(t, l)
	c := accepted(t, l)
	if finished, reset := c.peerState(); finished || reset {
		t.Errorf("finished %v, reset %v", finished, reset)
	}
	if _, err := client.Write([]byte("GET")); err != nil {
		t.Fatal(err)
	}
	if err := client.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	for finished, reset := false, false; !finished; {
		if finished, reset = c.peerState(); reset {
			t.Fatal("it is taken for a reset")
		}
	}
}

// A write that began before the client's end was noticed only prolongs the wait.
func TestAWriteThatTheEndOvertook(t *testing.T) {
	for grace, want := range map[time.Duration]bool{0: false, time.Hour: true} {
		var h halfClose
		noticed := h.beginWrite()
		h.stillWaiting(time.Hour)
		h.endWrite(1, noticed)
		if h.stillWaiting(grace) != want {
			t.Errorf("with a grace of %v: not %v", grace, want)
		}
	}
}

// A client that sends nothing any more gets the answer that begins in time, or is under way.
func TestHowLongAnAnswerIsAwaited(t *testing.T) {
	answered := func(h *halfClose, n int) {
		h.endWrite(n, h.beginWrite())
	}
	for name, c := range map[string]struct {
		grace time.Duration
		does  func(*halfClose) // when the end was noticed
		want  bool
	}{
		"in time":                          {time.Hour, func(*halfClose) {}, true},
		"too late":                         {0, func(*halfClose) {}, false},
		"an answer that is being sent":     {0, func(h *halfClose) { h.beginWrite() }, true},
		"an answer that has begun":         {0, func(h *halfClose) { answered(h, 1) }, true},
		"an answer of which nothing moved": {0, func(h *halfClose) { answered(h, 0) }, false},
	} {
		var h halfClose
		answered(&h, 1) // one before does not count
		if got := h.stillWaiting(c.grace); got != (c.grace > 0) {
			t.Errorf("%s: at first %v", name, got)
		}
		if c.does(&h); h.stillWaiting(c.grace) != c.want {
			t.Errorf("%s: not %v", name, c.want)
		}
	}
}

// The reader learns of the end once nobody waits for an answer: net/http cancels the request
// then.
func TestAClientThatSentItsLastByteIsAnswered(t *testing.T) {
	const closing = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
	for _, c := range []struct {
		request string
		grace   time.Duration
		waits   bool
	}{{request, time.Hour, true}, {request, 0, false}, {closing, 0, true}} {
		l := opened(t, 10, time.Hour)
		l.limit.timeouts.halfClose, l.limit.timeouts.halfClosePoll = c.grace, time.Millisecond
		client := connect(t, l)
		server := accepted(t, l)
		say(t, client, server, c.request)
		if err := client.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		over := make(chan bool, 1)
		go func() {
			_, err := server.Read(make([]byte, 1))
			over <- err == io.EOF
		}()
		if !c.waits {
			if !<-over {
				t.Errorf("%q, %v: no end", c.request, c.grace)
			}
			continue
		}
		for finished := false; !finished; {
			finished, _ = server.peerState()
		}
		if server.clientGone(true) {
			t.Errorf("%q, %v: it is taken to be gone", c.request, c.grace)
		}
		answerTo(t, server)
		if !<-over {
			t.Errorf("%q, %v: no end behind the answer", c.request, c.grace)
		}
	}
}
