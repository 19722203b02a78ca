//go:build linux

package test

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// Large heads, on however many connections, take no more memory than there is for them:
// some are told that there is no room, and requests with usual heads are served meanwhile.
// Not parallel: it measures memory.
func TestLargeHeadsAreBounded(t *testing.T) {
	s := servePlain(t, folder(t, marks))
	const large, many = 60_000, 1500
	for name, head := range map[string]string{
		"unfinished":      "GET /index.css HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", large),
		"without content": "POST /cgi-bin/echo.sh HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nX: " + strings.Repeat("x", large) + "\r\n\r\n",
	} {
		clients := newCrowd(t, s.url, many)
		var refused sync.WaitGroup
		answers := make(chan int, many)
		for _, client := range clients {
			refused.Go(func() {
				_, _ = io.WriteString(client, head) // who is refused may not get rid of it all
				if response, err := http.ReadResponse(bufio.NewReader(client), nil); err == nil {
					answers <- response.StatusCode
				}
			})
		}
		if status := <-answers; status != 503 {
			t.Errorf("%s: %d", name, status)
		}
		if got := get(t, s.url, "/index.css"); got.status != 200 {
			t.Errorf("%s, meanwhile: %s", name, got.head)
		}
		if got := get(t, s.url, "/cgi-bin/echo.sh"); got.status != 200 {
			t.Errorf("%s, meanwhile: %s", name, got.head)
		}
		clients.close(t)
		refused.Wait()
		// There is room again.
		eventually(t, func() bool { return get(t, s.url, "/index.css", "X: "+strings.Repeat("x", large)).status == 200 }, func() string { return name + ": there is no room again" })
	}
	if peak := peakMemory(t, s.cmd.Process.Pid); peak > mostMemory {
		t.Errorf("%d MiB", peak>>20)
	} else {
		t.Logf("%d MiB", peak>>20)
	}
	eventually(t, func() bool { return strings.Contains(s.stderr.String(), "MiB that the server has for large headers") }, s.stderr.String)
}
