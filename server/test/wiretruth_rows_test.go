//go:build linux

package test

import (
	"fmt"
	"strings"
)

// sentRequest is a request as it goes out on a raw socket, and how it is sent.
type sentRequest struct {
	head string
	// content is what the head announces, in its framing; body is the same without the framing,
	// and chunks and trailer are its chunk lines and trailer lines.
	content, body, trailer string
	chunks                 []string
	// asks is true where the client waits for 100 Continue before it sends its content.
	asks bool
	// alone is true where it must have a connection of its own: it, or what answers it, ends one.
	alone bool
	// refused is true where the head is, or its content: as much of it counts as it took to see that.
	refused bool
}

// wireSite has what the requests ask for. Two scripts print what they are sent, so that a
// request says what a script prints.
const wireSite = `-- index.css --
a { color: red }
-- empty.txt --
-- page.html --
<!doctype html><meta charset="utf-8"><title>x</title><p>hola
-- año.txt --
ñ
-- sub/a.txt --
a
-- cgi-bin/say.sh --
#!/bin/sh
exec cat
-- cgi-bin/nph-say.sh --
#!/bin/sh
exec cat
`

// wireRequests are requests of every kind, from tables that are crossed with each other.
func wireRequests() []sentRequest {
	all := []sentRequest{}
	add := func(method, target, version, fields string) {
		head := method + " " + target + " " + version + "\r\n" + fields + "\r\n"
		all = append(all, sentRequest{head: head, alone: target == "/%zz"}) // which is not a target: 400
	}
	targets := []string{
		"/index.css", "/page.html?q=%20&r", "/empty.txt", "/", "/sub", "/sub/", "/nothing", "/a%C3%B1o.txt", "/año.txt", "/a\xf1o.txt", "/%zz", "/.env", "http://localhost/index.css",
	}
	fields := []string{
		"",
		"hOST-x: 1\r\nx-LOWER:2\r\n",
		"X-Twice: 1\r\nx-twice: 2\r\nX-Twice: 1\r\n",
		"X-Empty:\r\nX-Spaces: \t \r\nX-Around: \t a  b\t \r\n",
		"X-Latin: \xf1\xe9\xff\r\nX-Utf8: ñé€\r\n",
		"X-Utf8: ñé€😀\r\n",
		"!#$%&'*+-.^_|~0: odd\r\n",
		"Cookie: a=1; b=2\r\nCookie: c=3\r\n",
		"Range: bytes=1-2\r\n",
		"Range: bytes=90000-\r\n",
		"If-None-Match: *\r\n",
		"Sec-Fetch-Dest: document\r\nAccept: text/html\r\n",
		"Accept: application/json\r\nAccept-Language: es\r\n",
		"X-Long: " + strings.Repeat("long ", 4000) + "\r\n",
		strings.Repeat("X-Many: many\r\n", 90),
	}
	for _, target := range targets {
		for _, each := range fields {
			add("GET", target, "HTTP/1.1", "Host: localhost\r\n"+each)
		}
	}
	for _, method := range []string{"HEAD", "OPTIONS", "PUT", "DELETE", "get", "M-SEARCH", "!#$"} {
		for _, target := range []string{"/index.css", "/page.html", "/sub", "/nothing", "/cgi-bin/say.sh"} {
			add(method, target, "HTTP/1.1", "Host: localhost\r\n")
		}
	}
	add("OPTIONS", "*", "HTTP/1.1", "Host:\r\n")
	for _, version := range []string{"HTTP/1.0", "HTTP/1.9"} {
		add("GET", "/index.css", version, "Host: localhost\r\nConnection: keep-alive\r\n")
		add("HEAD", "/nothing", version, "host:localhost\r\nConnection: Keep-Alive\r\n")
	}
	all = append(all, wireContents()...)
	for _, last := range []string{"GET /index.css HTTP/1.0\r\n\r\n", "GET /sub/ HTTP/1.1\r\nHost: localhost\r\nConnection: Close\r\n\r\n"} {
		all = append(all, sentRequest{head: last, alone: true})
	}
	for _, refused := range []string{ // the client ends its side behind each
		"GET /index.css HTTP/1.1\r\nHost: local",
		"GET /index.css HTTP/1.1\r\nHost: localhost\r\nX-Long: " + strings.Repeat("x", 66_000) + "\r\n\r\n",
		"POST /cgi-bin/say.sh HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc",
		"POST /nothing HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
	} {
		all = append(all, sentRequest{head: refused, alone: true, refused: true})
	}
	for _, row := range malformedRows() {
		request := strings.NewReplacer("HOST", "Host: localhost\r\n", "MARK", "/cgi-bin/say.sh").Replace(row.request)
		all = append(all, sentRequest{head: request, alone: true, refused: true})
	}
	return all
}

// wireContents are requests with content, in every framing, for what takes it and what does not.
func wireContents() []sentRequest {
	all := []sentRequest{}
	for _, printed := range []string{
		"Content-Type: text/plain\n\nhola",
		"content-TYPE:text/html;charset=iso-8859-1\r\nX-Latin: \xf1\r\nX-Utf8: ñ\r\n\r\n<p>\xf1",
		"Set-Cookie: a=1\nset-cookie: b=2\nSet-Cookie: a=1\nX-Empty:\nX-Spaces:  a \t b \n\n",
		"Status: 404 Nada aquí\nContent-Type: text/plain\n\nno",
		"Status: 204\n\n",
		"Status: 304\nETag: \"x\"\n\n",
		"Status: 299 \xf1\nX: y\n\nx",
		"Location: http://localhost/x\n\n",
		"Location: /index.css\n\n",
		"Content-Length: 4\nContent-Type: text/plain\n\nhola",
		"Content-Length: 2\n\nhola",
		"Content-Length: 9\n\nhola",
		"Date: yesterday\nServer: mine\nConnection: keep-alive\nTransfer-Encoding: gzip\n\nx",
		"Trailer: X-Sum\nX-Sum: 1\n\nx",
		"X-Folded: a\n  b\n\nx",
		"<p>no header at all",
		"not: a header\nno header\n\nx",
		"X-Long: " + strings.Repeat("long ", 1500) + "\n\n" + strings.Repeat("0123456789abcdef", 4096),
		"",
	} {
		all = append(all, aloneWhere(strings.HasPrefix(printed, "Content-Length: 9"), framed("/cgi-bin/say.sh", printed))...)
	}
	for _, printed := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
		"HTTP/1.1 200\r\nX: \xf1\r\n\r\nuntil the end",
		"HTTP/1.0 404 No\r\nx-lower:1\r\nX-Folded: a\r\n b\r\n\r\nno",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0003\r\ndef\r\n0;end=\"\xf1\"\r\nX-Sum: 1\r\nx-sum:  \r\n\r\n",
		"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nX: \xf1\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
		"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
		"HTTP/1.1 204 No\r\nX: y\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nnot in chunks",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: , Chunked ,\r\n\r\n2\r\nok\r\n0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok",
		"HTTP/1.1 200 OK\r\nX: the head has no end",
		"no head",
	} {
		all = append(all, aloneWhere(true, framed("/cgi-bin/nph-say.sh", printed))...)
	}
	for _, target := range []string{"/index.css", "/nothing"} {
		all = append(all, framed(target, "not read")...)
	}
	return all
}

// aloneWhere gives each request a connection of its own where the answer ends one.
func aloneWhere(ends bool, requests []sentRequest) []sentRequest {
	for i := range requests {
		requests[i].alone = requests[i].alone || ends
	}
	return requests
}

// framed are POSTs of the same content in every framing.
func framed(target, body string) []sentRequest {
	head := func(fields string) string {
		return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n"
	}
	length := fmt.Sprintf("Content-Length: %d\r\n", len(body))
	half := len(body) / 2
	chunks := []string{fmt.Sprintf("%X;name=\"a value\" ; \xf1", half), fmt.Sprintf("%08x", len(body)-half), "000;last"}
	content := ""
	if half == 0 { // there is nothing to cut
		chunks = chunks[2:]
	} else {
		content = chunks[0] + "\r\n" + body[:half] + "\r\n" + chunks[1] + "\r\n" + body[half:] + "\r\n"
	}
	const trailer = "X-Sum: \xf1\r\nx-sum:\r\n"
	content += "000;last\r\n" + trailer + "\r\n"
	return []sentRequest{
		{head: head(length), content: body, body: body},
		{head: head("Transfer-Encoding: Chunked\r\nTrailer: X-Sum\r\n"), content: content, body: body, chunks: chunks, trailer: trailer},
		{head: head("Expect: 100-Continue\r\n" + length), content: body, body: body, asks: true, alone: true},
	}
}
