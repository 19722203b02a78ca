package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// dial opens a connection of its own, which is closed with the action.
func (c *client) dial() (net.Conn, error) {
	site, err := url.Parse(c.site)
	if err != nil {
		return nil, err
	}
	conn, err := (&net.Dialer{}).DialContext(c.ctx, "tcp", site.Host)
	if err != nil {
		return nil, err
	}
	deadline, _ := c.ctx.Deadline() // every action has one
	return conn, conn.SetDeadline(deadline)
}

const head = " HTTP/1.1\r\nHost: localhost\r\n"

// hear reads responses, each with a status and this much of the pattern, or any content
// where size is below 0.
func hear(reader *bufio.Reader, status int, size int64) error {
	response, err := http.ReadResponse(reader, &http.Request{Method: "GET", URL: &url.URL{Path: "raw"}})
	if err != nil {
		return err
	}
	if response.StatusCode != status {
		return faulty(wrongStatus, "%s, not %d", response.Status, status)
	}
	if size < 0 {
		return skip(response, nil)
	}
	return want(response, 0, size)
}

func (c *client) pipelined() error {
	conn, err := c.dial()
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, strings.Repeat("GET /small.txt"+head+"\r\n", 5)); err != nil {
		return err
	}
	reader := bufio.NewReader(conn)
	for range 5 {
		if err := hear(reader, 200, 1000); err != nil {
			return err
		}
	}
	return nil
}

// malformed wants the status for what is wrong, and the end of the connection.
func (c *client) malformed() error {
	requests := []struct {
		status int
		text   string
	}{
		{400, "NONSENSE\r\n\r\n"},
		{400, "GET / HTTP/1.1\r\n\r\n"},
		{400, "GET /" + head + "Bad Name: 1\r\n\r\n"},
		{400, "GET /" + head + "Host: other\r\n\r\n"},
		{400, "POST /" + head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"},
		{400, "POST /" + head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
		{431, "GET /" + head + "X: " + strings.Repeat("x", 70_000) + "\r\n\r\n"},
	}
	request := requests[c.chance.IntN(len(requests))]
	conn, err := c.dial()
	if err != nil {
		return err
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, request.text) // it may be answered before it is whole
	reader := bufio.NewReader(conn)
	if err := hear(reader, request.status, -1); err != nil {
		return err
	}
	if rest, err := io.ReadAll(reader); err != nil || len(rest) > 0 {
		return faulty(wrongBytes, "behind the answer to %.40q: %q, %v", request.text, rest, err)
	}
	return nil
}

// requests are some of every kind.
var requests = []string{
	"GET /small.txt" + head + "\r\n",
	"GET /large.bin" + head + "\r\n",
	"GET /nothing" + head + "\r\n",
	"GET /cgi-bin/echo.sh?x" + head + "\r\n",
	"GET /cgi-bin/stream.sh" + head + "\r\n",
	"POST /cgi-bin/cat.sh" + head + "Content-Length: 20\r\n\r\n01234567890123456789",
	"POST /cgi-bin/cat.sh" + head + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
	"GET /_vitrina/reload?page=/page.html" + head + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
}

// leaves goes at any moment: within its request, before the answer, or within that; with
// a word or without one.
func (c *client) leaves() error {
	conn, err := c.dial()
	if err != nil {
		return err
	}
	defer conn.Close()
	request := requests[c.chance.IntN(len(requests))]
	sent := len(request)
	if c.chance.IntN(3) == 0 {
		sent = c.chance.IntN(sent)
	}
	if _, err := io.WriteString(conn, request[:sent]); err != nil {
		return err
	}
	switch c.chance.IntN(3) {
	case 0:
		c.shortly()
	case 1:
		if sent == len(request) {
			_, _ = conn.Read(make([]byte, 1+c.chance.IntN(2000))) // there may be less
		}
	}
	if c.chance.IntN(2) == 0 {
		return conn.(*net.TCPConn).SetLinger(0) // a reset
	}
	return nil
}

func (c *client) scriptHangs() error {
	conn, err := c.dial()
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /cgi-bin/hang.sh"+head+"\r\n"); err != nil {
		return err
	}
	c.shortly()
	return nil
}

// slow sends its request a byte at a time.
func (c *client) slow() error {
	conn, err := c.dial()
	if err != nil {
		return err
	}
	defer conn.Close()
	content := patternOf(0, 10)
	request := append([]byte("POST /cgi-bin/cat.sh"+head+fmt.Sprintf("Content-Length: %d\r\n\r\n", len(content))), content...)
	for i := range request {
		if _, err := conn.Write(request[i : i+1]); err != nil {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
	return hear(bufio.NewReader(conn), 200, int64(len(content)))
}

func (c *client) neverReads() error {
	conn, err := c.dial()
	if err != nil {
		return err
	}
	defer conn.Close()
	target := "/huge.bin"
	if c.chance.IntN(2) == 0 {
		target = "/cgi-bin/endless.sh"
	}
	if _, err := io.WriteString(conn, "GET "+target+head+"\r\n"); err != nil {
		return err
	}
	c.shortly()
	return nil
}
