package listen

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

const request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

// say sends something and lets the server see it.
func say(t *testing.T, client io.Writer, server io.Reader, what string) {
	t.Helper()
	if _, err := io.WriteString(client, what); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(server, make([]byte, len(what))); err != nil {
		t.Fatal(err)
	}
}

func answerTo(t *testing.T, c io.Writer) {
	t.Helper()
	if _, err := io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"); err != nil {
		t.Fatal(err)
	}
}

// At the limit, the connection that has waited longest for a request gives way, be it for its
// first or a later one.
func TestTheLongestIdleConnectionMakesRoom(t *testing.T) {
	l := opened(t, 3, time.Hour)
	first, second, third := connect(t, l), connect(t, l), connect(t, l)
	firstConn, secondConn, _ := accepted(t, l), accepted(t, l), accepted(t, l)
	read := make(chan error, 1)
	go func() {
		_, err := io.ReadFull(secondConn, make([]byte, len(request)))
		read <- err
	}()
	if _, err := io.WriteString(second, "G"); err != nil { // its head has begun
		t.Fatal(err)
	}
	for waits := true; waits; {
		l.limit.mu.Lock()
		waits = secondConn.slot.idle != nil
		l.limit.mu.Unlock()
	}
	say(t, first, firstConn, request)
	answerTo(t, firstConn) // it waits again, for less long than the third
	for _, c := range []struct {
		name   string
		closed io.Reader
	}{{"the third, which has sent nothing", third}, {"the first, which was answered", first}} {
		connect(t, l)
		l.limit.markBusy(accepted(t, l))
		if all, err := io.ReadAll(c.closed); err != nil || strings.Contains(string(all), "503") {
			t.Errorf("%s: %q, %v", c.name, all, err)
		}
	}
	if _, err := io.WriteString(second, request[1:]); err != nil {
		t.Fatal(err)
	}
	if err := <-read; err != nil {
		t.Fatal(err)
	}
	answerTo(t, secondConn)
	if _, err := io.ReadFull(second, make([]byte, 5)); err != nil {
		t.Errorf("the second, whose request was under way: %v", err)
	}
}

// crowdedStream is a connection while whose closing another one wants to come in.
type crowdedStream struct {
	recordedStream
	onClose func()
}

func (s *crowdedStream) Close() error {
	onClose := s.onClose
	s.onClose = func() {} // once
	onClose()
	return nil
}

// The listeners of both loopback addresses share a limit: a connection that gives way to one
// of the first listener gives way to none of the second.
func TestAConnectionMakesWayOnce(t *testing.T) {
	limit := newConnLimit()
	limit.max = 1
	another := func(onClose func()) *Conn { return newConn(&crowdedStream{onClose: onClose}, unrecorded{}, limit) }
	nothing := func() {}
	for name, makeWay := range map[string]func() bool{
		"to one that comes in":              func() bool { return limit.admit(another(nothing)) },
		"to one that has a descriptor only": limit.closeOldestIdle,
	} {
		if !limit.admit(another(func() {
			limit.closeOldestIdle()
			limit.admit(another(nothing))
		})) {
			t.Fatalf("%s: there is no room at first", name)
		}
		if !makeWay() || limit.open != 1 {
			t.Errorf("%s: %d are open", name, limit.open)
		}
		limit.closeOldestIdle()
	}
}

// With a request under way on each, a new connection is answered 503 and closed.
func TestNoRoomIs503(t *testing.T) {
	l := opened(t, 1, time.Hour)
	reached := make(chan Limit, 10)
	l.limit.onLimit = func(limit Limit) { reached <- limit }
	client := connect(t, l)
	server := accepted(t, l)
	say(t, client, server, request)
	rejected := connect(t, l)
	if _, err := io.WriteString(rejected, request); err != nil {
		t.Fatal(err)
	}
	next := make(chan error, 1)
	go func() {
		_, err := l.Accept()
		next <- err
	}()
	all, err := io.ReadAll(rejected)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(all)), nil)
	if err != nil {
		t.Fatalf("%v in %q", err, all)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != 503 || response.Header.Get("Retry-After") == "" || !response.Close || !strings.Contains(string(body), "Recarga") {
		t.Errorf("%q", all)
	}
	if limit := <-reached; limit != (Limit{Name: LimitConnections, Value: 1}) {
		t.Errorf("%+v", limit)
	}
	answerTo(t, server)
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	connect(t, l)
	if err := <-next; err != nil { // there is room again
		t.Error(err)
	}
}
