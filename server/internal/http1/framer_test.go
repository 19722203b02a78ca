package http1

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// parse has a Framer parse text in pieces of a size, and returns what it found.
func parse(text string, size int, frame func([]byte) Framing) string {
	var found, content, valid strings.Builder
	f := Framer{
		SkipEmptyLines: true, MaxHead: 100,
		OnHead:    func(head []byte) Framing { fmt.Fprintf(&found, "head(%s)", head); return frame(head) },
		OnContent: func(p []byte) { content.Write(p) },
		OnEnd:     func() { fmt.Fprintf(&found, "content(%s)", content.String()); content.Reset() },
		OnValid:   func(p []byte) { valid.Write(p) },
		OnChunk:   func([]byte) {},
		OnTrailer: func([]byte) {},
		OnError:   func(code Code, p []byte) { fmt.Fprintf(&found, "broken(%s)", code) },
	}
	for piece := range slices.Chunk([]byte(text), size) {
		f.Write(piece)
	}
	if content.Len() > 0 {
		fmt.Fprintf(&found, "unended(%s)", content.String())
	}
	if len(f.Head) > 0 {
		fmt.Fprintf(&found, "partial(%s)", f.Head)
	}
	if passed := valid.String() + string(f.Head); f.Phase != Stopped && strings.ReplaceAll(passed, "\r\n", "") != strings.ReplaceAll(text, "\r\n", "") {
		fmt.Fprintf(&found, "passed(%s)", passed)
	}
	return found.String()
}

// frameRequest frames a request whose first line is not looked at.
func frameRequest(head []byte) Framing {
	_, rest, _ := strings.Cut(string(head), "\n")
	request, wrong := ParseHead([]byte("P / HTTP/1.1\r\nHost: x\r\n" + rest))
	if wrong != nil {
		return Framing{Kind: Ambiguous}
	}
	return request.Framing
}

func TestRequestsAreFramed(t *testing.T) {
	chunked := "P / X\r\nTransfer-Encoding: chunked\r\n\r\n"
	for name, c := range map[string]struct{ text, want string }{
		"one":                  {"GET / HTTP/1.1\r\nA: b\r\n\r\n", "head(GET / HTTP/1.1\r\nA: b\r\n\r\n)content()"},
		"two in a row":         {"GET /1 X\r\n\r\nGET /2 X\r\n\r\n", "head(GET /1 X\r\n\r\n)content()head(GET /2 X\r\n\r\n)content()"},
		"bare LF":              {"GET / X\nA: b\n\nGET", "head(GET / X\nA: b\n\n)"},
		"CR LF, then LF":       {"GET / X\r\nA: b\r\n\nGET", "head(GET / X\r\nA: b\r\n\n)"},
		"a length":             {"POST / X\r\nContent-Length: 5\r\n\r\nabc\r\nGET", "head(POST / X\r\nContent-Length: 5\r\n\r\n)content(abc\r\n)partial(GET)"},
		"no content":           {"POST / X\r\nContent-Length: 0\r\n\r\nGET", "head(POST / X\r\nContent-Length: 0\r\n\r\n)content()partial(GET)"},
		"chunks":               {chunked + "3\r\nabc\r\nA;e=1\r\n0123456789\r\n0\r\n\r\nGET", "head(" + chunked + ")content(abc0123456789)partial(GET)"},
		"chunks with trailer":  {chunked + "1\r\na\r\n0\r\nA: b\r\nC: d\r\n\r\nGET", "head(" + chunked + ")content(a)partial(GET)"},
		"a size that is none":  {chunked + "xyz\r\nGET / X\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"an empty size":        {chunked + "\r\nGET / X\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"a negative size":      {chunked + "-1\r\nGET / X\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"a size with a sign":   {chunked + "+1\r\na\r\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"a size with 0x":       {chunked + "0x1\r\na\r\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"a size with a space":  {chunked + "1 \r\na\r\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"a huge size":          {chunked + "ffffffffffffffff\r\nGET", "head(" + chunked + ")broken(badChunk)"},
		"many digits":          {chunked + "0000000000000001\r\na\r\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"a size and LF":        {chunked + "1\na\r\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"CR in an extension":   {chunked + "1;a\rb\r\na\r\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"NUL in an extension":  {chunked + "1;a\x00b\r\na\r\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)"},
		"a long extension":     {chunked + "1;" + strings.Repeat("a", maxChunkLine), "head(" + chunked + ")broken(badChunk)"},
		"too long a chunk":     {chunked + "1\r\nab\r\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)unended(a)"},
		"LF after a chunk":     {chunked + "1\r\na\n0\r\n\r\n", "head(" + chunked + ")broken(badChunk)unended(a)"},
		"LF after the trailer": {chunked + "0\r\nA: b\n\r\n", "head(" + chunked + ")broken(badTrailer)"},
		"no trailer field":     {chunked + "0\r\nGET / X\r\n\r\n", "head(" + chunked + ")broken(badTrailer)"},
		"a folded trailer":     {chunked + "0\r\nA: b\r\n c\r\n\r\n", "head(" + chunked + ")broken(badTrailer)"},
		"a long trailer":       {chunked + "0\r\nA: " + strings.Repeat("a", maxTrailer), "head(" + chunked + ")broken(badTrailer)"},
		"a bad length":         {"P / X\r\nContent-Length: -1\r\n\r\nGET / X\r\n\r\n", "head(P / X\r\nContent-Length: -1\r\n\r\n)"},
		"a length in the line": {"GET /?content-length:9 X\r\n\r\nGET", "head(GET /?content-length:9 X\r\n\r\n)content()partial(GET)"},
		"empty lines first":    {"\r\n\r\nGET / X\r\n\r\n\r\nGET", "head(GET / X\r\n\r\n)content()partial(GET)"},
		"unended":              {"POST / X\r\nContent-Length: 5\r\n\r\nab", "head(POST / X\r\nContent-Length: 5\r\n\r\n)unended(ab)"},
		"the longest head":     {"GET / X\r\n" + strings.Repeat("a", 87) + "\r\n\r\nGET", "head(GET / X\r\n" + strings.Repeat("a", 87) + "\r\n\r\n)"},
		"too long a head":      {"GET / X\r\n" + strings.Repeat("a", 88) + "\r\n\r\nGET", "broken(headTooLong)"},
		"a head without end":   {strings.Repeat("a", 101), "broken(headTooLong)"},
	} {
		for size := range len(c.text) {
			if got := parse(c.text, size+1, frameRequest); got != c.want {
				t.Fatalf("%s in pieces of %d:\n%q, not\n%q", name, size+1, got, c.want)
			}
		}
	}
}

// The lines of the chunk framing are told as they are, however they arrive.
func TestLinesOfTheChunkFramingAreTold(t *testing.T) {
	const text = "P / X\r\nTransfer-Encoding: chunked\r\n\r\n" +
		"00a;x=\"y z\" ; q\r\n0123456789\r\n1\r\n\n\r\n0;last\r\nA: b\r\nb:\xf1 \r\n\r\n"
	for size := range len(text) {
		told := []string{}
		f := Framer{
			MaxHead: 100, OnHead: frameRequest, OnContent: func([]byte) {}, OnEnd: func() {}, OnValid: func([]byte) {},
			OnChunk:   func(line []byte) { told = append(told, "chunk "+string(line)) },
			OnTrailer: func(line []byte) { told = append(told, "trailer "+string(line)) },
			OnError:   func(code Code, _ []byte) { t.Fatal(code) },
		}
		for piece := range slices.Chunk([]byte(text), size+1) {
			f.Write(piece)
		}
		want := []string{`chunk 00a;x="y z" ; q`, "chunk 1", "chunk 0;last", "trailer A: b", "trailer b:\xf1 "}
		if !slices.Equal(told, want) {
			t.Fatalf("in pieces of %d: %q", size+1, told)
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
			got := parse(c.text, size+1, func(head []byte) Framing { return ResponseFraming(head, c.method) })
			if got != c.want {
				t.Fatalf("%s in pieces of %d:\n%q, not\n%q", name, size+1, got, c.want)
			}
		}
	}
}

// FuzzFramer: however bytes arrive, the same is found, and none is made up.
func FuzzFramer(f *testing.F) {
	f.Add("GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET", 2)
	f.Add("P / X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 1)
	f.Add("\n\n\r\n\n", 3)
	f.Fuzz(func(t *testing.T, text string, size int) {
		if size < 1 || size > 1<<20 {
			return
		}
		whole, pieces := parse(text, len(text)+1, frameRequest), parse(text, size, frameRequest)
		if whole != pieces {
			t.Fatalf("in pieces of %d: %q, whole: %q", size, pieces, whole)
		}
	})
}
