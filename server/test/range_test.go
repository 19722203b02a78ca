//go:build linux

package test

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// Ranges and conditions as they cross the wire, what the exchange says of them, and who
// set which field. static's own tests have the tables of what holds and what does not.
func TestRangesAndConditionsOfFiles(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- digits.txt --\n0123456789\n-- plain.unknown --\n0123456789\n-- empty.txt --\n")
	site := e.start(root)
	past := time.Now().Add(-time.Hour) // dates tell versions apart when their second is over
	for _, name := range []string{"digits.txt", "plain.unknown"} {
		if err := os.Chtimes(filepath.Join(root, name), past, past); err != nil {
			t.Fatal(err)
		}
	}
	first := get(t, site.URL, "/digits.txt")
	tag, modified := first.header.Get("ETag"), first.header.Get("Last-Modified")
	long := strings.Repeat("abcdefgh", 20_000) // not held in memory
	write(t, filepath.Join(root, "long.txt"), long)
	const file, table, server = protocol.SetByFile, protocol.SetByTypeTable, protocol.SetByServer
	for i, c := range []struct {
		method, path string
		fields       []string
		status       int
		body         string // where it is told
		header       map[string]string
		setBy        map[string]protocol.SetBy
		notes        string
	}{
		{"GET", "/digits.txt", []string{"Range: bytes=2-4"}, 206, "234", map[string]string{"Content-Range": "bytes 2-4/11", "Content-Length": "3", "ETag": tag, "Cache-Control": "no-cache", "Accept-Ranges": "bytes"}, map[string]protocol.SetBy{"Content-Range": file, "Content-Length": file, "ETag": file, "Last-Modified": file, "Content-Type": table, "Cache-Control": server}, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=-3"}, 206, "89\n", map[string]string{"Content-Range": "bytes 8-10/11"}, nil, ""},
		{"GET", "/long.txt", []string{"Range: bytes=79999-80001"}, 206, "hab", map[string]string{"Content-Range": "bytes 79999-80001/160000"}, nil, ""},
		{"GET", "/long.txt", []string{"Range: bytes=8-"}, 206, long[8:], nil, nil, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=0-0,9-"}, 206, "", nil, map[string]protocol.SetBy{"Content-Type": server, "Content-Length": server}, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=11-"}, 416, "", map[string]string{"Content-Range": "bytes */11", "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "ETag": tag, "Last-Modified": "", "Accept-Ranges": ""}, map[string]protocol.SetBy{"Content-Range": file, "Content-Type": server, "Content-Length": server, "Cache-Control": server}, "rangeNotSatisfiable"},
		{"GET", "/digits.txt", []string{"Range: bytes=-0", "Accept: text/html"}, 416, "", map[string]string{"Content-Range": "bytes */11", "Content-Type": "text/html; charset=utf-8"}, nil, "rangeNotSatisfiable"},
		{"GET", "/digits.txt", []string{"Range: bytes=5-4"}, 416, "", map[string]string{"Content-Range": "bytes */11"}, nil, "rangeNotSatisfiable"},
		{"GET", "/empty.txt", []string{"Range: bytes=0-5"}, 200, "", map[string]string{"Content-Length": "0"}, nil, ""},
		{"GET", "/empty.txt", []string{"Range: bytes=-5"}, 200, "", map[string]string{"Content-Length": "0"}, nil, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=" + strings.Repeat("1-1,", 5000)}, 200, "0123456789\n", nil, nil, ""},
		{"HEAD", "/digits.txt", []string{"Range: bytes=2-4"}, 200, "", map[string]string{"Content-Length": "11", "Content-Range": "", "Accept-Ranges": "bytes"}, nil, ""},
		{"HEAD", "/digits.txt", []string{"Range: bytes=99-"}, 200, "", map[string]string{"Content-Length": "11"}, nil, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=2-4", "If-Range: " + tag}, 206, "234", nil, nil, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=2-4", "If-Range: " + modified}, 206, "234", nil, nil, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=2-4", `If-Range: "other"`}, 200, "0123456789\n", nil, nil, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=2-4", "If-Range: W/" + tag}, 200, "0123456789\n", nil, nil, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=99-", `If-Range: "other"`}, 200, "0123456789\n", nil, nil, ""},
		{"GET", "/digits.txt", []string{"Range: bytes=2-4", "If-Range: Sat, 29 Feb 2020 12:30:01 GMT"}, 200, "0123456789\n", nil, nil, ""},
		{"GET", "/digits.txt", []string{"If-None-Match: " + tag}, 304, "", map[string]string{"ETag": tag, "Cache-Control": "no-cache", "Content-Type": "", "Content-Length": "", "Last-Modified": ""}, map[string]protocol.SetBy{"ETag": file, "Cache-Control": server}, "notModified"},
		{"GET", "/digits.txt", []string{"If-None-Match: " + tag, "Range: bytes=99-"}, 304, "", nil, nil, "notModified"},
		{"HEAD", "/digits.txt", []string{"If-Modified-Since: " + modified}, 304, "", map[string]string{"ETag": tag}, nil, "notModified"},
		{"GET", "/plain.unknown", []string{"If-Modified-Since: " + modified}, 304, "", nil, nil, "notModified"},
		{"GET", "/digits.txt", []string{`If-Match: "other"`}, 412, "", map[string]string{"ETag": tag, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}, map[string]protocol.SetBy{"Content-Type": server, "Content-Length": server, "ETag": file}, "preconditionFailed"},
		{"GET", "/digits.txt", []string{"If-Unmodified-Since: Sat, 29 Feb 2020 12:30:01 GMT", "Range: bytes=99-"}, 412, "", nil, nil, "preconditionFailed"},
		{"GET", "/digits.txt", []string{"If-Match: *", "If-Unmodified-Since: " + modified}, 200, "0123456789\n", nil, nil, ""},
	} {
		target := fmt.Sprintf("%s?%d", c.path, i)
		got := ask(t, site.URL, c.method, target, "", c.fields...)
		if got.status != c.status || c.body != "" && got.body != c.body {
			t.Errorf("%s %v: %s%.100s", target, c.fields, got.head, got.body)
		}
		for name, want := range c.header {
			if value := got.header.Get(name); value != want {
				t.Errorf("%s %v: %s is %q, not %q", target, c.fields, name, value, want)
			}
		}
		x := e.exchange(target)
		if codes := noteCodes(x.Notes); codes != c.notes || c.status >= 400 != (x.Kind == protocol.KindError) {
			t.Errorf("%s %v: %s, notes %s", target, c.fields, x.Kind, codes)
		}
		for name, want := range c.setBy {
			found := false
			for _, h := range x.Response.Headers {
				found = found || strings.EqualFold(h.Name, name) && h.SetBy == want
			}
			if !found {
				t.Errorf("%s %v: %s is not said to be by the %s: %+v", target, c.fields, name, want, x.Response.Headers)
			}
		}
		if c.status == 416 && (!strings.Contains(got.body, "The file has 11 bytes") || !strings.Contains(got.body, "names no part of /digits.txt")) {
			t.Errorf("%v: the page does not say what is asked for, and how long the file is: %s", c.fields, got.body)
		}
	}
}

// Several ranges go out as parts, each with its type where the file has one.
func TestSeveralRanges(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- digits.txt --\n0123456789\n-- plain.unknown --\n0123456789\n"))
	for name, contentType := range map[string][]string{"digits.txt": {"text/plain; charset=utf-8"}, "plain.unknown": nil} {
		got := get(t, s.url, "/"+name, "Range: bytes=0-1,4-4,-2")
		kind, parameters, err := mime.ParseMediaType(got.header.Get("Content-Type"))
		if got.status != 206 || err != nil || kind != "multipart/byteranges" || got.header.Get("Content-Range") != "" {
			t.Fatalf("%s: %s", name, got.head)
		}
		parts := multipart.NewReader(strings.NewReader(got.body), parameters["boundary"])
		for _, want := range []string{"bytes 0-1/11 01", "bytes 4-4/11 4", "bytes 9-10/11 9\n"} {
			part, err := parts.NextRawPart()
			if err != nil {
				t.Fatal(err)
			}
			content, err := io.ReadAll(part)
			if part.Header.Get("Content-Range")+" "+string(content) != want || err != nil || fmt.Sprint(part.Header["Content-Type"]) != fmt.Sprint(contentType) {
				t.Errorf("%s: %v %q, not %q", name, part.Header, content, want)
			}
		}
		if _, err := parts.NextRawPart(); err != io.EOF {
			t.Errorf("%s: %v", name, err)
		}
	}
}
