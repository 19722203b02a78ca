package http1

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// waitFor waits until so many connections are open, and so many of them wait for a request.
func waitFor(s *Server, open, idle int) {
	for {
		s.limit.mu.Lock()
		opened, idled := len(s.limit.open), 0
		for c := range s.limit.open {
			if c.use.Load() >= 0 {
				idled++
			}
		}
		s.limit.mu.Unlock()
		if opened == open && idled == idle {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// readStatus is the status of the next response; 0 where the connection ends in its place.
func readStatus(t *testing.T, reader *bufio.Reader) int {
	t.Helper()
	response, err := http.ReadResponse(reader, nil)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode
}

// At the limit, the connection that has waited longest for a request gives way, be it for its
// first or a later one.
func TestTheLongestIdleConnectionMakesRoom(t *testing.T) {
	s := &Server{Handler: sayOK}
	s.init()
	s.limit.max = 3
	address := opened(t, s)
	first := connect(t, address)
	waitFor(s, 1, 1)
	second := connect(t, address)
	waitFor(s, 2, 2)
	third := connect(t, address)
	waitFor(s, 3, 3)
	say(t, second, get[:1]) // its head has begun
	waitFor(s, 3, 2)
	say(t, first, get)
	firstReader := bufio.NewReader(first)
	if status := readStatus(t, firstReader); status != 200 { // it waits again, for less long than the third
		t.Fatal(status)
	}
	waitFor(s, 3, 2)
	for _, c := range []struct {
		name   string
		closed io.Reader
	}{{"the third, which has sent nothing", third}, {"the first, which was answered", firstReader}} {
		say(t, connect(t, address), get[:1])
		if all, err := io.ReadAll(c.closed); err != nil || len(all) > 0 {
			t.Errorf("%s: %q, %v", c.name, all, err)
		}
	}
	say(t, second, get[1:])
	if status := readStatus(t, bufio.NewReader(second)); status != 200 {
		t.Errorf("the second, whose request was under way: %d", status)
	}
}

// A connection that gives way to one of the first listener gives way to none of the second.
func TestAConnectionMakesWayOnce(t *testing.T) {
	l := newConnLimit(func(Limit) {})
	l.max = 1
	another := func() *conn { return (&Server{}).newConn(&playedStream{}) }
	first := another()
	if !l.admit(first) {
		t.Fatal("there is no room at first")
	}
	second := another()
	isKept := func(c *conn) bool { kept, _ := l.markBusy(c); return kept }
	if !l.admit(second) || len(l.open) != 1 || isKept(first) || !first.stream.(*playedStream).closed {
		t.Error("the first is still there")
	}
	if !isKept(second) || l.admit(another()) || l.closeOldestIdle() {
		t.Error("one that is busy gives way")
	}
	if l.markIdle(second); !l.closeOldestIdle() || l.closeOldestIdle() || len(l.open) != 0 {
		t.Error("one gives way twice, or not once")
	}
	l.remove(first)
	l.remove(second)
	if len(l.open) != 0 {
		t.Errorf("%d are open", len(l.open))
	}
}

// Connections that wait take no room from requests, nor the other way round: with as many under way as
// may be, the next one is answered 503, on whatever connection it comes.
func TestRequestsHaveABoundOfTheirOwn(t *testing.T) {
	proceed, answering := make(chan struct{}), make(chan struct{}, 1)
	s := &Server{Full: func() string { return "no room\n" }, Timeouts: Timeouts{Linger: time.Millisecond}, Handler: func(x *Exchange, _ *http.Request) {
		answering <- struct{}{}
		<-proceed
		sayOK(x, nil)
	}}
	s.init()
	s.limit.maxBusy = 1
	address := opened(t, s)
	first, second := connect(t, address), connect(t, address)
	waitFor(s, 2, 2)
	say(t, first, get)
	<-answering
	say(t, second, get)
	secondReader := bufio.NewReader(second)
	if first, then := readStatus(t, secondReader), readStatus(t, secondReader); first != 503 || then != 0 {
		t.Errorf("while another request is under way: %d, then %d", first, then)
	}
	proceed <- struct{}{}
	if status := readStatus(t, bufio.NewReader(first)); status != 200 {
		t.Error(status)
	}
	waitFor(s, 1, 1)
	close(proceed)
	third := connect(t, address)
	say(t, third, get)
	if status := readStatus(t, bufio.NewReader(third)); status != 200 {
		t.Errorf("when it has ended: %d", status)
	}
}

// With a request under way on each, a new connection is answered 503 and closed.
func TestNoRoomIs503(t *testing.T) {
	reached, proceed := make(chan Limit, 10), make(chan struct{})
	notes := &notebook{}
	s := &Server{
		Recorder: notes, Full: func() string { return "no room\n" }, Timeouts: Timeouts{Linger: time.Hour}, OnLimit: func(limit Limit) { reached <- limit },
		Handler: func(x *Exchange, _ *http.Request) { <-proceed; sayOK(x, nil) },
	}
	s.init()
	s.limit.max = 1
	address := opened(t, s)
	client := connect(t, address)
	say(t, client, lastGet)
	waitFor(s, 1, 0)
	rejected := connect(t, address)
	say(t, rejected, get)
	all, err := io.ReadAll(rejected)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(all)), nil)
	if err != nil {
		t.Fatalf("%v in %q", err, all)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 503 || response.Header.Get("Retry-After") == "" || !response.Close || string(body) != "no room\n" {
		t.Errorf("%q, %v", all, err)
	}
	if limit := <-reached; limit != (Limit{Name: LimitConnections, Value: 1}) {
		t.Errorf("%+v", limit)
	}
	close(proceed)
	if all, err := io.ReadAll(client); err != nil || !strings.HasSuffix(string(all), "ok") {
		t.Errorf("%q, %v", all, err)
	}
	waitFor(s, 0, 0)
	again := connect(t, address)
	say(t, again, get)
	if status := readStatus(t, bufio.NewReader(again)); status != 200 { // there is room again
		t.Error(status)
	}
	notes.mu.Lock()
	defer notes.mu.Unlock()
	n := notes.all[slices.IndexFunc(notes.all, func(n *noted) bool { return n.Unread })]
	defer n.lock()()
	if !n.complete || n.wire() != string(all) {
		t.Errorf("%+v is recorded", n)
	}
}

// Browsers open sockets ahead of need: a stop does not wait for them. One whose first byte has come
// is answered, and so is one that came within the stop.
func TestSilentConnectionsDoNotHoldUpAStop(t *testing.T) {
	s := &Server{Handler: sayOK}
	address := opened(t, s)
	silent, kept, half := connect(t, address), connect(t, address), connect(t, address)
	keptReader := bufio.NewReader(kept)
	say(t, kept, get)
	if status := readStatus(t, keptReader); status != 200 {
		t.Fatal(status)
	}
	say(t, half, get[:5])
	waitFor(s, 3, 2)
	stopped := make(chan error, 1)
	go func() { stopped <- s.Shutdown(context.Background()) }()
	for name, reader := range map[string]*bufio.Reader{"a silent one": bufio.NewReader(silent), "one that was answered": keptReader} {
		if status := readStatus(t, reader); status != 0 {
			t.Errorf("%s gets %d", name, status)
		}
	}
	select {
	case err := <-stopped:
		t.Errorf("it does not wait for a request that has begun: %v", err)
	default:
	}
	say(t, half, get[5:])
	halfReader := bufio.NewReader(half)
	if response, err := http.ReadResponse(halfReader, nil); err != nil || response.StatusCode != 200 || !response.Close {
		t.Errorf("%+v, %v", response, err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// Requests that begin while the server stops are answered once they were read.
func TestRequestsThatBeginDuringAStop(t *testing.T) {
	for range 20 {
		notes := &notebook{}
		s := &Server{Recorder: notes, Handler: sayOK}
		address := opened(t, s)
		var clients sync.WaitGroup
		start := make(chan struct{})
		for range 16 {
			client := connect(t, address)
			clients.Go(func() {
				<-start
				_, _ = io.WriteString(client, get) // it may be closed already
				_, _ = io.Copy(io.Discard, client)
			})
		}
		waitFor(s, 16, 16)
		close(start)
		if err := s.Shutdown(context.Background()); err != nil {
			t.Fatal(err)
		}
		clients.Wait()
		notes.mu.Lock()
		for _, each := range notes.all {
			unlock := each.lock()
			if !each.complete {
				t.Error("a request was read, and not answered")
			}
			unlock()
		}
		notes.mu.Unlock()
	}
}

// A stop that takes too long is told, and Close ends what is left.
func TestAStopHasATime(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	s := &Server{Handler: func(*Exchange, *http.Request) { close(entered); <-leave }}
	client := connect(t, opened(t, s))
	say(t, client, get)
	<-entered
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Shutdown(ctx); err != context.Canceled {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := io.ReadAll(client); err != nil && !isReset(err) {
		t.Error(err)
	}
	close(leave)
	waitFor(s, 0, 0)
}

func isReset(err error) bool {
	var of *net.OpError
	return errors.As(err, &of) && !of.Timeout()
}

// Many large heads take no more memory than there is for them, and give it back.
func TestLargeHeadsHaveABudget(t *testing.T) {
	s := &Server{Handler: func(x *Exchange, _ *http.Request) {
		if why := x.Rejected(); why != nil {
			x.WriteHeader(why.Status)
		}
	}}
	s.init()
	s.budget.max = maxHead
	address := opened(t, s)
	large := "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", maxHead/2+smallHead)
	holding := connect(t, address)
	say(t, holding, large)
	for s.budget.used.Load() < maxHead/2 {
		time.Sleep(time.Millisecond)
	}
	refused := connect(t, address)
	say(t, refused, large+"\r\n\r\n")
	if status := readStatus(t, bufio.NewReader(refused)); status != 503 {
		t.Errorf("%d for a head for which there is no room", status)
	}
	say(t, holding, "\r\n\r\n")
	if status := readStatus(t, bufio.NewReader(holding)); status != 200 {
		t.Errorf("%d for one for which there is", status)
	}
	_ = holding.Close()
	for s.budget.used.Load() != 0 {
		time.Sleep(time.Millisecond)
	}
}
