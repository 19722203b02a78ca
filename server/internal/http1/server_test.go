package http1

import (
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

func TestSmoke(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	s := &Server{Recorder: unrecorded{}, Handler: func(x *Exchange, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		x.AddField("X-b", "1")
		x.AddField("X-A", "2")
		x.Write(append([]byte("hello "+r.RequestURI+" "), body...))
	}}
	go s.Serve(l)
	c, _ := net.Dial("tcp", l.Addr().String())
	io.WriteString(c, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcPOST /y HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
	c.SetReadDeadline(time.Now().Add(2 * time.Second))
	b, err := io.ReadAll(c)
	t.Logf("%s %v", b, err)
}

type unrecorded struct{}

func (unrecorded) Begin(Request) Recording { return nil }
