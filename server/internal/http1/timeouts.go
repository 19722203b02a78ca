package http1

import "time"

// Timeouts are the waits of a connection. Those that are zero are DefaultTimeouts'.
type Timeouts struct {
	// Head is how long a head may take, from its first byte to its last, and how long a new
	// connection may be silent. A longer head is answered 408 (RFC 9110, section 15.5.9).
	Head time.Duration
	// Idle is how long a connection may be silent between two requests.
	Idle time.Duration
	// Stall is about how long a message may make no progress. While anything moves it may take as
	// long as it likes: a long download over a slow line, or a script that prints a line now
	// and then.
	Stall time.Duration
	// Unread is how long content that nobody reads may make no progress, before its request is
	// answered without it, and the connection closed.
	Unread time.Duration
	// HalfClose is how long a client that sends nothing any more counts as waiting for its
	// answer; see halfClose. The system is asked about it each HalfClosePoll.
	HalfClose, HalfClosePoll time.Duration
	// Linger is how long a connection that is closed with unread bytes stays open; see
	// conn.linger. net/http waits as long (rstAvoidanceDelay).
	Linger time.Duration
}

// DefaultTimeouts are those of a site.
var DefaultTimeouts = Timeouts{
	Head:          20 * time.Second,
	Idle:          2 * time.Minute,
	Stall:         2 * time.Minute,
	Unread:        5 * time.Second,
	HalfClose:     time.Second,
	HalfClosePoll: 100 * time.Millisecond,
	Linger:        500 * time.Millisecond,
}
