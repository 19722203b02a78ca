package http1

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// parse has a framer parse the responses to a method in pieces of a size, and returns what it found.
func parse(text string, size int, method string) string {
	var found, content strings.Builder
	f := framer{
		onHead: func(head []byte) framing {
			fmt.Fprintf(&found, "head(%s)", head)
			return responseFraming(string(head), method)
		},
		onContent: func(p []byte) { content.Write(p) },
		onEnd:     func() { fmt.Fprintf(&found, "content(%s)", content.String()); content.Reset() },
		onChunk:   func([]byte) {},
		onTrailer: func([]byte) {},
		onError:   func(code Code, p []byte) { fmt.Fprintf(&found, "broken(%s)", code) },
	}
	for piece := range slices.Chunk([]byte(text), size) {
		f.write(piece)
	}
	if content.Len() > 0 {
		fmt.Fprintf(&found, "unended(%s)", content.String())
	}
	if len(f.head) > 0 {
		fmt.Fprintf(&found, "partial(%s)", f.head)
	}
	return found.String()
}

func TestRequestsAreFramed(t *testing.T) {
	chunked := "P / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
	for name, c := range map[string]struct{ text, want string }{
		"one":                  {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "head(GET / HTTP/1.1\r\nHost: x\r\n\r\n)content()"},
		"two in a row":         {"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n", "head(GET /1 HTTP/1.1\r\nHost: x\r\n\r\n)content()head(GET /2 HTTP/1.1\r\nHost: x\r\n\r\n)content()"},
		"bare LF":              {"GET / HTTP/1.1\nHost: x\nA: b\n\nGET", "head(GET / HTTP/1.1\nHost: x\nA: b\n\n)refused(bareLF)"},
		"CR LF, then LF":       {"GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\nGET", "head(GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\n)refused(bareLF)"},
		"a length":             {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabc\r\nGET", "head(POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n)content(abc\r\n)head(GET)refused(unfinished)"},
		"no content":           {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\nGET", "head(POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n)content()head(GET)refused(unfinished)"},
		"chunks":               {chunked + "3\r\nabc\r\nA;e=1\r\n0123456789\r\n0\r\n\r\nGET", "head(" + chunked + ")content(abc0123456789)head(GET)refused(unfinished)"},
		"chunks with trailer":  {chunked + "1\r\na\r\n0\r\nA: b\r\nC: d\r\n\r\nGET", "head(" + chunked + ")content(a)head(GET)refused(unfinished)"},
		"a size that is none":  {chunked + "xyz\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"an empty size":        {chunked + "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"a negative size":      {chunked + "-1\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"a size with a sign":   {chunked + "+1\r\na\r\n0\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"a size with 0x":       {chunked + "0x1\r\na\r\n0\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"a size with a space":  {chunked + "1 \r\na\r\n0\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"a huge size":          {chunked + "ffffffffffffffff\r\nGET", "head(" + chunked + ")refused(badChunk)"},
		"many digits":          {chunked + "0000000000000001\r\na\r\n0\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"a size and LF":        {chunked + "1\na\r\n0\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"CR in an extension":   {chunked + "1;a\rb\r\na\r\n0\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"NUL in an extension":  {chunked + "1;a\x00b\r\na\r\n0\r\n\r\n", "head(" + chunked + ")refused(badChunk)"},
		"a long extension":     {chunked + "1;" + strings.Repeat("a", maxChunkLine), "head(" + chunked + ")refused(badChunk)"},
		"too long a chunk":     {chunked + "1\r\nab\r\n0\r\n\r\n", "head(" + chunked + ")unended(a)refused(badChunk)"},
		"LF after a chunk":     {chunked + "1\r\na\n0\r\n\r\n", "head(" + chunked + ")unended(a)refused(badChunk)"},
		"LF after the trailer": {chunked + "0\r\nA: b\n\r\n", "head(" + chunked + ")refused(badTrailer)"},
		"no trailer field":     {chunked + "0\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "head(" + chunked + ")refused(badTrailer)"},
		"a folded trailer":     {chunked + "0\r\nA: b\r\n c\r\n\r\n", "head(" + chunked + ")refused(badTrailer)"},
		"a long trailer":       {chunked + "0\r\nA: " + strings.Repeat("a", maxTrailer), "head(" + chunked + ")refused(badTrailer)"},
		"a bad length":         {"P / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "head(P / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n)refused(badLength)"},
		"a length in the line": {"GET /?content-length:9 HTTP/1.1\r\nHost: x\r\n\r\nGET", "head(GET /?content-length:9 HTTP/1.1\r\nHost: x\r\n\r\n)content()head(GET)refused(unfinished)"},
		"empty lines first":    {"\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n\r\nGET", "head(GET / HTTP/1.1\r\nHost: x\r\n\r\n)content()head(GET)refused(unfinished)"},
		"unended":              {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", "head(POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n)unended(ab)refused(cutShort)"},
	} {
		for size := 0; size < len(c.text); size += 1 + size/50 {
			if got := found(c.text, size+1); got != c.want {
				t.Fatalf("%s in pieces of %d:\n%q, not\n%q", name, size+1, got, c.want)
			}
		}
	}
}

func TestHeadsHaveALength(t *testing.T) {
	const start, end = "GET / HTTP/1.1\r\nHost: x\r\nA: ", "\r\n\r\n"
	longest := start + strings.Repeat("a", maxHead-len(start)-len(end)) + end
	longer := start + "a" + longest[len(start):]
	for text, want := range map[string]string{
		longest + "GET":                "head(" + longest + ")content()head(GET)refused(unfinished)",
		longer + "GET":                 "head(" + longer[:maxHead] + ")refused(headTooLong)",
		strings.Repeat("a", 2*maxHead): "head(" + strings.Repeat("a", maxHead) + ")refused(targetTooLong)",
	} {
		for _, size := range []int{len(text), 5000, 4096, 1000} {
			if got := found(text, size); got != want {
				t.Errorf("%d bytes in pieces of %d: %.50q, not %.50q", len(text), size, got, want)
			}
		}
	}
}

// The lines of the chunk framing are told as they are, however they arrive.
func TestLinesOfTheChunkFramingAreTold(t *testing.T) {
	const text = "P / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
		"00a \t;x=\"y z\" ; q\r\n0123456789\r\n1\r\n\n\r\n0;last\r\nA: b\r\nb:\xf1 \r\n\r\n"
	for size := range len(text) {
		notes, _ := play(text, size+1, sayOK)
		want := []string{"chunk 00a \t;x=\"y z\" ; q", "chunk 1", "chunk 0;last", "trailer A: b", "trailer b:\xf1 "}
		if told := notes.all[0]; !slices.Equal(told.lines, want) || told.content.String() != "0123456789\n" || !told.received {
			t.Fatalf("in pieces of %d: %q", size+1, told.lines)
		}
	}
}

func TestResponsesAreFramed(t *testing.T) {
	for name, c := range map[string]struct{ method, text, want string }{
		"a length":              {"GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP", "head(HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n)content(ab)partial(HTTP)"},
		"interim first":         {"GET", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\n\r\n", "head(HTTP/1.1 100 Continue\r\n\r\n)head(HTTP/1.1 204 No\r\n\r\n)content()"},
		"HEAD":                  {"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHTTP", "head(HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n)content()partial(HTTP)"},
		"not modified":          {"GET", "HTTP/1.1 304 Not\r\nContent-Length: 2\r\n\r\nHTTP", "head(HTTP/1.1 304 Not\r\nContent-Length: 2\r\n\r\n)content()partial(HTTP)"},
		"until it closes":       {"GET", "HTTP/1.0 200 OK\r\n\r\nab\r\n\r\nc", "head(HTTP/1.0 200 OK\r\n\r\n)unended(ab\r\n\r\nc)"},
		"another coding":        {"GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\nab", "head(HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n)unended(ab)"},
		"chunked at last":       {"GET", "HTTP/1.1 200 O\r\nTransfer-Encoding: gzip\r\ntransfer-encoding: Chunked,\r\n\r\n1\r\na\r\n0\r\n\r\n", "head(HTTP/1.1 200 O\r\nTransfer-Encoding: gzip\r\ntransfer-encoding: Chunked,\r\n\r\n)content(a)"},
		"a length that is none": {"GET", "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nab", "head(HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n)unended(ab)"},
		"switching protocols":   {"GET", "HTTP/1.1 101 S\r\n\r\n\x81\x05hello\r\n\r\n", "head(HTTP/1.1 101 S\r\n\r\n)"},
	} {
		for size := range len(c.text) {
			got := parse(c.text, size+1, c.method)
			if got != c.want {
				t.Fatalf("%s in pieces of %d:\n%q, not\n%q", name, size+1, got, c.want)
			}
		}
	}
}

// FuzzFramer: however bytes arrive, the same is found, and none is made up.
func FuzzFramer(f *testing.F) {
	f.Add("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET", 2)
	f.Add("P / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 1)
	f.Add("\n\n\r\n\n", 3)
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 || size > 1<<20 || strings.Contains(text, "\x16") { // TLS is refused at once: what had come is told
			return
		}
		whole, pieces := found(text, len(text)+1), found(text, size)
		for _, method := range []string{"GET", "HEAD"} {
			whole, pieces = whole+parse(text, len(text)+1, method), pieces+parse(text, size, method)
		}
		if whole != pieces {
			t.Fatalf("in pieces of %d: %q, whole: %q", size, pieces, whole)
		}
	})
}
