package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/coder/websocket"
)

// reloads opens a page's socket and waits to be told of an edit.
func (c *client) reloads() error {
	response, err := c.ask(200, "GET", "/page.html", nil, "Sec-Fetch-Dest", "document")
	if err := skip(response, err); err != nil {
		return err
	}
	socket, _, err := websocket.Dial(c.ctx, "ws"+strings.TrimPrefix(c.site, "http")+"_vitrina/reload?page=/page.html", nil)
	if err != nil {
		return err
	}
	defer socket.CloseNow()
	for told := ""; told != "reload"; {
		_, data, err := socket.Read(c.ctx)
		if err != nil {
			return faulty(notTold, "of an edit: %v", err)
		}
		var message struct{ Type string }
		if err := json.Unmarshal(data, &message); err != nil {
			return faulty(wrongBytes, "%q: %v", data, err)
		}
		told = message.Type
	}
	return socket.Close(websocket.StatusNormalClosure, "")
}

// looksAtPanel asks over the panel's socket for the list of exchanges, and for one of them.
func (c *client) looksAtPanel() error {
	address, _, _ := strings.Cut("ws"+strings.TrimPrefix(c.panel, "http"), "?")
	socket, _, err := websocket.Dial(c.ctx, address+"rpc", nil)
	if err != nil {
		return err
	}
	defer socket.CloseNow()
	socket.SetReadLimit(16 << 20)
	call := func(id int, method, params string, result any) error {
		if err := socket.Write(c.ctx, websocket.MessageText, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, id, method, params)); err != nil {
			return err
		}
		for {
			_, data, err := socket.Read(c.ctx)
			if err != nil {
				return faulty(notTold, "%s: %v", method, err)
			}
			var message struct {
				ID     int
				Result json.RawMessage
				Error  json.RawMessage
			}
			if err := json.Unmarshal(data, &message); err != nil {
				return faulty(wrongBytes, "%s: %v", method, err)
			}
			if message.ID == id {
				if message.Error != nil {
					return faulty(wrongStatus, "%s: %s", method, message.Error)
				}
				return json.Unmarshal(message.Result, result)
			}
		}
	}
	var list struct{ Exchanges []struct{ ID string } }
	var any json.RawMessage
	if err := call(1, "initialize", `{"protocolVersion":1,"client":{"name":"soak","version":"1"},"locale":"es","workspaceTrusted":true}`, &any); err != nil {
		return err
	}
	if err := call(2, "exchange/list", `{"siteId":"","limit":500}`, &list); err != nil {
		return err
	}
	if len(list.Exchanges) == 0 {
		return faulty(notTold, "the list of exchanges is empty")
	}
	// The newest, since the oldest may be forgotten before it is asked for.
	id := list.Exchanges[len(list.Exchanges)-1].ID
	return call(3, "exchange/get", fmt.Sprintf(`{"id":%q}`, id), &any)
}
