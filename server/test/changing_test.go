//go:build linux

package test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A save is seen though size, time, and the second that it happens in are the same.
func TestASaveIsSeenThoughTimeAndSizeStandStill(t *testing.T) {
	t.Parallel()
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

// A client that holds back while the file changes gets the old one whole, or less than was
// promised and a closed connection: never a mixture that passes for whole.
func TestFilesThatChangeWhileTheyAreSent(t *testing.T) {
	t.Parallel()
	const size = 8 << 20 // far more than the buffers of a connection whose client has a small one
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
		"grown, and patched where it was sent": {func(file string) error {
			return errors.Join(modify(file, 0, "new!"), modify(file, size, "more"))
		}, false},
		"longer":  {func(file string) error { return os.WriteFile(file, []byte(strings.Repeat("new!", size/4+9)), 0o600) }, false},
		"patched": {func(file string) error { return modify(file, size/2, "new!") }, false},
		"dated back": {func(file string) error {
			before, err := os.Stat(file)
			if err != nil {
				return err
			}
			return errors.Join(modify(file, size/2, "new!"), os.Chtimes(file, before.ModTime(), before.ModTime()))
		}, false},
		"longer with the same ends": {func(file string) error {
			same := strings.Repeat("old.", size/4/6)
			return os.WriteFile(file, []byte(same+strings.Repeat("new!", size/4-2*len(same)/4)+same+"more"), 0o600)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, true)
			root := folder(t, "")
			site := e.start(root)
			for _, fields := range []string{"", "Range: bytes=1-\r\n", "Range: bytes=0-9,20-\r\n"} {
				file := filepath.Join(root, "file.bin")
				write(t, file, old)
				target := fmt.Sprintf("/file.bin?%d", len(fields))
				conn := dial(t, site.URL)
				if err := conn.(*net.TCPConn).SetReadBuffer(64 << 10); err != nil {
					t.Fatal(err)
				}
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
				if got := ask(t, site.URL, "HEAD", "/file.bin", ""); got.status != 200 { // the server goes on
					t.Errorf("%s: %s", name, got.head)
				}
			}
		})
	}
}

// What the server has sent, and the client has not read yet, does not change with the file.
func TestAFileThatChangesWhenItWasSent(t *testing.T) {
	t.Parallel()
	const size = 1536 << 10 // what the buffers of a connection hold
	e := newEditor(t, true)
	root := folder(t, "")
	site := e.start(root)
	file := filepath.Join(root, "file.bin")
	old := strings.Repeat("old.", size/4)
	write(t, file, old)
	conn := dial(t, site.URL)
	fmt.Fprint(conn, "GET /file.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
	e.exchange("/file.bin") // it is sent
	write(t, file, strings.Repeat("new!", size/4))
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(response.Body); err != nil || string(got) != old {
		t.Errorf("%d bytes, %d of them new, %v", len(got), 4*strings.Count(string(got), "new!"), err)
	}
}

// A small file that is written over and over in its place is never sent half old, half new.
func TestASmallFileIsNeverHalfWritten(t *testing.T) {
	t.Parallel()
	root := folder(t, "")
	s := serve(t, root)
	file := filepath.Join(root, "file.txt")
	versions := []string{strings.Repeat("a", 64<<10), strings.Repeat("b", 64<<10)}
	write(t, file, versions[0])
	stop := meanwhile(t, func(i int) error {
		return modify(file, 0, versions[i%2])
	})
	for _, got := range getMany(t, s.url, "/file.txt", 300) {
		switch got.status {
		case 200:
			if got.body != versions[0] && got.body != versions[1] {
				t.Errorf("%d of a and %d of b", strings.Count(got.body, "a"), strings.Count(got.body, "b"))
			}
		case 503:
			if got.header.Get("Retry-After") != "1" || !strings.Contains(got.body, "/file.txt changed each time that Vitrina read it") {
				t.Errorf("%v %s", got.header, got.body)
			}
		default:
			t.Errorf("%d %v", got.status, got.header)
		}
	}
	stop()
	if got := get(t, s.url, "/file.txt"); got.status != 200 {
		t.Errorf("when it is done: %s", got.head)
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
	t.Parallel()
	root := folder(t, "")
	s := serve(t, root)
	versions := []string{strings.Repeat("a", 300), strings.Repeat("b", 50_000)}
	file := filepath.Join(root, "page.html")
	write(t, file, versions[0])
	stop := meanwhile(t, func(i int) error {
		return replace(file, versions[i%2])
	})
	for _, got := range getMany(t, s.url, "/page.html", 300, "Sec-Fetch-Dest: document") {
		end := strings.LastIndex(got.body, "</script>") // of the line
		content, injected := strings.TrimPrefix(got.body[max(end, 0):], "</script>"), end > 0
		if got.status != 200 || !injected || content != versions[0] && content != versions[1] {
			t.Errorf("%d %v %.50s… %d bytes", got.status, got.header, got.body, len(got.body))
		}
	}
	stop()
}

// meanwhile does something over and over until what it returns is called, which waits.
func meanwhile(t *testing.T, do func(i int) error) (stop func()) {
	t.Helper()
	stopping, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; ; i++ {
			select {
			case <-stopping:
				return
			default:
			}
			if err := do(i); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	stop = sync.OnceFunc(func() {
		close(stopping)
		<-stopped
	})
	t.Cleanup(stop) // of a test that ends early
	return stop
}
