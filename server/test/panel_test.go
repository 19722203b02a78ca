//go:build linux

package test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// unframed sends what is framed for standard input as messages of a socket.
type unframed struct {
	ctx    context.Context //nolint:containedctx // a writer has no other way to have one
	socket *websocket.Conn
}

func (u unframed) Write(framed []byte) (int, error) {
	_, message, _ := bytes.Cut(framed, []byte("\r\n\r\n"))
	return len(framed), u.socket.Write(u.ctx, websocket.MessageText, message)
}

func (u unframed) Close() error { return u.socket.CloseNow() }

// panelOf plays a panel of a running server, in a language: it speaks as an editor does, over a
// WebSocket.
func panelOf(t *testing.T, s *serving, locale string) *editor {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background()) // each wait has its patience
	address, _, _ := strings.Cut("ws"+strings.TrimPrefix(s.panel, "http"), "?")
	socket, _, err := websocket.Dial(ctx, address+"rpc", nil)
	if err != nil {
		t.Fatal(err)
	}
	socket.SetReadLimit(-1)
	e := &editor{
		t: t, in: unframed{ctx, socket}, stderr: s.stderr, ended: make(chan struct{}),
		replies: map[int]chan reply{}, arrived: make(chan struct{}, 1), unasked: make(chan reply, 10),
	}
	go func() {
		defer close(e.ended)
		for {
			_, message, err := socket.Read(ctx)
			if err != nil {
				return
			}
			e.hear(message)
		}
	}()
	t.Cleanup(func() {
		_ = e.in.Close()
		<-e.ended
		cancel()
		e.tellIfFailed()
	})
	e.initializeIn(locale, true)
	return e
}
