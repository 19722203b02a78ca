package listen

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// serveOK answers every request of a listener until the test is over.
func serveOK(t *testing.T, all Listeners) *http.Server {
	t.Helper()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "ok") // the client looks at it
	}), ConnContext: WithConn}
	for _, l := range all {
		go func() {
			if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				t.Error(err)
			}
		}()
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// waitFor waits until so many connections wait for their next request.
func waitFor(l *Listener, waiting int) {
	for now := -1; now != waiting; {
		l.limit.mu.Lock()
		now = l.limit.idle.Len()
		l.limit.mu.Unlock()
	}
}

// readStatus is the status of the next response; 0 where the connection ends in its place.
func readStatus(t *testing.T, client net.Conn, reader *bufio.Reader) int {
	t.Helper()
	if err := client.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
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

// Browsers open sockets ahead of need. net/http's Shutdown would wait five seconds for each.
func TestASilentConnectionDoesNotHoldUpAStop(t *testing.T) {
	l := opened(t, 10, time.Hour)
	server := serveOK(t, Listeners{l})
	first, second := connect(t, l), connect(t, l)
	waitFor(l, 2)
	Listeners{l}.CloseIdle()
	later := connect(t, l) // between CloseIdle and Shutdown
	for name, client := range map[string]net.Conn{"the first": first, "the second": second, "a later one": later} {
		if status := readStatus(t, client, bufio.NewReader(client)); status != 0 {
			t.Errorf("%s gets %d", name, status)
		}
	}
	if err := server.Shutdown(context.Background()); err != nil {
		t.Error(err)
	}
}

// Whatever has begun a request is answered, and so is the next request on its connection.
func TestCloseIdleLeavesWhatHasBegun(t *testing.T) {
	l := opened(t, 10, time.Hour)
	unread := connect(t, l)
	if _, err := io.WriteString(unread, request[:1]); err != nil {
		t.Fatal(err)
	}
	unreadConn := accepted(t, l) // nobody reads it yet
	half, kept := connect(t, l), connect(t, l)
	serveOK(t, Listeners{l})
	keptReader := bufio.NewReader(kept)
	if _, err := io.WriteString(kept, request); err != nil {
		t.Fatal(err)
	}
	if status := readStatus(t, kept, keptReader); status != 200 {
		t.Fatal(status)
	}
	if _, err := io.WriteString(half, request[:5]); err != nil {
		t.Fatal(err)
	}
	waitFor(l, 2) // unread and kept: the head of half has begun
	Listeners{l}.CloseIdle()
	for client, rest := range map[net.Conn]string{half: request[5:], kept: request} {
		if _, err := io.WriteString(client, rest); err != nil {
			t.Fatal(err)
		}
		if status := readStatus(t, client, bufio.NewReader(client)); status != 200 {
			t.Errorf("after the rest %q: %d", rest, status)
		}
	}
	if _, err := io.WriteString(unread, request[1:]); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(unreadConn, make([]byte, len(request))); err != nil {
		t.Errorf("a byte that had come is lost: %v", err)
	}
}

// endings counts the exchanges that were begun, and those that were answered.
type endings struct {
	mu              sync.Mutex
	begun, complete int
}

func (e *endings) Begin(Request) Exchange {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.begun++
	return e
}

func (e *endings) RequestContent([]byte)           {}
func (e *endings) RequestChunk([]byte, time.Time)  {}
func (e *endings) RequestTrailer([]byte)           {}
func (e *endings) RequestEnd(time.Time)            {}
func (e *endings) ResponseChunk([]byte, time.Time) {}
func (e *endings) ResponseTrailer([]byte)          {}
func (e *endings) ResponseHead([]byte, time.Time)  {}
func (e *endings) ResponseContent([]byte)          {}
func (e *endings) End(_ time.Time, complete bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if complete {
		e.complete++
	}
}

// Requests that begin while CloseIdle is called are answered once they were read.
func TestRequestsThatBeginDuringCloseIdle(t *testing.T) {
	for range 20 {
		ends := &endings{}
		all, err := Open(Address{Host: "127.0.0.1"}, ends)
		if err != nil {
			t.Fatal(err)
		}
		server := serveOK(t, all)
		var clients sync.WaitGroup
		start := make(chan struct{})
		for range 16 {
			client := connect(t, all[0])
			clients.Go(func() {
				<-start
				_, _ = io.WriteString(client, request) // it may be closed already
				_, _ = io.Copy(io.Discard, io.LimitReader(client, 1))
			})
		}
		waitFor(all[0], 16)
		close(start)
		all.CloseIdle()
		clients.Wait()
		if err := server.Shutdown(context.Background()); err != nil {
			t.Fatal(err)
		}
		ends.mu.Lock()
		if ends.begun != ends.complete {
			t.Errorf("%d requests were read, and %d answered", ends.begun, ends.complete)
		}
		ends.mu.Unlock()
	}
}
