package http1

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// A client that takes nothing more ends the response, and is told to have got what it took.
func TestWhatIsRecordedIsWhatWasSent(t *testing.T) {
	large := strings.Repeat("large ", maxOutput/5)
	for name, handler := range map[string]func(*Exchange, *http.Request){
		"small chunks": func(x *Exchange, _ *http.Request) {
			x.Header()["Date"] = nil
			sayOK(x, nil)
			x.Flush()
			_, _ = io.WriteString(x, strings.Repeat("long ", 500))
			x.Header().Set(http.TrailerPrefix+"X-Sum", "1")
		},
		"chunks that are sent from where they are": func(x *Exchange, _ *http.Request) {
			x.Header()["Date"] = nil
			sayOK(x, nil)
			_, _ = io.WriteString(x, large)
			x.Flush()
			_, _ = io.WriteString(x, large+"!")
			sayOK(x, nil)
		},
		"content that is sent from where it is": func(x *Exchange, _ *http.Request) {
			x.Header()["Date"] = nil
			x.Header().Set("Content-Length", strconv.Itoa(2*len(large)+2))
			_, _ = io.WriteString(x, large)
			sayOK(x, nil)
			_, _ = io.WriteString(x, large)
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, whole := play(get, 4096, handler)
			for most := range len(whole) {
				if most < 300 || most > len(whole)-20 || strings.Contains(whole[max(0, most-3):min(len(whole), most+3)], "\r\n") {
					sendAtMost(t, handler, whole, most)
				}
			}
		})
	}
}

func sendAtMost(t *testing.T, handler func(*Exchange, *http.Request), whole string, most int) {
	t.Helper()
	client := &limitedStream{playedStream: playedStream{text: get + get, size: 4096}, most: most}
	notes := &notebook{}
	s := &Server{Recorder: notes, Handler: handler}
	s.init()
	s.newConn(client).serve()
	got := client.answers.String()
	var content strings.Builder
	head, chunks, trailers := "", []string{}, []string{}
	f := framer{
		onHead:    func(p []byte) framing { head = string(p); return responseFraming(string(p), "GET") },
		onContent: func(p []byte) { content.Write(p) },
		onChunk:   func(line []byte) { chunks = append(chunks, string(line)) },
		onTrailer: func(line []byte) { trailers = append(trailers, string(line)) },
		onEnd:     func() {},
		onError:   func(Code, []byte) {},
	}
	f.write([]byte(got))
	told := notes.all[0]
	if f.phase == inHead { // it has no end, and is told as far as it went
		head = got
	}
	lines := len(chunks) == len(told.chunks) || len(chunks) == len(told.chunks)-1 // its CR LF may be missing
	if got != whole[:most] || strings.Join(told.heads, "") != head || told.response.String() != content.String() || !lines || len(told.trailers) < len(trailers) {
		t.Fatalf("%d bytes: %q is told with %d bytes, of %d", most, told.heads, told.response.Len(), len(got))
	}
	if len(notes.all) != 1 || told.complete || told.ended != 1 {
		t.Fatalf("%d bytes: %d are recorded, complete: %v, %d ends", most, len(notes.all), told.complete, told.ended)
	}
}

// limitedStream takes so many bytes and no more.
type limitedStream struct {
	playedStream
	most int
}

func (s *limitedStream) Write(p []byte) (int, error) {
	n := min(len(p), s.most-s.answers.Len())
	s.answers.Write(p[:n])
	if n < len(p) {
		return n, errOver
	}
	return n, nil
}

// One write holds the head and the content of a response that is small.
func TestASmallResponseIsOneWrite(t *testing.T) {
	client := &countingStream{playedStream: playedStream{text: get, size: 4096}}
	s := &Server{Recorder: unrecorded{}, Handler: func(x *Exchange, _ *http.Request) {
		x.Header().Set("Content-Length", "40000")
		_, _ = x.Write(make([]byte, 40000))
	}}
	s.init()
	s.newConn(client).serve()
	if client.writes != 1 {
		t.Errorf("%d writes", client.writes)
	}
}

type countingStream struct {
	playedStream
	writes int
}

func (s *countingStream) Write(p []byte) (int, error) {
	s.writes++
	return s.playedStream.Write(p)
}
