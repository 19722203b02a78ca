//go:build linux

package test

import (
	"context"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// A script that fails is told to the terminal and to every panel at once, in a message of
// each one's own: the race detector watches.
func TestSeveralAreToldOfAScript(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- cgi-bin/fails.py --\nraise ValueError('on purpose')\n"))
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	address, _, _ := strings.Cut("ws"+strings.TrimPrefix(s.panel, "http"), "?")
	panels := map[string]*websocket.Conn{"en": nil, "es": nil}
	for locale := range panels {
		socket, _, err := websocket.Dial(ctx, address+"rpc", nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = socket.CloseNow() })
		panels[locale] = socket
		initialize := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1,"client":{"name":"test","version":"1"},"locale":"` + locale + `","workspaceTrusted":true}}`
		if err := socket.Write(ctx, websocket.MessageText, []byte(initialize)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := socket.Read(ctx); err != nil { // from here on it is told
			t.Fatal(err)
		}
	}
	for range 5 {
		get(t, s.url, "/cgi-bin/fails.py")
		for locale, socket := range panels {
			for told := ""; !strings.Contains(told, `"script/didReport"`); {
				_, data, err := socket.Read(ctx)
				if err != nil {
					t.Fatalf("%s: %v", locale, err)
				}
				told = string(data)
			}
		}
	}
}
