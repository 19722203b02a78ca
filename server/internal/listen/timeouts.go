package listen

import "time"

// HeadTimeout is how long a head may take from its first byte to its last. Longer ones are
// answered 408 (RFC 9110, section 15.5.9).
const HeadTimeout = 20 * time.Second

// timeouts are the waits of a connection. Tests set their own.
type timeouts struct {
	// head is how long a head may take.
	head time.Duration
	// stall is how long a message may make no progress. While anything moves it may take as
	// long as it likes: a long download over a slow line, or a script that prints a line now
	// and then.
	stall time.Duration
	// halfClose is how long a client that sends nothing any more counts as waiting for its
	// answer; see halfClose.
	halfClose time.Duration
	// halfClosePoll is how often the system is asked about such a client.
	halfClosePoll time.Duration
	// linger is how long a connection that is closed with unread bytes stays open; see
	// Conn.linger. net/http waits as long (rstAvoidanceDelay).
	linger time.Duration
}

var defaultTimeouts = timeouts{
	head:          HeadTimeout,
	stall:         2 * time.Minute,
	halfClose:     time.Second,
	halfClosePoll: 100 * time.Millisecond,
	linger:        500 * time.Millisecond,
}
