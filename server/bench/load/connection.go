package load

import (
	"context"
	"net"
	"time"
)

// pieceSize is the size of the pieces in which long content is sent and read.
const pieceSize = 256 << 10

// filler is what is sent.
var filler = make([]byte, pieceSize)

// Connection is one that is kept between requests, and opened again where the server closed it.
type Connection struct {
	address string
	until   time.Time
	socket  net.Conn // nil while there is none
	release func() bool
	answers answerReader
}

// Dial opens a connection, over which nothing comes any more once the context ends.
func Dial(ctx context.Context, address string) (*Connection, error) {
	c := &Connection{address: address}
	if err := c.open(ctx); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Connection) open(ctx context.Context) error {
	socket, err := new(net.Dialer).DialContext(ctx, "tcp", c.address)
	if err != nil {
		return err
	}
	c.socket = socket
	// Whoever waits for an answer when the context ends waits no longer.
	c.release = context.AfterFunc(ctx, func() { _ = socket.SetDeadline(time.Unix(1, 0)) })
	c.answers.reset(socket)
	return socket.SetDeadline(c.until)
}

// Close closes the connection.
func (c *Connection) Close() {
	if c.socket != nil {
		c.release()
		_ = c.socket.Close() // nothing of it is wanted any more
		c.socket = nil
	}
}

// Within says how long the next answers may take, all together.
func (c *Connection) Within(d time.Duration) error {
	c.until = time.Now().Add(d)
	if c.socket == nil {
		return nil
	}
	return c.socket.SetDeadline(c.until)
}

// Ask sends a request and reads the answer to its end, whose size it tells. A status other than
// 200 is an error.
func (c *Connection) Ask(ctx context.Context, r Request) (size int64, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if c.socket == nil {
		if err := c.open(ctx); err != nil {
			return 0, err
		}
	}
	if err := c.send(r); err != nil {
		return 0, err
	}
	size, keep, err := c.answers.next()
	if !keep {
		c.Close()
	}
	return size, err
}

func (c *Connection) send(r Request) error {
	if _, err := c.socket.Write(r.head); err != nil {
		return err
	}
	for left := r.content; left > 0; {
		n, err := c.socket.Write(filler[:min(left, pieceSize)])
		if err != nil {
			return err
		}
		left -= int64(n)
	}
	return nil
}
