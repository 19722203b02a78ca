//go:build linux

package test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What is neither a file nor a folder is answered with 404 at once, and not opened: to open a
// FIFO is to wait for its writer.
func TestSpecialFilesAreNotFoundAtOnce(t *testing.T) {
	t.Parallel()
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
	socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(socket)
	opened, err := os.Open(root) // the name of a socket is short (unix(7)): this makes one of any folder's
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	if err := syscall.Bind(socket, &syscall.SockaddrUnix{Name: fmt.Sprintf("/proc/self/fd/%d/socket", opened.Fd())}); err != nil {
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
	file, other := filepath.Join(root, "swapped.txt"), filepath.Join(root, "swapped.fifo")
	swap := func(int) error {
		return errors.Join(replace(file, "file"), syscall.Mkfifo(other, 0o666), os.Rename(other, file))
	}
	if err := swap(0); err != nil {
		t.Fatal(err)
	}
	stop := meanwhile(t, swap)
	for _, got := range getMany(t, s.url, "/swapped.txt", 500) {
		if got.status != 404 && got.body != "file" {
			t.Errorf("%d %v %s", got.status, got.header, got.body)
		}
	}
	stop()
}

// Files of more than 4 GiB: the lengths are right, and a part near the end is quick.
func TestFilesOverFourGiB(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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

// A page for a folder that may not be read is not a reason to show what else is in it.
func TestAnUnreadablePageIsNotReplacedByAListing(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- sub/index.html --\npage\n-- sub/other.txt --\no\n")
	link(t, root, "sub/index.htm", "other.txt")
	if err := os.Chmod(filepath.Join(root, "sub", "index.html"), 0); err != nil {
		t.Fatal(err)
	}
	command := withoutPrivilege()
	s := serveBy(t, command, root)
	if got := get(t, s.url, "/sub/"); got.status != 403 || strings.Contains(got.body, "other.txt") || strings.Contains(got.body, "o\n") {
		t.Errorf("%s%s", got.head, got.body)
	}
}
