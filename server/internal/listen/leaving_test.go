package listen

import (
	"io"
	"net"
	"testing"
	"time"
)

// Every system tells of the end of what a client sends, also behind what is unread.
func TestTheEndOfWhatAClientSendsIsSeen(t *testing.T) {
	l := opened(t, 10, time.Hour)
	client := connect(t, l)
	c := accepted(t, l)
	if finished, reset := c.otherEnd(); finished || reset {
		t.Errorf("finished %v, reset %v", finished, reset)
	}
	if _, err := client.Write([]byte("GET")); err != nil {
		t.Fatal(err)
	}
	if err := client.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	for finished, reset := false, false; !finished; {
		if finished, reset = c.otherEnd(); reset {
			t.Fatal("it is taken for a reset")
		}
	}
}

// What was begun before the client left tells nothing of it, but that it may wait a little more.
func TestPatienceAfterAWriteThatTheEndOvertook(t *testing.T) {
	for grace, want := range map[time.Duration]bool{0: false, time.Hour: true} {
		l := leaving{grace: time.Hour}
		left := l.beginWrite()
		l.patient()
		l.endWrite(1, left)
		l.grace = grace
		if l.patient() != want {
			t.Errorf("with a grace of %v: not %v", grace, want)
		}
	}
}

// Who sends nothing any more gets the answer that begins in time, or is under way.
func TestPatience(t *testing.T) {
	answered := func(l *leaving, n int) {
		l.endWrite(n, l.beginWrite())
	}
	for name, c := range map[string]struct {
		grace time.Duration
		does  func(*leaving) // when the end was noticed
		want  bool
	}{
		"in time":                          {time.Hour, func(*leaving) {}, true},
		"too late":                         {0, func(*leaving) {}, false},
		"an answer that is being sent":     {0, func(l *leaving) { l.beginWrite() }, true},
		"an answer that has begun":         {0, func(l *leaving) { answered(l, 1) }, true},
		"an answer of which nothing moved": {0, func(l *leaving) { answered(l, 0) }, false},
	} {
		l := leaving{grace: c.grace}
		answered(&l, 1) // one before does not count
		if got := l.patient(); got != (c.grace > 0) {
			t.Errorf("%s: at first %v", name, got)
		}
		if c.does(&l); l.patient() != c.want {
			t.Errorf("%s: not %v", name, c.want)
		}
	}
}

// The reader is told of the end when nobody waits for an answer: net/http ends a request
// by that.
func TestAClientThatSentItsLastByteIsAnswered(t *testing.T) {
	const closing = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
	for _, c := range []struct {
		request string
		grace   time.Duration
		waits   bool
	}{{request, time.Hour, true}, {request, 0, false}, {closing, 0, true}} {
		l := opened(t, 10, time.Hour)
		client := connect(t, l)
		server := accepted(t, l)
		server.leaving.grace = c.grace
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
			finished, _ = server.otherEnd()
		}
		if server.gone(true) {
			t.Errorf("%q, %v: it is taken to be gone", c.request, c.grace)
		}
		answerTo(t, server)
		if !<-over {
			t.Errorf("%q, %v: no end behind the answer", c.request, c.grace)
		}
	}
}
