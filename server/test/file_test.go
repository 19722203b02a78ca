//go:build linux

package test

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// Ranges and conditions as they cross the wire, what the exchange says of them, and who
// set which field. static's own tests have the tables of what holds and what does not.
func TestRangesAndConditionsOfFiles(t *testing.T) {
	e := newEditor(t, true)
	root := folder(t, "-- digits.txt --\n0123456789\n-- plain.unknown --\n0123456789\n-- empty.txt --\n")
	site := e.start(root)
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
		if c.status == 416 && !strings.Contains(got.body, "11 bytes") {
			t.Errorf("%v: the page does not say how long the file is: %s", c.fields, got.body)
		}
	}
}

// Several ranges go out as parts, each with its type where the file has one.
func TestSeveralRanges(t *testing.T) {
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

// A save is seen though size, time, and the second that it happens in are the same.
func TestASaveIsSeenThoughTimeAndSizeStandStill(t *testing.T) {
	root := folder(t, "")
	s := serve(t, root)
	modified := time.Now().Add(-time.Minute)
	for name, size := range map[string]int{"small.html": 100, "large.bin": 300_000} {
		before := ""
		for _, letter := range []string{"a", "b", "a", "c"} {
			content := strings.Repeat("-", size/2) + letter + strings.Repeat("-", size/2)
			write(t, filepath.Join(root, name), content)
			if err := os.Chtimes(filepath.Join(root, name), modified, modified); err != nil {
				t.Fatal(err)
			}
			fields := []string{"X: 1"}
			if before != "" {
				fields = append(fields, "If-None-Match: "+before)
			}
			got := get(t, s.url, "/"+name, fields...)
			if got.status != 200 || got.body != content {
				t.Errorf("%s with %s: %s", name, letter, got.head)
			}
			// The tag of a large file changes once more, when its time has come.
			eventually(t, func() bool {
				before = get(t, s.url, "/"+name).header.Get("ETag")
				return get(t, s.url, "/"+name, "If-None-Match: "+before).status == 304
			}, func() string { return fmt.Sprintf("%s with %s is not confirmed: %s", name, letter, before) })
		}
	}
}

// No setting changes where a message ends, or what becomes of its connection.
func TestHeadersThatSettingsMayNotGive(t *testing.T) {
	e := newEditor(t, true)
	root := folder(t, "-- a.txt --\na\n")
	port := 0
	for name, value := range map[string]string{
		"Content-Length": "5", "content-length": "5", "Transfer-Encoding": "chunked", "Connection": "close", "Keep-Alive": "1", "Trailer": "X", "Upgrade": "h2c",
		"TE": "trailers", "Content-Range": "bytes 0-1/2", "Date": "today",
		"X-Line": "a\r\nSet-Cookie: b=1", "X-Feed": "a\nb", "X-Return": "a\rb", "X-Nul": "a\x00b",
		"X Space": "1", "X:Colon": "1", "": "1", "X\r\nY": "1", "Señor": "1",
		"ETag": "no quotes", "Etag": `"a"b"`,
	} {
		r := e.call(protocol.MethodSiteStart, protocol.SiteStartParams{Root: root, Port: &port, Headers: map[string]map[string]string{"*.txt": {name: value}}})
		if r.Error == nil || r.Error.Data.Failure != protocol.FailureBadSetting || !strings.Contains(r.Error.Message, "headers") {
			t.Errorf("%q: %q is allowed: %s %+v", name, value, r.Result, r.Error)
		}
	}
	for key, value := range map[string]string{".x": "text/html\r\nSet-Cookie: a=b", ".y": "a\x00b", "/z": "a\nb", "html": "text/html"} {
		r := e.call(protocol.MethodSiteStart, protocol.SiteStartParams{Root: root, Port: &port, MIMETypes: map[string]string{key: value}})
		if r.Error == nil || r.Error.Data.Failure != protocol.FailureBadSetting || !strings.Contains(r.Error.Message, "mimeTypes") {
			t.Errorf("%q: %q is allowed: %s %+v", key, value, r.Result, r.Error)
		}
	}
}

// What settings give is sent, and the panel says so; conditions go by it.
func TestHeadersOfSettings(t *testing.T) {
	e := newEditor(t, true)
	site := e.start(folder(t, "-- a.txt --\na\n-- sub/b.page --\nb\n"), func(p *protocol.SiteStartParams) {
		p.Headers = map[string]map[string]string{"*.txt": {
			"ETag": `"lesson"`, "Last-Modified": "Sat, 29 Feb 2020 12:30:01 GMT", "Content-Type": "text/x-lesson", "Cache-Control": "max-age=60", "x-lesson": "¡señor!", "Server": "Mine",
		}}
		p.MIMETypes = map[string]string{".page": "text/html", "/sub/b.page": "text/x-b"}
	})
	settings := []string{"ETag", "Last-Modified", "Content-Type", "Cache-Control", "X-Lesson", "Server"}
	for i, c := range []struct {
		path, field string
		status      int
		bySetting   []string
	}{
		{"/a.txt", "X: 1", 200, settings},
		{"/a.txt", "Range: bytes=0-0", 206, settings},
		{"/a.txt", `If-None-Match: "lesson"`, 304, []string{"ETag", "Cache-Control", "X-Lesson", "Server"}},
		{"/a.txt", "If-Modified-Since: Sat, 29 Feb 2020 12:30:01 GMT", 304, []string{"ETag"}},
		{"/a.txt", `If-Match: "other"`, 412, nil},
		{"/sub/b.page", "X: 1", 200, []string{"Content-Type"}},
	} {
		target := fmt.Sprintf("%s?%d", c.path, i)
		got := get(t, site.URL, target, c.field)
		if got.status != c.status {
			t.Errorf("%s: %s", c.field, got.head)
		}
		by := map[string]bool{}
		for _, h := range e.exchange(target).Response.Headers {
			by[http.CanonicalHeaderKey(h.Name)] = h.SetBy == protocol.SetBySetting
		}
		for _, name := range c.bySetting {
			if !by[http.CanonicalHeaderKey(name)] {
				t.Errorf("%s %s: %s is not said to be a setting: %v", target, c.field, name, by)
			}
		}
		if c.status == 412 && by["Content-Type"] {
			t.Errorf("the error page's type is said to be a setting")
		}
	}
	if got := get(t, site.URL, "/sub/b.page"); got.header.Get("Content-Type") != "text/x-b" {
		t.Errorf("%s", got.head)
	}
	if got := get(t, site.URL, "/a.txt"); got.header.Get("X-Lesson") != "¡señor!" || got.header.Get("Server") != "Mine" {
		t.Errorf("%s", got.head)
	}
}

// A client that holds back while the file changes gets the old one whole, or less than was
// promised and a closed connection: never a mixture that passes for whole.
func TestFilesThatChangeWhileTheyAreSent(t *testing.T) {
	const size = 24 << 20 // far more than the buffers of a connection
	e := newEditor(t, true)
	root := folder(t, "")
	site := e.start(root)
	old := strings.Repeat("old.", size/4)
	for name, c := range map[string]struct {
		change func(file string) error
		whole  bool
	}{
		"vanish":   {os.Remove, true},
		"replaced": {func(file string) error { return replace(file, "new!") }, true},
		"grown":    {func(file string) error { return modify(file, size, "more") }, true},
		"shrunk":   {func(file string) error { return os.Truncate(file, size/2) }, false},
		"emptied":  {func(file string) error { return os.Truncate(file, 0) }, false},
		"saved":    {func(file string) error { return os.WriteFile(file, []byte(strings.Repeat("new!", size/4)), 0o600) }, false},
		"longer":   {func(file string) error { return os.WriteFile(file, []byte(strings.Repeat("new!", size/4+9)), 0o600) }, false},
		"patched":  {func(file string) error { return modify(file, size/2, "new!") }, false},
	} {
		for _, fields := range []string{"", "Range: bytes=1-\r\n", "Range: bytes=0-9,20-\r\n"} {
			file := filepath.Join(root, name+".bin")
			write(t, file, old)
			target := fmt.Sprintf("/%s.bin?%d", name, len(fields))
			conn := dial(t, site.URL)
			fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n", target, fields)
			response, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.CopyN(io.Discard, response.Body, 1000); err != nil { // it is on its way
				t.Fatal(err)
			}
			if err := c.change(file); err != nil {
				t.Fatal(err)
			}
			rest, err := io.ReadAll(response.Body)
			conn.Close()
			if c.whole {
				if err != nil || int64(len(rest))+1000 != response.ContentLength || strings.Contains(string(rest), "new") || strings.Contains(string(rest), "more") {
					t.Errorf("%s %s: %d bytes of %d, %v", name, fields, len(rest)+1000, response.ContentLength, err)
				}
				if x := e.exchange(target); strings.Contains(noteCodes(x.Notes), "fileChanged") || strings.Contains(noteCodes(x.Notes), "connectionClosed") {
					t.Errorf("%s: %s", name, noteCodes(x.Notes))
				}
				continue
			}
			if err != io.ErrUnexpectedEOF {
				t.Errorf("%s %s: %d bytes of %d pass for whole: %v", name, fields, len(rest)+1000, response.ContentLength, err)
			}
			if x := e.exchange(target); !strings.Contains(noteCodes(x.Notes), "fileChanged") || !strings.Contains(noteCodes(x.Notes), "connectionClosed") {
				t.Errorf("%s: %s", name, noteCodes(x.Notes))
			}
			if got := ask(t, site.URL, "HEAD", "/"+name+".bin", ""); got.status != 200 { // the server goes on
				t.Errorf("%s: %s", name, got.head)
			}
		}
	}
}

// replace puts another file in a file's place, as editors do.
func replace(file, content string) error {
	if err := os.WriteFile(file+"~", []byte(content), 0o600); err != nil {
		return err
	}
	return os.Rename(file+"~", file)
}

// modify writes into a file.
func modify(file string, at int64, content string) error {
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteAt([]byte(content), at)
	return err
}

// A file whose place another one takes all the time is always sent as one of the two, with
// the tag, the length and the script line of that one.
func TestFilesThatAreSavedAllTheTime(t *testing.T) {
	root := folder(t, "")
	s := serve(t, root)
	versions := []string{strings.Repeat("a", 300), strings.Repeat("b", 50_000)}
	file := filepath.Join(root, "page.html")
	write(t, file, versions[0])
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := replace(file, versions[i%2]); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	for range 300 {
		got := get(t, s.url, "/page.html", "Sec-Fetch-Dest: document")
		_, content, injected := strings.Cut(got.body, "</script>")
		if got.status != 200 || !injected || content != versions[0] && content != versions[1] {
			t.Errorf("%s%.50s… %d bytes", got.head, got.body, len(got.body))
		}
	}
	close(stop)
	<-stopped
}

// What is no file and no folder is answered with 404 at once, and not opened: to open a
// FIFO is to wait for its writer.
func TestSpecialFilesAreNotFoundAtOnce(t *testing.T) {
	root := folder(t, "-- a.txt --\na\n")
	for _, name := range []string{"fifo", "page.html", "404.html.fifo"} {
		if err := syscall.Mkfifo(filepath.Join(root, name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(root, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(root, "sub", "index.html"), 0o666); err != nil {
		t.Fatal(err)
	}
	socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(socket)
	t.Chdir(root) // the name of a socket is short
	if err := syscall.Bind(socket, &syscall.SockaddrUnix{Name: "socket"}); err != nil {
		t.Fatal(err)
	}
	link(t, root, "null", "/dev/null", "zero.txt", "/dev/zero", "link.html", "fifo")
	s := serve(t, root)
	for _, path := range []string{"/fifo", "/page.html", "/socket", "/null", "/zero.txt", "/link.html", "/sub/index.html", "/fifo/"} {
		for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
			if got := ask(t, s.url, method, path, "", "Range: bytes=0-1"); got.status != 404 {
				t.Errorf("%s %s: %s", method, path, got.head)
			}
		}
	}
	if got := get(t, s.url, "/sub/"); got.status != 200 || strings.Contains(got.body, "index.html") {
		t.Errorf("%s%s", got.head, got.body)
	}
	if got := get(t, s.url, "/"); strings.Contains(got.body, "fifo") || strings.Contains(got.body, "socket") || !strings.Contains(got.body, "a.txt") {
		t.Errorf("%s", got.body)
	}

	// One that takes the place of a file after it was looked at is not waited for, either.
	stop, stopped := make(chan struct{}), make(chan struct{})
	file, fifo := filepath.Join(root, "swapped.txt"), filepath.Join(root, "swapped.fifo")
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			default:
			}
			_ = os.WriteFile(file+"~", []byte("file"), 0o600)
			_ = os.Rename(file+"~", file)
			_ = syscall.Mkfifo(fifo, 0o666)
			_ = os.Rename(fifo, file)
		}
	}()
	for range 500 {
		if got := get(t, s.url, "/swapped.txt"); got.status != 404 && got.body != "file" {
			t.Errorf("%s%s", got.head, got.body)
		}
	}
	close(stop)
	<-stopped
}

// Files of more than 4 GiB: the lengths are right, and a part near the end is quick.
func TestFilesOverFourGiB(t *testing.T) {
	const size = 5<<30 + 3
	root := folder(t, "")
	file := filepath.Join(root, "huge.mp4")
	write(t, file, "start")
	if err := os.Truncate(file, size); err != nil {
		t.Fatal(err)
	}
	if err := modify(file, size-3, "end"); err != nil {
		t.Fatal(err)
	}
	s := serve(t, root)
	if got := ask(t, s.url, "HEAD", "/huge.mp4", ""); got.status != 200 || got.header.Get("Content-Length") != fmt.Sprint(int64(size)) {
		t.Errorf("%s", got.head)
	}
	for field, want := range map[string][2]string{
		"bytes=-3":                       {fmt.Sprintf("bytes %d-%d/%d", int64(size)-3, int64(size)-1, int64(size)), "end"},
		"bytes=0-4":                      {fmt.Sprintf("bytes 0-4/%d", int64(size)), "start"},
		fmt.Sprintf("bytes=%d-", size-2): {fmt.Sprintf("bytes %d-%d/%d", int64(size)-2, int64(size)-1, int64(size)), "nd"},
		"bytes=4294967296-4294967297":    {fmt.Sprintf("bytes 4294967296-4294967297/%d", int64(size)), "\x00\x00"},
	} {
		if got := get(t, s.url, "/huge.mp4", "Range: "+field); got.status != 206 || got.header.Get("Content-Range") != want[0] || got.body != want[1] {
			t.Errorf("%s: %s%q", field, got.head, got.body)
		}
	}
	if got := get(t, s.url, "/", "Accept: text/html"); !strings.Contains(got.body, `<data value="5368709123">5.37`) {
		t.Errorf("%s", got.body)
	}
}

// A compressed file is what it is: nothing has a browser unpack it.
func TestCompressedFilesAreNotUnpacked(t *testing.T) {
	root := folder(t, "-- a.txt --\nplain\n-- a.txt.gz --\nx\n-- a.txt.br --\nx\n-- b.tar.gz --\nx\n-- c.svgz --\nx\n")
	packets := strings.Repeat("G"+strings.Repeat("\xff", 187), 4)
	write(t, filepath.Join(root, "film.ts"), packets)
	write(t, filepath.Join(root, "main.ts"), "export const a = 1;\n")
	s := serve(t, root)
	for path, want := range map[string]string{
		"/b.tar.gz": "application/gzip", "/a.txt.gz": "application/gzip", "/a.txt.br": "", "/a.txt": "text/plain; charset=utf-8",
		"/film.ts": "video/mp2t", "/main.ts": "text/plain; charset=utf-8",
	} {
		got := get(t, s.url, path, "Accept-Encoding: gzip, br")
		_, encoded := got.header["Content-Encoding"]
		if got.status != 200 || got.header.Get("Content-Type") != want || encoded || got.header.Get("Vary") != "" {
			t.Errorf("%s: %s", path, got.head)
		}
	}
}

// HEAD has the fields of GET, and no content.
func TestHeadHasTheFieldsOfGet(t *testing.T) {
	root := folder(t, lesson+"-- sub/a.txt --\na\n-- plain.unknown --\nx\n-- empty.html --\n")
	write(t, filepath.Join(root, "large.txt"), strings.Repeat("x", 200_000))
	s := serve(t, root)
	for _, path := range []string{"/index-1.html", "/index.css", "/plain.unknown", "/empty.html", "/large.txt", "/sub", "/sub/", "/missing"} {
		for _, field := range []string{"X: 1", "Sec-Fetch-Dest: document", "Accept: application/json", "If-None-Match: *", `If-Match: "other"`} {
			// The tag of a file that was just written changes once, when its time has come.
			var got, head answer
			fields := func(a answer) string {
				a.header.Del("Date")
				return fmt.Sprint(a.status, a.header)
			}
			eventually(t, func() bool {
				got, head = get(t, s.url, path, field), ask(t, s.url, "HEAD", path, "", field)
				return fields(got) == fields(head)
			}, func() string { return fmt.Sprintf("%s %s: %s%s", path, field, got.head, head.head) })
			if head.body != "" {
				t.Errorf("%s %s: HEAD has content: %q", path, field, head.body)
			}
		}
	}
}

// A page for a folder that may not be read is no reason to show what else is in it.
func TestAnUnreadablePageIsNotReplacedByAListing(t *testing.T) {
	root := folder(t, "-- sub/index.html --\npage\n-- sub/other.txt --\no\n")
	link(t, root, "sub/index.htm", "other.txt")
	if err := os.Chmod(filepath.Join(root, "sub", "index.html"), 0); err != nil {
		t.Fatal(err)
	}
	s := serve(t, root)
	want := 403
	if file, err := os.Open(filepath.Join(root, "sub", "index.html")); err == nil { // root may read all
		file.Close()
		want = 200
	}
	if got := get(t, s.url, "/sub/"); got.status != want || strings.Contains(got.body, "other.txt") || strings.Contains(got.body, "o\n") && want == 403 {
		t.Errorf("%s%s", got.head, got.body)
	}
}
