package listen

import (
	"context"
	"syscall"
)

// ClientGone tells whether the client of a handler's connection has closed it. It looks
// past bytes that arrived before and are still unread, which net/http's own watch of the
// connection does not begin before.
func ClientGone(ctx context.Context) bool {
	c, ok := ctx.Value(connKey{}).(*Conn)
	if !ok {
		return false
	}
	socket, ok := c.Conn.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return true
	}
	gone := false
	err = raw.Control(func(fd uintptr) { gone = hungUp(fd) })
	return gone || err != nil // it is closed on our side then
}
