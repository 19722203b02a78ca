package rpc

import (
	"bufio"
	"context"
	"io"
	"net/http"

	"github.com/coder/websocket"

	"vitrina/server/internal/l10n"
)

// ServeStdio talks with an editor until it hangs up. It reports whether the editor
// said goodbye as the protocol has it. The locale is for what is said before it has named its own.
func ServeStdio(ctx context.Context, in io.Reader, out io.WriteCloser, service Service, locale l10n.Locale) (clean bool) {
	return serve(ctx, &stream{messages: &framed{bufio.NewReader(in), out}, locale: locale}, service, Editor)
}

// WebSocket answers requests for the panel's socket. A page of another origin is
// refused: the library compares Origin with Host.
func WebSocket(service Service) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		socket, err := websocket.Accept(w, r, nil)
		if err != nil {
			return // it has been answered
		}
		socket.SetReadLimit(maxMessage)
		serve(r.Context(), &stream{messages: &socketMessages{r.Context(), socket}, locale: l10n.English}, service, Panel)
	})
}

// socketMessages is a WebSocket: one message each way is one JSON-RPC message.
type socketMessages struct {
	ctx    context.Context // the request's: a WebSocket lives within it
	socket *websocket.Conn
}

func (s *socketMessages) read() ([]byte, error) {
	_, data, err := s.socket.Read(s.ctx)
	return data, err
}

func (s *socketMessages) write(data []byte) error {
	return s.socket.Write(s.ctx, websocket.MessageText, data)
}

func (s *socketMessages) close() error { return s.socket.Close(websocket.StatusNormalClosure, "") }
