package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// ask sends a request, wants a status, and gives the response for its body to be read.
func (c *client) ask(status int, method, target string, content io.Reader, fields ...string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(c.ctx, method, strings.TrimSuffix(c.site, "/")+target, content)
	if err != nil {
		return nil, err
	}
	for i := 0; i+1 < len(fields); i += 2 {
		r.Header.Set(fields[i], fields[i+1])
	}
	response, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != status {
		body, _ := io.ReadAll(io.LimitReader(response.Body, 300)) // what there is
		_ = response.Body.Close()
		return nil, faulty(wrongStatus, "%s %s %v: %s, not %d: %q", method, target, fields, response.Status, status, body)
	}
	return response, nil
}

// want reads a body, which is to be the pattern from one place to another.
func want(response *http.Response, from, to int64) error {
	defer response.Body.Close()
	buffer := make([]byte, 32<<10)
	for at := from; ; {
		n, err := response.Body.Read(buffer)
		for i, b := range buffer[:n] {
			if at+int64(i) >= to || b != pattern(at+int64(i)) {
				return faulty(wrongBytes, "%s: byte %d", response.Request.URL, at+int64(i))
			}
		}
		at += int64(n)
		switch {
		case err == io.EOF && at == to:
			return nil
		case err != nil:
			return faulty(shortBody, "%s: %d bytes of %d: %v", response.Request.URL, at-from, to-from, err)
		}
	}
}

// wantText reads a body, which is to be a text.
func wantText(response *http.Response, text string) error {
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return faulty(shortBody, "%s: %v", response.Request.URL, err)
	}
	if string(body) != text {
		return faulty(wrongBytes, "%s: %.100q, not %.100q", response.Request.URL, body, text)
	}
	return nil
}

// skip reads a body, whatever it is.
func skip(response *http.Response, err error) error {
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return faulty(shortBody, "%s: %v", response.Request.URL, err)
	}
	return nil
}

func (c *client) smallFile() error {
	target, size := "/small.txt", int64(1000)
	if c.chance.IntN(4) == 0 {
		target, size = "/medium.css", 50_000
	}
	response, err := c.ask(200, "GET", target, nil)
	if err != nil {
		return err
	}
	return want(response, 0, size)
}

func (c *client) largeFile() error {
	response, err := c.ask(200, "GET", "/large.bin", nil)
	if err != nil {
		return err
	}
	return want(response, 0, largeSize)
}

func (c *client) byteRange() error {
	from := c.chance.Int64N(largeSize)
	to := min(largeSize, from+1+c.chance.Int64N(100_000))
	response, err := c.ask(206, "GET", "/large.bin", nil, "Range", fmt.Sprintf("bytes=%d-%d", from, to-1))
	if err != nil {
		return err
	}
	return want(response, from, to)
}

func (c *client) badRange() error {
	return skip(c.ask(416, "GET", "/small.txt", nil, "Range", "bytes=2000-"))
}

func (c *client) conditional() error {
	response, err := c.ask(200, "HEAD", "/medium.css", nil)
	if err != nil {
		return err
	}
	_ = response.Body.Close() // there is none
	return skip(c.ask(304, "GET", "/medium.css", nil, "If-None-Match", response.Header.Get("ETag")))
}

func (c *client) notFound() error {
	return skip(c.ask(404, "GET", fmt.Sprintf("/nothing-%d", c.chance.Int()), nil))
}

func (c *client) folder() error {
	if err := skip(c.ask(301, "GET", "/folder", nil)); err != nil {
		return err
	}
	return skip(c.ask(200, "GET", "/folder/", nil, "Accept", "text/html"))
}

func (c *client) otherMethods() error {
	if err := skip(c.ask(405, "POST", "/small.txt", strings.NewReader("content"))); err != nil {
		return err
	}
	return skip(c.ask(204, "OPTIONS", "/small.txt", nil))
}

func (c *client) scriptEchoes(script string) error {
	query := fmt.Sprint("n=", c.chance.Int())
	response, err := c.ask(200, "GET", "/cgi-bin/"+script+"?"+query, nil)
	if err != nil {
		return err
	}
	return wantText(response, query)
}

func (c *client) scriptInShell() error { return c.scriptEchoes("echo.sh") }

func (c *client) scriptInPython() error { return c.scriptEchoes("echo.py") }

func (c *client) scriptFails() error {
	if c.chance.IntN(4) == 0 {
		return skip(c.ask(500, "GET", "/cgi-bin/fail.py", nil))
	}
	return skip(c.ask(500, "GET", "/cgi-bin/fail.sh", nil))
}

func (c *client) scriptStreams() error {
	response, err := c.ask(200, "GET", "/cgi-bin/stream.sh", nil)
	if err != nil {
		return err
	}
	return want(response, 0, largeSize)
}

// upload sends content, with its length or in chunks, and wants it back.
func (c *client) upload() error {
	size := c.chance.Int64N(300_000)
	var content io.Reader = bytes.NewReader(patternOf(0, size))
	if c.chance.IntN(2) == 0 {
		content = struct{ io.Reader }{content} // whose length nobody knows
	}
	response, err := c.ask(200, "POST", "/cgi-bin/cat.sh", content)
	if err != nil {
		return err
	}
	return want(response, 0, size)
}

// shortly is a while that a client holds something up.
func (c *client) shortly() { time.Sleep(time.Duration(c.chance.Int64N(int64(300 * time.Millisecond)))) }
