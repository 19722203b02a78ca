package http1

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// undated is text without the moments in it.
func undated(text string) string {
	for {
		before, rest, found := strings.Cut(text, "Date: ")
		if !found || !strings.HasSuffix(strings.Split(rest, "\r\n")[0], " GMT") {
			return text
		}
		_, after, _ := strings.Cut(rest, "\r\n")
		text = before + "Date\r\n" + after
	}
}

// recorded is all that was told to be on the wire.
func recorded(n *notebook) string {
	all := ""
	for _, each := range n.all {
		all += each.wire()
	}
	return all
}

func ask(method, fields string) string {
	return method + " / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n"
}

// What a handler gives goes out in its order and spelling, and what the server adds comes last.
func TestResponses(t *testing.T) {
	long := strings.Repeat("long ", 500)
	flush := func(x *Exchange) { x.Flush() }
	for name, c := range map[string]struct {
		request string
		handler func(*Exchange, *http.Request)
		want    string
	}{
		"fields in the order given": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			for _, f := range []Field{{"content-type", "text/html"}, {"X-B", "1"}, {"x-a", "2"}, {"X-B", ""}, {"server", "own"}} {
				if err := x.AddField(f.Name, f.Value); err != nil {
					t.Error(err)
				}
			}
			x.Header().Set("Server", "ours")
			x.Header().Set("Vary", "*")
			sayOK(x, nil)
		}, "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nX-B: 1\r\nx-a: 2\r\nX-B: \r\nserver: own\r\nVary: *\r\nDate\r\nContent-Length: 2\r\n\r\nok"},
		"fields without an order": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			h := x.Header()
			h["ETag"], h["Content-Type"], h["Server"], h["Accept-Ranges"], h["None"] = []string{"e"}, []string{"t"}, []string{"s"}, []string{"1", "2"}, nil
			h.Set("Content-Length", "2")
			sayOK(x, nil)
		}, "HTTP/1.1 200 OK\r\nContent-Type: t\r\nAccept-Ranges: 1\r\nAccept-Ranges: 2\r\nETag: e\r\nServer: s\r\nDate\r\nContent-Length: 2\r\n\r\nok"},
		"fields as they are registered": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			for _, name := range []string{"etag", "WWW-Authenticate", "x-xss-protection", "x-lesson"} {
				x.Header().Set(name, "v")
			}
			sayOK(x, nil)
		}, "HTTP/1.1 200 OK\r\nETag: v\r\nWWW-Authenticate: v\r\nX-Lesson: v\r\nX-XSS-Protection: v\r\nDate\r\nContent-Length: 2\r\n\r\nok"},
		"a length of one's own": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			_ = x.AddField("content-length", "2")
			_ = x.AddField("X-Behind", "1")
			sayOK(x, nil)
		}, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nX-Behind: 1\r\nDate\r\n\r\nok"},
		"framing is the server's": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			_ = x.AddField("transfer-encoding", "gzip")
			_ = x.AddField("Content-Length", "2, 2")
			_ = x.AddField("connection", "keep-alive")
			sayOK(x, nil)
		}, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\n\r\nok"},
		"a reason phrase": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			_ = x.SetReason("Nada \xf1 aqu\xed")
			x.WriteHeader(404)
		}, "HTTP/1.1 404 Nada \xf1 aqu\xed\r\nDate\r\nContent-Length: 0\r\n\r\n"},
		"a status without a phrase": {ask("GET", ""), func(x *Exchange, _ *http.Request) { x.WriteHeader(599) }, "HTTP/1.1 599 status code 599\r\nDate\r\nContent-Length: 0\r\n\r\n"},
		"a date of one's own":       {ask("GET", ""), func(x *Exchange, _ *http.Request) { _ = x.AddField("date", "today") }, "HTTP/1.1 200 OK\r\ndate: today\r\nContent-Length: 0\r\n\r\n"},
		"no date":                   {ask("GET", ""), func(x *Exchange, _ *http.Request) { x.Header()["Date"] = nil }, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
		"nothing":                   {ask("GET", ""), func(*Exchange, *http.Request) {}, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 0\r\n\r\n"},
		"HEAD with a length": {ask("HEAD", ""), func(x *Exchange, _ *http.Request) {
			x.Header().Set("Content-Length", "7")
			x.WriteHeader(200)
		}, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 7\r\n\r\n"},
		"HEAD with content": {ask("HEAD", ""), sayOK, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\n\r\n"},
		"HEAD with nothing": {ask("HEAD", ""), func(*Exchange, *http.Request) {}, "HTTP/1.1 200 OK\r\nDate\r\n\r\n"},
		"much content":      {ask("GET", ""), func(x *Exchange, _ *http.Request) { _, _ = io.WriteString(x, long) }, "HTTP/1.1 200 OK\r\nDate\r\nTransfer-Encoding: chunked\r\n\r\n9c4\r\n" + long + "\r\n0\r\n\r\n"},
		"content that comes": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			sayOK(x, nil)
			flush(x)
			sayOK(x, nil)
			sayOK(x, nil)
		}, "HTTP/1.1 200 OK\r\nDate\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n4\r\nokok\r\n0\r\n\r\n"},
		"the head first": {ask("GET", ""), func(x *Exchange, _ *http.Request) { flush(x); sayOK(x, nil) }, "HTTP/1.1 200 OK\r\nDate\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"},
		"a trailer": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			sayOK(x, nil)
			flush(x)
			x.Header().Set(http.TrailerPrefix+"X-Sum", "1")
			x.Header().Set(http.TrailerPrefix+"Content-Length", "1") // no trailer may be that
		}, "HTTP/1.1 200 OK\r\nDate\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n"},
		"no content": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			x.Header().Set("Content-Length", "2")
			x.WriteHeader(204)
			if _, err := io.WriteString(x, "ok"); err != http.ErrBodyNotAllowed {
				t.Error(err)
			}
		}, "HTTP/1.1 204 No Content\r\nDate\r\n\r\n"},
		"not modified": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			h := x.Header()
			h["Content-Type"], h["ETag"] = []string{"t"}, []string{"e"}
			x.WriteHeader(304)
		}, "HTTP/1.1 304 Not Modified\r\nETag: e\r\nDate\r\n\r\n"},
		"interim responses": {ask("GET", ""), func(x *Exchange, _ *http.Request) {
			x.Header().Set("Link", "</a>")
			x.WriteHeader(103)
			x.Header().Del("Link")
			sayOK(x, nil)
			x.WriteHeader(500) // it is too late for that
		}, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\n\r\nok"},
		"HTTP/1.0": {"GET / HTTP/1.0\r\n\r\n", func(x *Exchange, _ *http.Request) { x.WriteHeader(103); sayOK(x, nil) }, "HTTP/1.0 200 OK\r\nDate\r\nContent-Length: 2\r\n\r\nok"},
		"HTTP/1.0, kept": {
			"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n", sayOK,
			"HTTP/1.0 200 OK\r\nDate\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nokHTTP/1.0 200 OK\r\nDate\r\nContent-Length: 2\r\n\r\nok",
		},
		"HTTP/1.0, until the end": {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + get, func(x *Exchange, _ *http.Request) { flush(x); sayOK(x, nil) }, "HTTP/1.0 200 OK\r\nDate\r\n\r\nok"},
		"the client's last":       {lastGet + get, sayOK, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"},
		"the handler's last":      {get + get, func(x *Exchange, _ *http.Request) { x.Header().Set("Connection", "close") }, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"},
		"two in a row":            {get + get, sayOK, strings.Repeat("HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\n\r\nok", 2)},
		"continue": {
			ask("POST", "Expect: 100-continue\r\nContent-Length: 2\r\n") + "ab" + get, func(x *Exchange, r *http.Request) { _, _ = io.Copy(x, r.Body) },
			"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\nDate\r\nContent-Length: 0\r\n\r\n",
		},
		"content that nobody asks for": {ask("POST", "Expect: 100-continue\r\nContent-Length: 2\r\n") + "ab" + get, sayOK, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"},
		"little that is not read":      {ask("POST", "Content-Length: 2\r\n") + "ab" + lastGet, func(*Exchange, *http.Request) {}, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nDate\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"},
		"much that is not read":        {ask("POST", "Content-Length: 300000\r\n") + strings.Repeat("a", 300000) + get, sayOK, "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"},
		"a head of one's own": {get + get, func(x *Exchange, _ *http.Request) {
			w, err := x.Raw()
			if err != nil {
				t.Error(err)
			}
			_, _ = io.WriteString(w, "HTTP/1.1 103 A\r\nb: c\r\n\r\nHTTP/1.1 200 Own\r\nContent-Le")
			_, _ = io.WriteString(w, "ngth: 2\r\n\r\nok")
		}, "HTTP/1.1 103 A\r\nb: c\r\n\r\nHTTP/1.1 200 Own\r\nContent-Length: 2\r\n\r\nok"},
	} {
		notes, got := play(c.request, 4096, c.handler)
		if undated(got) != c.want {
			t.Errorf("%s:\n%q, not\n%q", name, undated(got), c.want)
		}
		if told := recorded(notes); told != got {
			t.Errorf("%s: recorded as\n%q, and sent\n%q", name, told, got)
		}
		for i, each := range notes.all {
			if !each.complete || each.ended != 1 {
				t.Errorf("%s: the end of the response %d is told %d times, complete: %v", name, i+1, each.ended, each.complete)
			}
		}
	}
}

// Nobody can make one response into two: what would end a line is not sent.
func TestNoFieldSplitsAResponse(t *testing.T) {
	const evil = "\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nX: evil"
	bad := []string{"a" + evil, "a\nX: evil", "a\rX: evil", "a\x00evil", "a\x7fevil", "a\x01evil"}
	names := []string{"", "X evil", "X:evil", "X\r\nevil", "X\nevil", "\xf1evil", "X\x00evil", "X\tevil"}
	for _, value := range bad {
		names = append(names, value)
		_, got := play(get, 4096, func(x *Exchange, _ *http.Request) {
			if err := x.AddField("X", value); err != ErrField {
				t.Errorf("a value %q: %v", value, err)
			}
			if err := x.SetReason(value); err != ErrField {
				t.Errorf("a reason %q: %v", value, err)
			}
			x.Header().Set("X", value)
			x.WriteHeader(103)
			x.Header().Del("X")
			sayOK(x, nil)
		})
		if want := "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 2\r\n\r\nok"; undated(got) != want {
			t.Errorf("%q: %q", value, got)
		}
	}
	refused := func(what string, handler func(*Exchange, *http.Request)) {
		t.Helper()
		var err error
		notes, got := play(get+get, 4096, func(x *Exchange, r *http.Request) {
			handler(x, r)
			_, err = io.WriteString(x, "secret")
		})
		if want := "HTTP/1.1 500 Internal Server Error\r\nDate\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"; undated(got) != want || err != ErrField || recorded(notes) != got {
			t.Errorf("%s: %q, %v", what, got, err)
		}
	}
	for _, name := range names {
		if _, got := play(get, 4096, func(x *Exchange, _ *http.Request) {
			if err := x.AddField(name, "1"); err != ErrField {
				t.Errorf("a name %q: %v", name, err)
			}
		}); strings.Contains(got, "evil") {
			t.Errorf("%q: %q", name, got)
		}
		refused("a name "+name, func(x *Exchange, _ *http.Request) { x.Header()[name] = []string{"1"} })
	}
	for _, value := range bad {
		refused("a value "+value, func(x *Exchange, _ *http.Request) { x.Header()["X"] = []string{"1", value} })
		refused("a type "+value, func(x *Exchange, _ *http.Request) { x.Header()["Content-Type"] = []string{value} })
		refused("a length "+value, func(x *Exchange, _ *http.Request) { x.Header()["Content-Length"] = []string{value} })
		if _, got := play(get, 4096, func(x *Exchange, _ *http.Request) {
			sayOK(x, nil)
			x.Flush()
			x.Header().Set(http.TrailerPrefix+"X-Sum", value)
		}); strings.Contains(got, "evil") {
			t.Errorf("a trailer %q: %q", value, got)
		}
	}
	for _, status := range []int{0, 99, 1000, -1} {
		refused("a status", func(x *Exchange, _ *http.Request) { x.WriteHeader(status) })
	}
}

// A response that is not what it promised to be ends the connection, and nothing follows it.
func TestAResponseThatFailsEndsTheConnection(t *testing.T) {
	const partHead = "HTTP/1.1 200 OK\r\nDate\r\nContent-Length: 5\r\n\r\n"
	for name, c := range map[string]struct {
		handler func(*Exchange, *http.Request)
		want    string
	}{
		"less than was announced": {func(x *Exchange, _ *http.Request) {
			x.Header().Set("Content-Length", "5")
			sayOK(x, nil)
		}, partHead + "ok"},
		"more than was announced": {func(x *Exchange, _ *http.Request) {
			x.Header().Set("Content-Length", "5")
			sayOK(x, nil)
			if _, err := io.WriteString(x, "much"); err != http.ErrContentLength {
				t.Error(err)
			}
			x.Flush()
			panic(http.ErrAbortHandler)
		}, partHead + "ok"},
		"it is given up at first":  {func(*Exchange, *http.Request) { panic(http.ErrAbortHandler) }, ""},
		"it is given up in memory": {func(x *Exchange, _ *http.Request) { sayOK(x, nil); panic(http.ErrAbortHandler) }, ""},
		"it is given up on its way": {func(x *Exchange, _ *http.Request) {
			sayOK(x, nil)
			x.Flush()
			panic(http.ErrAbortHandler)
		}, "HTTP/1.1 200 OK\r\nDate\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"},
		"another panic": {func(*Exchange, *http.Request) { panic("at the disco") }, ""},
	} {
		notes, got := play(get+get, 4096, c.handler)
		if undated(got) != c.want {
			t.Errorf("%s: %q, not %q", name, undated(got), c.want)
		}
		if only := notes.all[0]; len(notes.all) != 1 || only.ended != 1 || only.complete {
			t.Errorf("%s: %d are recorded, %d ends, complete: %v", name, len(notes.all), only.ended, only.complete)
		}
	}
}

// A handler that has the connection gets what was read of it already, and sends what it likes.
func TestAConnectionIsHandedOver(t *testing.T) {
	got := make(chan string, 1)
	address := opened(t, &Server{Handler: func(x *Exchange, r *http.Request) {
		x.Header().Set("Connection", "Upgrade")
		x.Header().Set("Upgrade", "echo")
		x.WriteHeader(http.StatusSwitchingProtocols)
		conn, rw, err := http.NewResponseController(x).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		if rw.Reader.Buffered() < 5 {
			t.Errorf("%d bytes are there", rw.Reader.Buffered())
		}
		if _, err := x.Write([]byte("late")); err == nil {
			t.Error("a response is written to a connection that was handed over")
		}
		if _, _, err := x.Hijack(); !errors.Is(err, http.ErrHijacked) {
			t.Error(err)
		}
		go func() {
			defer conn.Close()
			frame := make([]byte, 10)
			n, err := io.ReadFull(rw, frame)
			got <- string(frame[:n])
			if _, err2 := conn.Write([]byte("frame back")); err != nil || err2 != nil {
				t.Error(err, err2)
			}
		}()
	}})
	client := connect(t, address)
	say(t, client, ask("GET", "Connection: Upgrade\r\nUpgrade: echo\r\n")+"frame")
	say(t, client, "\r\n\r\n\n")
	all, err := io.ReadAll(client)
	if want := "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\nDate\r\n\r\nframe back"; err != nil || undated(string(all)) != want {
		t.Errorf("%q, %v", all, err)
	}
	if frame := <-got; frame != "frame\r\n\r\n\n" {
		t.Errorf("%q came", frame)
	}
}

// failing is a recorder that panics, or has its recordings panic.
type failing struct{}

func (f failing) Begin(r Request) Recording {
	if r.Target == "/begin" {
		panic("begin")
	}
	return &failingRecording{}
}

type failingRecording struct{ noted }

func (*failingRecording) End(time.Time, bool) { panic("end") }

// A fault of ours ends one connection and is told; others are served.
func TestAPanicIsTold(t *testing.T) {
	told := make(chan string, 10)
	s := &Server{
		Recorder: failing{}, OnPanic: func(r *http.Request, value any) { told <- r.RequestURI + " " + fmt.Sprint(value) },
		Handler: func(x *Exchange, r *http.Request) {
			r.Context().Done() // it is watched
			if r.RequestURI == "/handler" {
				panic("handler")
			}
		},
	}
	s.init()
	for target, want := range map[string][]string{
		"/handler": {"/handler handler", "/handler end"}, "/begin": {" begin"}, "/end": {"/end end"},
	} {
		client := &playedStream{text: "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n", size: 4096}
		c := s.newConn(client)
		c.serve()
		for _, each := range want {
			if got := <-told; got != each {
				t.Errorf("%s: %q, not %q", target, got, each)
			}
		}
		if !client.closed || len(told) > 0 {
			t.Errorf("%s: closed: %v, %d more are told", target, client.closed, len(told))
		}
	}
}
