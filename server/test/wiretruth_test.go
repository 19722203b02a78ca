//go:build linux

package test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"vitrina/server/internal/protocol"
)

// receivedResponse is a response as it came on a raw socket.
type receivedResponse struct {
	head, body, trailer string
	chunks              []string
	interim             []string
}

// What the panel is told of a request and its response are the bytes that a raw socket sent and
// received: heads, bodies, chunk lines, trailers and interim responses.
func TestThePanelIsToldWhatCrossedTheWire(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, wireSite))
	requests := wireRequests()
	received := make([]receivedResponse, 0, len(requests))
	for i := 0; i < len(requests); {
		many := 1
		for !requests[i].alone && many < 25 && i+many < len(requests) && !requests[i+many].alone {
			many++
		}
		received = append(received, exchanged(t, site.URL, requests[i:i+many])...)
		i += many
	}
	if len(requests) < 300 {
		t.Errorf("only %d requests", len(requests))
	}
	all := recordedInOrder(e, len(requests))
	wrong := 0
	for i, request := range requests {
		var x protocol.Exchange
		e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: all[i].ID}, &x)
		for _, problem := range differences(e, x, request, received[i]) {
			if wrong++; wrong < 30 {
				t.Errorf("%.120q %.60q:\n%s", request.head, request.content, problem)
			}
		}
	}
}

// A client that goes away in the middle got no more than is told.
func TestWhatAnAbortedClientGotIsTold(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, wireSite)
	large := strings.Repeat("0123456789abcdef", 1<<20)
	write(t, filepath.Join(root, "large.txt"), large)
	site := e.start(root)
	conn := dial(t, site.URL).(*net.TCPConn)
	const head = "GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"
	send(t, conn, head)
	got := make([]byte, 200_000)
	if _, err := io.ReadFull(conn, got); err != nil {
		t.Fatal(err)
	}
	if err := conn.SetLinger(0); err != nil { // the end is a reset
		t.Fatal(err)
	}
	_ = conn.Close()
	x := recordedInOrder(e, 1)[0]
	var whole protocol.Exchange
	e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: x.ID}, &whole)
	cameHead, body, _ := cutHead(string(got))
	told := wholeBody(e, x.ID, protocol.BodyOfResponse)
	if whole.Request.Head != head || whole.Response.Head != cameHead || !strings.HasPrefix(told, body) || x.Bytes >= int64(len(large)) {
		t.Errorf("%q %q: %d bytes, and %d came", whole.Request.Head, whole.Response.Head, x.Bytes, len(body))
	}
	if !strings.Contains(noteCodes(x.Notes), "connectionClosed") {
		t.Errorf("the notes are %s", noteCodes(x.Notes))
	}
}

// recordedInOrder are the summaries of all exchanges once all are complete.
func recordedInOrder(e *editor, many int) []protocol.ExchangeSummary {
	e.t.Helper()
	var list protocol.ExchangeListResult
	complete := func() bool {
		e.must(protocol.MethodExchangeList, protocol.ExchangeListParams{}, &list)
		all := list.Exchanges
		return len(all) == many && !slices.ContainsFunc(all, func(x protocol.ExchangeSummary) bool { return !x.Complete })
	}
	eventually(e.t, complete, func() string {
		return fmt.Sprintf("%d exchanges of %d, or not all complete", len(list.Exchanges), many)
	})
	return list.Exchanges
}

// exchanged sends requests on one connection, one right behind the other, and returns what came
// back.
func exchanged(t *testing.T, site string, requests []sentRequest) []receivedResponse {
	t.Helper()
	conn := dial(t, site).(*net.TCPConn)
	defer conn.Close()
	sent, begun := make(chan error, 1), make(chan struct{})
	allBegun := sync.OnceFunc(func() { close(begun) })
	defer allBegun()
	if requests[0].refused { // because nothing more comes, too
		allBegun()
	}
	// Once the client sends nothing any more, the server waits for the response to begin for a second only, which may be
	// too short for a busy machine: until then the client is silent.
	closeWrite := func() error {
		<-begun
		return conn.CloseWrite()
	}
	var stream []byte
	if requests[0].asks {
		send(t, conn, requests[0].head)
		stream = make([]byte, len("HTTP/1.1 100"))
		if _, err := io.ReadFull(conn, stream); err != nil { // 100 Continue, or an answer that does not ask
			t.Fatal(err)
		}
		if bytes.HasSuffix(stream, []byte("100")) {
			send(t, conn, requests[0].content)
		}
		go func() { sent <- closeWrite() }()
	} else {
		go func() { // who sends and does not read, waits for a server that waits for a reader
			var err error
			for _, request := range requests {
				if err == nil {
					_, err = io.WriteString(conn, request.head+request.content)
				}
			}
			if err == nil {
				err = closeWrite()
			}
			sent <- err
		}()
	}
	for buffer := make([]byte, 1<<16); ; {
		if len(finalStatus.FindAll(stream, len(requests))) == len(requests) {
			allBegun()
		}
		n, err := conn.Read(buffer)
		stream = append(stream, buffer[:n]...)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%.120q: %v", requests[0].head, err)
		}
	}
	allBegun()
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
	return responses(t, requests, string(stream))
}

// finalStatus is the beginning of a response that is not interim.
var finalStatus = regexp.MustCompile(`HTTP/1\.\d [2-9]\d\d`)

// responses takes the response to each request off a stream.
func responses(t *testing.T, requests []sentRequest, stream string) []receivedResponse {
	t.Helper()
	all := []receivedResponse{}
	for _, request := range requests {
		var next receivedResponse
		next, stream = nextResponse(t, request, stream)
		all = append(all, next)
	}
	if stream != "" {
		t.Errorf("%.120q: more came than was asked for: %.200q", requests[0].head, stream)
	}
	return all
}

func send(t *testing.T, conn net.Conn, text string) {
	t.Helper()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
}

// nextResponse takes the response to a request off a stream (RFC 9112, section 6.3).
func nextResponse(t *testing.T, request sentRequest, stream string) (r receivedResponse, rest string) {
	t.Helper()
	for {
		head, behind, found := cutHead(stream)
		if !found && strings.Contains(request.head, "/nph-") {
			r.head = stream // a script that writes no head, or none with an end
			return r, ""
		}
		if !found {
			t.Fatalf("%.120q %.60q: no response in %.200q", request.head, request.content, stream)
		}
		status, _ := strconv.Atoi(strings.Fields(head)[1])
		if status >= 100 && status < 200 {
			r.interim, stream = append(r.interim, head), behind
			continue
		}
		r.head, rest = head, behind
		if method, _, _ := strings.Cut(request.head, " "); method == "HEAD" || status == 204 || status == 304 {
			return r, rest
		}
		break
	}
	length, codings := -1, []string{}
	for _, line := range strings.Split(strings.ToLower(r.head), "\n") {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch value = strings.TrimSpace(value); name {
		case "transfer-encoding":
			codings = append(codings, strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })...)
		case "content-length":
			if n, err := strconv.Atoi(value); err == nil {
				length = n
			}
		}
	}
	if n := len(codings); n > 0 && codings[n-1] == "chunked" {
		return r.cutChunks(t, rest)
	}
	if length < 0 || length > len(rest) { // until the end, or cut short
		length = len(rest)
	}
	r.body = rest[:length]
	return r, rest[length:]
}

func (r receivedResponse) cutChunks(t *testing.T, stream string) (receivedResponse, string) {
	t.Helper()
	for {
		line, behind, _ := strings.Cut(stream, "\r\n")
		digits, _, _ := strings.Cut(line, ";")
		size, err := strconv.ParseInt(digits, 16, 32)
		if err != nil || int(size) > len(behind) {
			t.Fatalf("a chunk in %.200q: %v", stream, err)
		}
		r.chunks = append(r.chunks, line)
		if size == 0 {
			stream = behind
			break
		}
		r.body += behind[:size]
		stream = strings.TrimPrefix(behind[size:], "\r\n")
	}
	for {
		line, behind, _ := strings.Cut(stream, "\r\n")
		if stream = behind; line == "" {
			return r, stream
		}
		r.trailer += line + "\r\n"
	}
}

// differences are what the panel is told otherwise than it crossed the wire.
func differences(e *editor, x protocol.Exchange, sent sentRequest, came receivedResponse) []string {
	e.t.Helper()
	found := []string{}
	compare := func(what, told, was string) {
		if told != was {
			found = append(found, fmt.Sprintf("%s is told as %.300q, but was %.300q", what, told, was))
		}
	}
	head := headBytes(e.t, x.Request.Head, x.Request.HeadBase64)
	compare("the response's head", headBytes(e.t, x.Response.Head, x.Response.HeadBase64), came.head)
	compare("the response's body", wholeBody(e, x.ID, protocol.BodyOfResponse), came.body)
	if sent.refused {
		compare("the request's head", head, sent.head[:min(len(head), len(sent.head))])
		return found
	}
	compare("the request's head", head, sent.head)
	if sent.asks && len(came.interim) == 0 {
		sent.body = "" // nobody asked for it, so it was not sent
	}
	compare("the request's body", wholeBody(e, x.ID, protocol.BodyOfRequest), sent.body)
	chunking := func(of string, told *protocol.Chunked, chunks []string, trailer string) {
		lines, tail := []string{}, ""
		if told != nil {
			for _, chunk := range told.Chunks {
				lines = append(lines, chunk.Line)
			}
			tail = told.Trailer
		}
		for i, chunk := range chunks {
			chunks[i] = asText(chunk)
		}
		compare("the chunks of the "+of, fmt.Sprintf("%q", lines), fmt.Sprintf("%q", append([]string{}, chunks...)))
		compare("the trailer of the "+of, tail, asText(trailer))
	}
	chunking("request", x.Request.Chunked, sent.chunks, sent.trailer)
	chunking("response", x.Response.Chunked, came.chunks, came.trailer)
	interim := []string{}
	for _, each := range x.Interim {
		interim = append(interim, headBytes(e.t, each.Head, each.HeadBase64))
	}
	compare("what went before", fmt.Sprintf("%q", interim), fmt.Sprintf("%q", append([]string{}, came.interim...)))
	return found
}

// wholeBody is all of a body that is kept.
func wholeBody(e *editor, id string, of protocol.BodyOf) string {
	e.t.Helper()
	var result struct {
		DataBase64 []byte `json:"dataBase64"`
	}
	e.must(protocol.MethodExchangeBody, protocol.ExchangeBodyParams{ID: id, Of: of, Length: 1 << 20}, &result)
	return string(result.DataBase64)
}

// headBytes are the bytes of a head as the protocol tells them.
func headBytes(t *testing.T, head, inBase64 string) string {
	t.Helper()
	if inBase64 == "" {
		return head
	}
	data, err := base64.StdEncoding.DecodeString(inBase64)
	if err != nil {
		t.Fatal(err)
	}
	if asText(string(data)) != head {
		t.Errorf("the text %q is not that of the bytes %q", head, data)
	}
	return string(data)
}

// asText reads bytes as the protocol says: as UTF-8 where they are that, else as ISO-8859-1.
func asText(data string) string {
	if strings.ToValidUTF8(data, "") == data {
		return data
	}
	var text bytes.Buffer
	for i := range len(data) {
		text.WriteRune(rune(data[i]))
	}
	return text.String()
}
