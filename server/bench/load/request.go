// Package load asks servers at as little cost as can be, so that the server is what is measured.
// Its connections are goroutines over Go's own poller: threads that block in read(2) cost twice
// as much, and a loop over epoll(7) by hand costs no less.
package load

import (
	"fmt"
	"time"
)

// patience is how long an answer may take.
const patience = 60 * time.Second

// Request is one that is ready to be sent.
type Request struct {
	head    []byte
	content int64
}

// Get asks for a path.
func Get(address, path string) Request {
	return Request{head: fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, address)}
}

// Post sends some bytes to a path.
func Post(address, path string, size int64) Request {
	return Request{
		head:    fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n", path, address, size),
		content: size,
	}
}
