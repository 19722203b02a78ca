//go:build linux

package test

import (
	"encoding/base64"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// marks is a site whose script marks a file when it runs.
const marks = lesson + "-- cgi-bin/mark.sh --\n#!/bin/sh\necho \"$QUERY_STRING\" >> ../marked\nprintf 'Content-Type: text/plain\\n\\nran'\n-- cgi-bin/echo.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nexec cat\n"

// malformedRow is a request that is refused. HOST and MARK stand for a Host line and a
// path to a script that must never run.
type malformedRow struct {
	request string
	status  int
	reason  string
}

func malformedRows() []malformedRow {
	post := func(fields, content string) string {
		return "POST MARK HTTP/1.1\r\nHOST" + fields + "\r\n" + content
	}
	chunks := func(content string) string { return post("Transfer-Encoding: chunked\r\n", content) }
	const none = "0\r\n\r\n"
	return []malformedRow{
		// RFC 9112, section 6: two ways to say where the content ends, or none that can be read.
		{post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", none), 400, "lengthAndCoding"},
		{post("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", none), 400, "lengthAndCoding"},
		{post("Content-Length: 0\r\nContent-Length: 50\r\n", ""), 400, "twoLengths"},
		{post("Content-Length: 0\r\ncontent-length: 0\r\n", ""), 400, "twoLengths"},
		{post("Content-Length: +5\r\n", "12345"), 400, "badLength"},
		{post("Content-Length: -1\r\n", ""), 400, "badLength"},
		{post("Content-Length: 0x5\r\n", "12345"), 400, "badLength"},
		{post("Content-Length: 5,6\r\n", "12345"), 400, "badLength"},
		{post("Content-Length: 5, 5\r\n", "12345"), 400, "badLength"},
		{post("Content-Length: \r\n", ""), 400, "badLength"},
		{post("Content-Length: 5 \x0b\r\n", "12345"), 400, "controlCharacter"},
		{post("Content-Length: 99999999999999999999\r\n", ""), 400, "badLength"},
		{post("Transfer-Encoding: identity\r\n", ""), 400, "notChunked"},
		{post("Transfer-Encoding: xchunked\r\n", none), 400, "notChunked"},
		{post("Transfer-Encoding: chun\u212aed\r\n", none), 400, "notChunked"}, // with a Kelvin sign
		{post("Transfer-Encoding: chunked, identity\r\n", none), 400, "notChunked"},
		{post("Transfer-Encoding: chunked;a=b\r\n", none), 400, "notChunked"},
		{post("Transfer-Encoding:\r\n", none), 400, "notChunked"},
		{post("Transfer-Encoding: \x0bchunked\r\n", none), 400, "controlCharacter"},
		{post("Transfer-Encoding: gzip, chunked\r\n", none), 501, "unknownCoding"},
		{post("Transfer-Encoding: chunked, chunked\r\n", none), 400, "twiceChunked"},
		{post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", none), 400, "twiceChunked"},
		{post("Transfer-Encoding : chunked\r\n", none), 400, "spaceBeforeColon"},
		{post("Transfer-Encoding:\r\n chunked\r\n", none), 400, "foldedLine"},
		{post("Transfer\x00-Encoding: chunked\r\n", none), 400, "badFieldName"},
		{"POST MARK HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + none, 400, "codingInHTTP10"},
		{"POST MARK HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n" + none, 400, "codingInHTTP10"},

		// Section 7.1: chunks.
		{chunks("x\r\n"), 400, "badChunk"},
		{chunks("\r\n" + none), 400, "badChunk"},
		{chunks("-1\r\n"), 400, "badChunk"},
		{chunks("1 \r\na\r\n" + none), 400, "badChunk"}, // spaces are for an extension alone
		{chunks(" 1;a\r\na\r\n" + none), 400, "badChunk"},
		{chunks("0x0\r\n\r\n"), 400, "badChunk"},
		{chunks("ffffffffffffffff\r\n"), 400, "badChunk"},
		{chunks("0\n\n"), 400, "badChunk"},
		{chunks("1\na\r\n" + none), 400, "badChunk"},
		{chunks("1\r\nab\r\n" + none), 400, "badChunk"},
		{chunks("1\r\na\n" + none), 400, "badChunk"},
		{chunks("1;x\ry\r\na\r\n" + none), 400, "badChunk"},
		{chunks("1\r\na\r\n0\r\nX : y\r\n\r\n"), 400, "badTrailer"},
		{chunks("1\r\na\r\n0\r\nGET / HTTP/1.1\r\n\r\n"), 400, "badTrailer"},
		{post("Transfer-Encoding: chunked\r\nTrailer: Content-Length\r\n", none), 400, "badTrailer"},
		{post("Transfer-Encoding: chunked\r\nTrailer: Trailer\r\n", none), 400, "badTrailer"},
		{chunks("0\r\n" + strings.Repeat("X: 12345\r\n", 500)), 400, "badTrailer"},                  // many lines
		{"GET /index.css HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\nx\r\n", 400, "badChunk"}, // asked of a file
		{"GET /nothing HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", 400, "badChunk"},

		// Sections 2.2 and 5: lines.
		{"GET MARK HTTP/1.1\r\nHOSTA: b\r\n c\r\n\r\n", 400, "foldedLine"},
		{"GET MARK HTTP/1.1\r\nHOSTA: b\r\n\t\r\n\r\n", 400, "foldedLine"},
		{"GET MARK HTTP/1.1\r\n A: b\r\nHOST\r\n", 400, "spaceBeforeFields"},
		{"GET MARK HTTP/1.1\r\n\t\r\nHOST\r\n", 400, "spaceBeforeFields"},
		{"GET MARK HTTP/1.1\r\nHost : localhost\r\n\r\n", 400, "spaceBeforeColon"},
		{"GET MARK HTTP/1.1\nHost: localhost\n\n", 400, "bareLF"},
		{"GET MARK HTTP/1.1\r\nHOSTA: b\n\r\n", 400, "bareLF"},
		{"GET MARK HTTP/1.1\r\nHOST\n", 400, "bareLF"},
		{"\nGET MARK HTTP/1.1\r\nHOST\r\n", 400, "bareLF"},
		{"GET MARK HTTP/1.1\r\nHOSTA: b\rC: d\r\n\r\n", 400, "bareCR"},
		{"GET MARK HTTP/1.1\rHOST\r\n", 400, "bareCR"},
		{"GET MARK HTTP/1.1\r\nHOSTnothing\r\n\r\n", 400, "noColon"},
		{"GET MARK HTTP/1.1\r\nHOST: nothing\r\n\r\n", 400, "badFieldName"},
		{"GET MARK HTTP/1.1\r\nHOSTBad Name: 1\r\n\r\n", 400, "badFieldName"},
		{"GET MARK HTTP/1.1\r\nHOSTA: \x00\r\n\r\n", 400, "controlCharacter"},
		{"GET MARK HTTP/1.1\r\nHOSTA: \x7f\r\n\r\n", 400, "controlCharacter"},
		{"GET MARK%\x00 HTTP/1.1\r\nHOST\r\n", 400, "controlCharacter"},
		{"GET\tMARK HTTP/1.1\r\nHOST\r\n", 400, "controlCharacter"},

		// Section 3: the request line.
		{"GET MARK#a HTTP/1.1\r\nHOST\r\n", 400, "fragmentTarget"},
		{"GET MARK?a#b HTTP/1.1\r\nHOST\r\n", 400, "fragmentTarget"},
		{" GET MARK HTTP/1.1\r\nHOST\r\n", 400, "badRequestLine"},
		{"GET  MARK HTTP/1.1\r\nHOST\r\n", 400, "badRequestLine"},
		{"GET MARK x HTTP/1.1\r\nHOST\r\n", 400, "badRequestLine"},
		{"GET MARK\r\n\r\n", 400, "badRequestLine"},
		{"NONSENSE\r\n\r\n", 400, "badRequestLine"},
		{"G(T MARK HTTP/1.1\r\nHOST\r\n", 400, "badMethod"},
		{"GET /cgi-bin/mark.sh%zz HTTP/1.1\r\nHOST\r\n", 400, "badTarget"},
		{"GET cgi-bin/mark.sh HTTP/1.1\r\nHOST\r\n", 400, "badTarget"},
		{"CONNECT MARK HTTP/1.1\r\nHOST\r\n", 400, "badTarget"}, // which wants a host and a port
		{"CONNECT * HTTP/1.1\r\nHOST\r\n", 400, "badTarget"},
		{"CONNECT http://localhost/ HTTP/1.1\r\nHOST\r\n", 400, "badTarget"},
		{"GET MARK HTTP/1.x\r\nHOST\r\n", 400, "badVersion"},
		{"GET MARK http/1.1\r\nHOST\r\n", 400, "badVersion"},
		{"GET MARK HTTP/2.0\r\nHOST\r\n", 505, "otherVersion"},
		{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "otherVersion"},
		{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "tls"},

		// Section 3.2: the host.
		{"GET MARK HTTP/1.1\r\n\r\n", 400, "noHost"},
		{"GET MARK HTTP/1.1\r\nHOSTHOST\r\n", 400, "twoHosts"},
		{"GET MARK HTTP/1.0\r\nHOSTHost: evil.example\r\n\r\n", 400, "twoHosts"},
		{"GET MARK HTTP/1.1\r\nHost: local host\r\n\r\n", 400, "badHost"},
		{"GET MARK HTTP/1.1\r\nHost: evil.example@localhost\r\n\r\n", 400, "badHost"},
		{"GET MARK HTTP/1.1\r\nHost: localhost:port\r\n\r\n", 400, "badHost"},
		{"GET MARK HTTP/1.1\r\nHost: localhost:99999\r\n\r\n", 400, "badHost"},
		{"GET MARK HTTP/1.1\r\nHost: [:::::]\r\n\r\n", 400, "badHost"},
		{"GET MARK HTTP/1.1\r\nHost: local%zzhost\r\n\r\n", 400, "badHost"},
		{"GET MARK HTTP/1.2\r\n\r\n", 400, "noHost"},

		// RFC 9110, section 10.1.1.
		{post("Expect: much\r\nContent-Length: 0\r\n", ""), 417, "unknownExpectation"},
		{"GET MARK HTTP/1.1\r\nHOSTExpect: 100-continue\r\nExpect: more\r\n\r\n", 417, "unknownExpectation"},
	}
}

// What is malformed is answered once, by a refusal that says why; no request that hides
// behind it is read, and the whole is an exchange.
func TestMalformedRequestsAreRefused(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, marks)
	site := e.start(root)
	reasons := map[string]bool{}
	for i, row := range malformedRows() {
		fill := strings.NewReplacer("MARK", fmt.Sprintf("/cgi-bin/mark.sh?own-%d", i), "HOST", "Host: localhost\r\n").Replace
		request := fill(row.request)
		hidden := fill("GET /cgi-bin/mark.sh?hidden HTTP/1.1\r\nHOST\r\n")
		raw := sendRaw(t, site.URL, request+hidden+hidden)
		got := parse(t, "GET", raw)
		if got.status != row.status || raw != got.head+got.body || !strings.Contains(got.head, "\r\nConnection: close\r\n") || !strings.Contains(got.body, "RFC ") {
			t.Errorf("%q: %s", request, raw)
		}
		x := onlyExchange(e, site.ID)
		head := x.Request.Head
		if x.Request.HeadBase64 != "" {
			bytes, err := base64.StdEncoding.DecodeString(x.Request.HeadBase64)
			if err != nil {
				t.Fatal(err)
			}
			head = string(bytes)
		}
		if !strings.HasPrefix(request+hidden, head) || len(head) < 5 && head != "\n" || x.Response.Head != got.head || x.Kind != protocol.KindError {
			t.Errorf("%q is recorded as %+v", request, x)
		}
		if noteCodes(x.Notes) != "malformed."+row.reason || !strings.Contains(x.Notes[0].Message, "(RFC ") || strings.Contains(x.Notes[0].Message, "{") {
			t.Errorf("%q: the notes are %+v", request, x.Notes)
		}
		reasons[row.reason] = true
		if _, err := os.Stat(filepath.Join(root, "marked")); err == nil {
			t.Fatalf("%q: a script ran", request)
		}
	}
	// TestHeadsAreLimited, TestHalfClosedClientsAreAnswered (both), http1's TestALateHeadIsRefused, TestLargeHeadsAreBounded
	elsewhere := []string{"headTooLong", "targetTooLong", "unfinished", "cutShort", "tooSlow", "noRoom"}
	for _, reason := range allReasons(t) {
		if reasons[reason] == slices.Contains(elsewhere, reason) {
			t.Errorf("%s has a row: %v", reason, reasons[reason])
		}
	}
}

// allReasons are the values of http1's constants of type Code.
func allReasons(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../internal/http1/rejection.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if named, ok := spec.Type.(*ast.Ident); ok && named.Name == "Code" {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, value)
		}
		return false
	})
	if len(all) == 0 {
		t.Fatal("no reason was found")
	}
	return all
}

// onlyExchange waits for the one exchange of a site, whole, and has it forgotten.
func onlyExchange(e *editor, siteID string) protocol.Exchange {
	e.t.Helper()
	var all []protocol.ExchangeSummary
	eventually(e.t, func() bool {
		all = exchangesOf(e, siteID)
		return len(all) == 1 && all[0].Complete
	}, func() string { return fmt.Sprintf("not one exchange: %+v", all) })
	var x protocol.Exchange
	e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: all[0].ID}, &x)
	e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{}, nil)
	return x
}

// A browser gets the refusal as a page, in its language; a HEAD gets no content.
func TestARefusalIsReadable(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, marks))
	got := parse(t, "GET", sendRaw(t, s.url, "GET / HTTP/1.1\nHost: localhost\nAccept: text/html\nAccept-Language: es\n\n"))
	if got.status != 400 || got.header.Get("Content-Language") != "es" || !strings.Contains(got.body, "sección 2.2") || !strings.Contains(got.body, "<h1>") {
		t.Errorf("%s%s", got.head, got.body)
	}
	if raw := sendRaw(t, s.url, "HEAD / HTTP/1.1\r\n\r\n"); !strings.HasPrefix(raw, "HTTP/1.1 400 ") || !strings.HasSuffix(raw, "\r\n\r\n") || strings.Count(raw, "\r\n\r\n") != 1 {
		t.Errorf("HEAD: %q", raw)
	}
}

// A head may be 64 KiB long, with its empty line, and not one byte longer, wherever the
// bytes are.
func TestHeadsAreLimited(t *testing.T) {
	t.Parallel()
	const most = 64 << 10
	e := newEditor(t, true)
	root := folder(t, marks)
	site := e.start(root)
	line := func(n int) string { return strings.Repeat("x", n) }
	for name, of := range map[string]func(n int) string{
		"one line": func(n int) string { return "GET /index.css HTTP/1.1\r\nHost: localhost\r\nX: " + line(n) + "\r\n\r\n" },
		"one name": func(n int) string { return "GET /index.css HTTP/1.1\r\nHost: localhost\r\n" + line(n) + ": x\r\n\r\n" },
		"target":   func(n int) string { return "GET /index.css?" + line(n) + " HTTP/1.1\r\nHost: localhost\r\n\r\n" },
		"to script": func(n int) string {
			return "GET /cgi-bin/mark.sh HTTP/1.1\r\nHost: localhost\r\nX: " + line(n) + "\r\n\r\n"
		},
		"many lines": func(n int) string {
			const each = "X-Line: x\r\n"
			return "GET /index.css HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat(each, n/len(each)-1) + "X: " + line(n%len(each)+len(each)-5) + "\r\n\r\n"
		},
	} {
		room := most - len(of(1000)) + 1000
		tooLong, reason := 431, "malformed.headTooLong"
		if name == "target" {
			tooLong, reason = 414, "malformed.targetTooLong"
		}
		for extra, status := range map[int]int{0: 200, 1: tooLong, 200_000: tooLong} {
			head := of(room + extra)
			if len(head) != most+extra {
				t.Fatalf("%s: %d bytes", name, len(head))
			}
			got := parse(t, "GET", sendRaw(t, site.URL, head+"GET /cgi-bin/mark.sh HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n"))
			if got.status != status {
				t.Errorf("%s, %d bytes: %s", name, len(head), got.head)
			}
			if status != 200 {
				x := onlyExchange(e, site.ID)
				if x.Request.Head != head[:most] || noteCodes(x.Notes) != reason || x.Status != status {
					t.Errorf("%s: %d bytes of the head are kept, %+v", name, len(x.Request.Head), x.ExchangeSummary)
				}
				if _, err := os.Stat(filepath.Join(root, "marked")); err == nil {
					t.Fatalf("%s: a script ran", name)
				}
			} else {
				eventually(t, func() bool { all := exchangesOf(e, site.ID); return len(all) == 2 && all[1].Complete }, func() string { return "not two exchanges" })
				e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{}, nil)
				if err := os.Remove(filepath.Join(root, "marked")); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	// A head that never ends is refused when it is too long, and not kept on being read.
	if got := parse(t, "GET", sendRaw(t, site.URL, "GET / HTTP/1.1\r\nX: "+line(most))); got.status != 431 {
		t.Errorf("%s", got.head)
	}
}

// What is malformed behind a request does not disturb it, though it is known of meanwhile.
func TestARequestIsNotDisturbedByTheNext(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- cgi-bin/slow.sh --\n#!/bin/sh\nread line < ../go\nprintf 'Content-Type: text/plain\\n\\nwhole'\n")
	letGo := fifo(t, filepath.Join(root, "go"))
	site := e.start(root)
	const first = "GET /cgi-bin/slow.sh HTTP/1.1\r\nHost: localhost\r\n\r\n"
	for _, next := range []string{
		"NONSENSE\r\n\r\n", "\x16\x03\x01", strings.Repeat("x", 70_000),
		"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
	} {
		conn := dial(t, site.URL)
		if _, err := io.WriteString(conn, first+next); err != nil {
			t.Fatal(err)
		}
		var known []protocol.ExchangeSummary
		eventually(t, func() bool {
			known = exchangesOf(e, site.ID)
			return len(known) == 2
		}, func() string { return fmt.Sprintf("%.40q: %+v", next, known) })
		letGo()
		all, err := io.ReadAll(conn)
		if err != nil {
			t.Fatal(err)
		}
		raw := string(all)
		got := parse(t, "GET", raw)
		if got.status != 200 || got.body != "whole" || !strings.Contains(raw, "\r\n0\r\n\r\nHTTP/1.1 4") {
			t.Errorf("%.40q: %s", next, raw)
		}
		eventually(t, func() bool { return exchangesOf(e, site.ID)[1].Complete }, func() string { return "the second is not over" })
		e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{}, nil)
	}
	letGo() // one that leaves is waited for a moment only
	if raw := halfClosed(t, site.URL, first+"GET /"); !strings.Contains(raw, "whole") || !strings.Contains(raw, "HTTP/1.1 400 ") {
		t.Errorf("half a request: %s", raw)
	}
}

// Where a request is refused before its content is read, nothing behind it is read either,
// whether the content is there already or comes later.
func TestNothingIsReadBehindContentThatNobodyReads(t *testing.T) {
	t.Parallel()
	root := folder(t, marks)
	s := serve(t, root)
	const hidden = "GET /cgi-bin/mark.sh HTTP/1.1\r\nHost: localhost\r\n\r\n"
	for path, fields := range map[string]string{
		"/cgi-bin/nothing": "", "/index.css": "", "/index.css?1": "Host: evil.example\r\n", "/index.css?2": "Expect: 100-continue\r\n", "/_vitrina/reload.js": "", "/.hidden": "",
	} {
		if !strings.HasPrefix(fields, "Host:") {
			fields += "Host: localhost\r\n"
		}
		head := "POST " + path + " HTTP/1.1\r\n" + fields + "Transfer-Encoding: chunked\r\n\r\n"
		for _, pieces := range [][]string{{head + "1\r\nab\r\n" + hidden}, {head, "1\r\nab\r\n" + hidden}, {head + "1\r\na", "b" + hidden}} {
			conn := dial(t, s.url)
			for _, piece := range pieces {
				if _, err := io.WriteString(conn, piece); err != nil {
					t.Fatal(err)
				}
			}
			raw, err := io.ReadAll(conn)
			if got := parse(t, "POST", string(raw)); err != nil || got.status < 400 || string(raw) != got.head+got.body {
				t.Errorf("%s: %q, %v", pieces, raw, err)
			}
			if _, err := os.Stat(filepath.Join(root, "marked")); err == nil {
				t.Fatalf("%s: a script ran", pieces)
			}
		}
	}
}

// Content that nobody asked for is looked at before the answer, also where it comes late.
func TestMalformedContentThatComesLateIsRefused(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, marks))
	for _, path := range []string{"/index.css", "/nothing", "/cgi-bin/echo.sh"} {
		conn := dial(t, site.URL)
		if _, err := io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		eventually(t, func() bool { return len(exchangesOf(e, site.ID)) == 1 }, func() string { return "the head was not read" })
		if _, err := io.WriteString(conn, "1\r\nab\r\n"); err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(conn)
		if got := parse(t, "GET", string(raw)); err != nil || got.status != 400 || string(raw) != got.head+got.body {
			t.Errorf("%s: %q, %v", path, raw, err)
		}
		if x := onlyExchange(e, site.ID); noteCodes(x.Notes) != "malformed.badChunk" {
			t.Errorf("%s: %+v", path, x.Notes)
		}
	}
}
