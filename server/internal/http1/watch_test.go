package http1

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// Every system reports the end of what a client sends, also behind unread bytes.
func TestTheEndOfWhatAClientSendsIsSeen(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	client := connect(t, l.Addr().String())
	accepted, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer accepted.Close()
	c := (&Server{}).newConn(accepted.(stream))
	if finished, reset := c.peerState(); finished || reset || c.hasUnread() {
		t.Errorf("finished %v, reset %v", finished, reset)
	}
	say(t, client, "GET")
	if err := client.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	for finished, reset := false, false; !finished; {
		if finished, reset = c.peerState(); reset {
			t.Fatal("it is taken for a reset")
		}
	}
	if !c.hasUnread() {
		t.Error("what it sent is not seen")
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

// The request's context ends when the client goes, whatever is unread, and when the handler
// returns.
func TestTheContextEndsWithTheClient(t *testing.T) {
	post := func(content string) string {
		return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + content
	}
	for name, c := range map[string]struct {
		request string
		leave   func(*net.TCPConn) error
	}{
		"it closes":                         {get, (*net.TCPConn).Close},
		"it half-closes":                    {get, (*net.TCPConn).CloseWrite},
		"it resets":                         {get, reset},
		"it resets, and has sent its last":  {lastGet, reset},
		"behind half a request":             {get + "GET /h", (*net.TCPConn).Close},
		"behind another request":            {get + get, (*net.TCPConn).Close},
		"behind much that is not read":      {get + get + post(strings.Repeat("x", 50000)), (*net.TCPConn).Close},
		"within content that is not read":   {post("abc"), (*net.TCPConn).Close},
		"within content, by half":           {post("abc"), (*net.TCPConn).CloseWrite},
		"within content that is not, reset": {post("abc"), reset},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entered, ended := make(chan *Exchange, 3), make(chan error, 3)
			s := &Server{
				Timeouts: Timeouts{HalfClose: time.Millisecond, HalfClosePoll: time.Millisecond, Linger: time.Millisecond},
				Handler: func(x *Exchange, r *http.Request) {
					done := r.Context().Done()
					entered <- x
					<-done
					ended <- context.Cause(r.Context())
				},
			}
			client := connect(t, opened(t, s))
			say(t, client, c.request)
			x := <-entered
			if err := c.leave(client); err != nil {
				t.Fatal(err)
			}
			if err := <-ended; err != errClientGone {
				t.Errorf("it ends for %v", err)
			}
			if (*requestContext)(x).Err() == nil {
				t.Error("it has not ended")
			}
		})
	}
}

func reset(c *net.TCPConn) error {
	if err := c.SetLinger(0); err != nil {
		return err
	}
	return c.Close()
}

// The context ends with the handler, and with the server's own; it knows the address.
func TestTheContextOfARequest(t *testing.T) {
	base, cancel := context.WithCancelCause(t.Context())
	var kept []context.Context
	entered := make(chan struct{})
	s := &Server{Base: base, Handler: func(x *Exchange, r *http.Request) {
		kept = append(kept, r.Context())
		if local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr); !ok || !local.IP.IsLoopback() {
			t.Errorf("the address is %v", local)
		}
		if _, has := r.Context().Deadline(); has {
			t.Error("it has a deadline")
		}
		if r.RequestURI == "/" {
			close(entered)
			<-r.Context().Done()
			if context.Cause(r.Context()) != errOver {
				t.Errorf("it ends for %v", context.Cause(r.Context()))
			}
		}
	}}
	client := connect(t, opened(t, s))
	say(t, client, "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n")
	reader := bufio.NewReader(client)
	readStatus(t, reader)
	<-kept[0].Done() // which may be a moment after the answer
	if err := kept[0].Err(); err != context.Canceled {
		t.Errorf("behind the handler: %v", err)
	}
	say(t, client, get)
	<-entered
	cancel(errOver)
	if status := readStatus(t, reader); status != 200 {
		t.Error(status)
	}
}

// A client that sends the end of what it sends, and waits, gets its answer; one that might have
// sent another request waits for a while.
func TestAClientThatSentItsLastByteIsAnswered(t *testing.T) {
	for _, request := range []string{get, lastGet, "GET / HTTP/1.0\r\n\r\n"} {
		entered, proceed := make(chan *Exchange, 1), make(chan struct{})
		s := &Server{Timeouts: Timeouts{HalfClose: time.Hour, HalfClosePoll: time.Millisecond}, Handler: func(x *Exchange, r *http.Request) {
			r.Context().Done() // it is watched
			entered <- x
			<-proceed
			if r.Context().Err() != nil {
				t.Error("it counts as gone")
			}
			sayOK(x, nil)
		}}
		client := connect(t, opened(t, s))
		say(t, client, request)
		if err := client.CloseWrite(); err != nil {
			t.Fatal(err)
		}
		x := <-entered
		for finished := false; !finished; {
			finished, _ = x.conn.peerState()
		}
		if x.ClientGone() {
			t.Error("it is taken to be gone")
		}
		close(proceed)
		if all, err := io.ReadAll(client); err != nil || !strings.HasSuffix(string(all), "ok") {
			t.Errorf("%q: %q, %v", request, all, err)
		}
	}
}

// What is wrong with the next request is known while one is answered, and does not disturb it.
func TestTheNextRequestIsReadAhead(t *testing.T) {
	for _, next := range []string{"NONSENSE\r\n\r\n", "\x16\x03\x01", strings.Repeat("x", 70_000), get} {
		notes := &notebook{}
		known := func() bool {
			notes.mu.Lock()
			defer notes.mu.Unlock()
			return len(notes.all) > 1
		}
		s := &Server{Recorder: notes, Handler: func(x *Exchange, r *http.Request) {
			r.Context().Done()
			for !known() {
				time.Sleep(time.Millisecond)
			}
			if why := x.Rejected(); why != nil {
				x.WriteHeader(why.Status)
			}
		}}
		client := connect(t, opened(t, s))
		say(t, client, get+next)
		reader := bufio.NewReader(client)
		if status := readStatus(t, reader); status != 200 {
			t.Errorf("%.20q: the first gets %d", next, status)
		}
		if status := readStatus(t, reader); status < 400 != (next == get) {
			t.Errorf("%.20q: the second gets %d", next, status)
		}
	}
}

// lateStream is a client that sends a text, and then nothing in time.
type lateStream struct{ playedStream }

func (s *lateStream) Read(p []byte) (int, error) {
	if s.text == "" {
		return 0, os.ErrDeadlineExceeded
	}
	return s.playedStream.Read(p)
}

// A head that does not come in time is refused; a client that is only silent is not answered.
func TestALateHeadIsRefused(t *testing.T) {
	for sent, want := range map[string]string{
		"": "", "\r\n": "", "HEAD / HTTP/1.1\r\n": "408", "G": "408", "\r\nG": "408", get: "200", get + "\r\n": "200", get + "G": "200 408",
	} {
		client := &lateStream{playedStream{text: sent, size: 4096}}
		notes := &notebook{}
		s := &Server{Recorder: notes, Timeouts: Timeouts{Head: 1, Idle: 1}, Handler: func(x *Exchange, _ *http.Request) {
			if why := x.Rejected(); why != nil {
				x.WriteHeader(why.Status)
			}
		}}
		s.init()
		s.newConn(client).serve()
		got := []string{}
		for _, each := range notes.all {
			got = append(got, strings.Fields(each.heads[0])[1])
		}
		if strings.Join(got, " ") != want || !client.closed {
			t.Errorf("%q: %q", sent, got)
		}
	}
}

// Content that does not come is given up, and so is a client that takes nothing. The waits of a
// script are none of that.
func TestWhatStandsStillIsGivenUp(t *testing.T) {
	failures := make(chan error, 1)
	s := &Server{Timeouts: Timeouts{Stall: time.Millisecond, Linger: time.Millisecond}, Handler: func(x *Exchange, r *http.Request) {
		if r.Method == "POST" {
			_, err := io.ReadAll(r.Body)
			failures <- err
			return
		}
		var err error
		for err == nil { // the system's buffers may grow, and take another piece
			_, err = x.Write(make([]byte, 1<<20))
		}
		failures <- err
	}}
	address := opened(t, s)
	for _, request := range []string{get, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\npart", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5"} {
		client := connect(t, address)
		say(t, client, request)
		if err := <-failures; !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%q: %v", request, err)
		}
	}
}

// Content that nobody reads holds up no answer for as long as content that somebody wants.
func TestUnreadContentThatStandsStill(t *testing.T) {
	s := &Server{Timeouts: Timeouts{Stall: time.Hour, Unread: time.Millisecond, Linger: time.Millisecond}, Handler: func(x *Exchange, r *http.Request) {
		if r.URL.Path == "/asked" {
			x.Drain()
		}
		sayOK(x, r)
	}}
	address := opened(t, s)
	for _, path := range []string{"/asked", "/"} {
		for _, framed := range []string{"Content-Length: 9\r\n\r\npart", "Content-Length: 9\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5"} {
			client := connect(t, address)
			say(t, client, "POST "+path+" HTTP/1.1\r\nHost: x\r\n"+framed)
			if got, err := io.ReadAll(client); err != nil || !strings.Contains(string(got), "\r\nConnection: close\r\n\r\nok") {
				t.Errorf("%s, %q: %q, %v", path, framed, got, err)
			}
		}
	}
}

// slowStream stands for a client that takes a few bytes each time before the time is up.
type slowStream struct {
	playedStream
	takes []int // what it takes each time
}

func (s *slowStream) Write(p []byte) (int, error) {
	take := s.takes[0]
	s.takes = s.takes[1:]
	if take >= len(p) {
		return s.playedStream.Write(p)
	}
	_, _ = s.playedStream.Write(p[:take])
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
		n, err := (&Server{}).newConn(client).write([]byte(text))
		if got := client.answers.String(); got != c.want || n != len(c.want) || !errors.Is(err, c.err) {
			t.Errorf("%v: %q, %d, %v", c.takes, got, n, err)
		}
	}
}

// The reading of content can be ended; the response goes out, and the connection ends.
func TestReadingIsStopped(t *testing.T) {
	s := &Server{Handler: func(x *Exchange, r *http.Request) {
		_ = x.EnableFullDuplex()
		failed := make(chan error, 1)
		go func() {
			_, err := io.ReadAll(r.Body)
			failed <- err
		}()
		x.StopReading()
		if err := <-failed; err != errStopped {
			t.Error(err)
		}
		sayOK(x, nil)
	}}
	client := connect(t, opened(t, s))
	say(t, client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\npart")
	response, err := http.ReadResponse(bufio.NewReader(client), nil)
	if err != nil || response.StatusCode != 200 || !response.Close {
		t.Errorf("%+v, %v", response, err)
	}
}
