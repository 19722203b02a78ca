package http1

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// addStreams adds what a client may send, in single bytes and at once.
func addStreams(f *testing.F) {
	const first = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n"
	for _, seed := range []string{
		first + first, "\r\n" + first, first + "NONSENSE\r\n\r\n" + first, "GET / HTTP/1.1\nHost: x\n\n" + first, first[:20], "HEAD /\r\n\r\n", "\x16\x03\x01\x02", "\r", "\n",
		"POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + first,
		"POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab",
		"POST /3 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n" + first,
		"POST /3 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n" + first,
		"POST /4 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + first,
		"POST /5 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + first,
		"POST /6 HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + first,
		"POST /7 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc" + first,
		"POST /8 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc" + first,
		"GET /9 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + first,
		"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n" + first, "GET /\xff?# HTTP/1.0\r\n\r\n" + first,
		"GET http://x:1/%41?a HTTP/1.1\r\nhOST: y\r\na: 1\r\nA: 2\r\nPragma: no-cache\r\nCookie: \xf1\r\n\r\n" + first,
	} {
		for mode := range byte(len(handlers)) {
			f.Add(seed, 1, mode)
			f.Add(seed, 4096, mode)
		}
	}
}

// handlers are ways to answer. Those that read tell what they read.
var handlers = []func(http.ResponseWriter, *http.Request) (read []byte, whole bool){
	func(w http.ResponseWriter, r *http.Request) ([]byte, bool) {
		content, err := io.ReadAll(r.Body)
		_, _ = w.Write(content)
		return content, err == nil
	},
	func(w http.ResponseWriter, r *http.Request) ([]byte, bool) { // reads a part, after the head went out
		_ = http.NewResponseController(w).EnableFullDuplex()
		_ = http.NewResponseController(w).Flush()
		some := make([]byte, 2)
		n, _ := io.ReadFull(r.Body, some)
		return some[:n], false
	},
	func(w http.ResponseWriter, _ *http.Request) ([]byte, bool) { // reads nothing
		_, _ = w.Write(make([]byte, 3000))
		return nil, false
	},
	func(_ http.ResponseWriter, r *http.Request) ([]byte, bool) { // has the client watched, and gives up in the end
		stop := context.AfterFunc(r.Context(), func() {})
		defer stop()
		_, _ = io.Copy(io.Discard, r.Body)
		panic(http.ErrAbortHandler)
	},
}

// FuzzConnection: whatever a client sends, in whatever pieces, and however it is answered, nothing
// panics or hangs; each request is recorded once, and answered in its turn; the content that is
// recorded is what the handler read; nothing is read behind a request that is refused; what is
// recorded of the responses is what was sent.
func FuzzConnection(f *testing.F) {
	addStreams(f)
	f.Fuzz(func(t *testing.T, text string, size int, mode byte) {
		if size < 1 {
			return
		}
		answer := handlers[int(mode)%len(handlers)]
		handled := 0
		var refused *Rejection
		notes := &notebook{}
		notesOf := func(i int) *noted {
			notes.mu.Lock()
			defer notes.mu.Unlock()
			if i >= len(notes.all) {
				t.Fatalf("%q: request %d is answered and not recorded", text, i)
			}
			return notes.all[i]
		}
		client := &playedStream{text: text, size: size}
		s := &Server{Recorder: notes, Handler: func(x *Exchange, r *http.Request) {
			told := notesOf(handled)
			handled++
			if refused != nil {
				t.Fatalf("%q: a request is read behind a refused one: %s %s", text, r.Method, r.RequestURI)
			}
			atFirst := x.Rejected()
			if refused = atFirst; refused == nil && (r.Method != told.Method || r.RequestURI != told.Target) {
				t.Fatalf("%q: %s %s is recorded as %s %s", text, r.Method, r.RequestURI, told.Method, told.Target)
			}
			content, whole := answer(x, r)
			refused = x.Rejected()
			if atFirst != nil && len(content) > 0 || atFirst == nil && whole && refused != nil {
				t.Fatalf("%q: %q is read, whole: %v, and refused: %v", text, content, whole, refused)
			}
			if !strings.HasPrefix(told.content.String(), string(content)) || whole && told.content.Len() != len(content) {
				t.Fatalf("%q: %q is read, and %q recorded", text, content, &told.content)
			}
		}}
		s.init()
		s.newConn(client).serve()
		if aborts := int(mode)%len(handlers) == 3; handled != len(notes.all) && (!aborts || handled != len(notes.all)-1) { // the next one's head may have been read
			t.Fatalf("%q: %d requests are answered, and %d recorded", text, handled, len(notes.all))
		}
		for rest, i := text, 0; i < len(notes.all); i++ {
			each := notes.all[i]
			before, after, found := strings.Cut(rest, string(each.Head))
			if !found || strings.Trim(before, "\r\n") != "" && notes.all[max(i-1, 0)].content.Len() == 0 && len(notes.all[max(i-1, 0)].lines) == 0 {
				t.Fatalf("%q: the recorded head was not sent, or not there: %q", text, each.Head)
			}
			if rest = after; each.ended != 1 || each.afterTheEnd || each.contentAtFirst {
				t.Fatalf("%q: request %d is told to have ended %d times, or something behind the end", text, i, each.ended)
			}
		}
		if got := client.answers.String(); handled > 0 && int(mode)%len(handlers) != 3 && recorded(notes) != got {
			t.Fatalf("%q: %q is sent, and %q recorded", text, got, recorded(notes))
		}
		if !client.closed {
			t.Fatalf("%q: the connection stays open", text)
		}
	})
}

// oneConnection is a listener that has one connection.
type oneConnection struct {
	net.Listener // nothing else of it is used
	conn         net.Conn
	over         <-chan struct{}
}

func (l *oneConnection) Accept() (net.Conn, error) {
	if conn := l.conn; conn != nil {
		l.conn = nil
		return conn, nil
	}
	<-l.over
	return nil, errOver
}

func (l *oneConnection) Close() error { return nil }

func (l *oneConnection) Addr() net.Addr { return &net.TCPAddr{} }

// closedStream tells when it is closed.
type closedStream struct {
	playedStream
	over chan struct{}
}

func (s *closedStream) Close() error {
	if !s.closed {
		close(s.over)
	}
	return s.playedStream.Close()
}

// description is all that a handler knows of a request, but for a Cache-Control where there is a
// Pragma: net/http makes one up. A request says nothing that its client did not.
func description(r *http.Request, content []byte) string {
	header := maps.Clone(r.Header)
	if header.Get("Pragma") == "no-cache" {
		delete(header, "Cache-Control")
	}
	fields := []string{}
	for name, values := range header {
		fields = append(fields, fmt.Sprintf("%s: %q", name, values))
	}
	slices.Sort(fields)
	return fmt.Sprintf("%s %q %q %s host %q length %d %v close %v %v content %q",
		r.Method, r.RequestURI, r.URL, r.Proto, r.Host, r.ContentLength, r.TransferEncoding, r.Close, fields, content)
}

// byNetHTTP are the descriptions of the requests that net/http takes a text for.
func byNetHTTP(t *testing.T, text string, size int) (all []string) {
	t.Helper()
	client := &closedStream{playedStream: playedStream{text: text, size: size}, over: make(chan struct{})}
	server := &http.Server{
		MaxHeaderBytes: maxHead, DisableGeneralOptionsHandler: true, ErrorLog: log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if content, err := io.ReadAll(r.Body); err == nil {
				all = append(all, description(r, content))
			}
		}),
	}
	if err := server.Serve(&oneConnection{conn: client, over: client.over}); !errors.Is(err, errOver) {
		t.Fatal(err)
	}
	return all
}

// takenByNetHTTP is what net/http takes and we refuse, and why we do.
var takenByNetHTTP = map[Code]string{
	BareLF:          "not every server takes it for the end of a line",
	BadHost:         "a Host that names nobody cannot be compared with the site's names",
	BadTarget:       "a user in an address misleads who reads it, and CONNECT needs a port",
	FragmentTarget:  "it is not in the grammar of targets, and what it names is decided in the browser",
	FoldedLine:      "RFC 9112 has a server refuse it or mend it, and two programs mend it in two ways",
	TwoLengths:      "they are equal here; who sends two has something in between that errs",
	LengthAndCoding: "this is how requests are smuggled (RFC 9112, section 11.2)",
	CodingInHTTP10:  "HTTP/1.0 knows no codings: what is behind it may ignore them",
	OtherVersion:    "what a later version means is not known",
}

func TestWhatNetHTTPTakesAndWeRefuse(t *testing.T) {
	taken := map[Code]string{}
	for head, code := range headRows() {
		if all := byNetHTTP(t, head+"0\r\n\r\n", 4096); code != "" && len(all) > 0 {
			taken[code] = head
		}
	}
	for code, head := range taken {
		if takenByNetHTTP[code] == "" {
			t.Errorf("net/http takes %q, which is %s: why do we not?", head, code)
		}
	}
	for code := range takenByNetHTTP {
		if taken[code] == "" {
			t.Errorf("net/http takes nothing that is %s", code)
		}
	}
}

// followsEmptyLine reports whether an empty line stands before the i-th request of a text. A server
// ignores it (RFC 9112, section 2.2), and net/http refuses the request.
func followsEmptyLine(text string, notes []*noted, i int) bool {
	content, inChunks := "", false
	for _, each := range notes[:i+1] {
		before, after, _ := strings.Cut(text, string(each.Head))
		if text = after; before != content && (!inChunks || strings.HasSuffix(before, "\r\n\r\n\r\n")) {
			return true
		}
		content, inChunks = each.content.String(), len(each.lines) > 0
	}
	return false
}

// spacedChunk is a line before a chunk that has spaces before its extension, which is to be read (RFC 9112,
// section 7.1.1), and net/http refuses it.
var spacedChunk = regexp.MustCompile(`(?m)^[0-9a-fA-F]+[ \t]+;`)

// FuzzAgainstNetHTTP: whatever a client sends, what we take for requests is what net/http takes for
// them: the same ones, with the same content, in the same order. We may stop before it does, at a
// request that we refuse; takenByNetHTTP has the reasons. Where else we differ is
// said by followsEmptyLine, spacedChunk and description.
func FuzzAgainstNetHTTP(f *testing.F) {
	addStreams(f)
	f.Fuzz(func(t *testing.T, text string, size int, _ byte) {
		if size < 1 {
			return
		}
		var ours []string
		refused := false
		notes, _ := play(text, size, func(x *Exchange, r *http.Request) {
			content, _ := io.ReadAll(r.Body)
			if refused = x.Rejected() != nil; !refused {
				ours = append(ours, description(r, content))
			}
		})
		theirs := byNetHTTP(t, text, size)
		for i, each := range ours {
			if i >= len(theirs) && followsEmptyLine(text, notes.all, i) || spacedChunk.MatchString(text) {
				return
			}
			if i >= len(theirs) {
				t.Fatalf("%q: net/http does not take\n%s", text, each)
			}
			if each != theirs[i] {
				t.Fatalf("%q: we take it for\n%s, and net/http for\n%s", text, each, theirs[i])
			}
		}
		if len(theirs) > len(ours) && !refused {
			t.Fatalf("%q: we do not take\n%s", text, theirs[len(ours)])
		}
	})
}
