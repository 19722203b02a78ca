package load

import (
	"strings"
	"testing"
)

func TestAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answers string
		sizes   []int64
		keep    bool // after the last
	}{
		"with a length":        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello" + "HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n", []int64{5, 0}, true},
		"longer than a buffer": {"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + strings.Repeat("x", 300_000) + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", []int64{300_000, 1}, true},
		"in chunks":            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: a\r\n\r\n5;x\r\nHello\r\nA\r\n0123456789\r\n0\r\n\r\n" + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", []int64{15, 1}, true},
		"until the end":        {"HTTP/1.1 200 OK\r\n\r\nHello", []int64{5}, false},
		"and then no more":     {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nHello", []int64{5}, false},
	} {
		var a answerReader
		a.reset(strings.NewReader(c.answers))
		for i, want := range c.sizes {
			size, keep, err := a.next()
			if err != nil || size != want || keep != (c.keep || i < len(c.sizes)-1) {
				t.Errorf("%s: %d bytes, kept: %v, %v", name, size, keep, err)
			}
		}
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	for _, answer := range []string{
		"", "HTTP/1.1 500 Internal Server Error\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHell", "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\nHell",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello!\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHel",
	} {
		var a answerReader
		a.reset(strings.NewReader(answer))
		if size, _, err := a.next(); err == nil {
			t.Errorf("%q is an answer of %d bytes", answer, size)
		}
	}
}
