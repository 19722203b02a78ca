package http1

import (
	"net"
	"time"
)

// Request is what is known of a request once its head has crossed the connection.
type Request struct {
	// Head holds the bytes up to and with the empty line. It is shorter if the head was
	// rejected for being too long or unfinished.
	Head string
	// Method and Target are the request line's, empty if there is none.
	Method, Target string
	// Begun is when the first byte arrived, HeadRead when the head was complete.
	Begun, HeadRead time.Time
	Remote          net.Addr
	// Unread is true if nothing was read: the connection was rejected.
	Unread bool
}

// Recording gets, in order, what follows a request's head. Two goroutines may call it, one
// for each direction. What it gets is only lent to it.
type Recording interface {
	// RequestContent gets content as it arrives, without chunk framing.
	RequestContent(p []byte)
	// RequestChunk gets the line before each chunk, without its CR LF (RFC 9112, section 7.1).
	RequestChunk(line []byte, at time.Time)
	// RequestTrailer gets each field line behind the last chunk, without its CR LF.
	RequestTrailer(line []byte)
	// RequestEnd is called when the content of a request that has any is complete.
	RequestEnd(at time.Time)
	// ResponseHead gets each response head: interim ones (1xx) first. It is shorter if the
	// connection ended within it.
	ResponseHead(head []byte, at time.Time)
	// ResponseContent gets content as it leaves, without chunk framing.
	ResponseContent(p []byte)
	// ResponseChunk and ResponseTrailer are as those of the request.
	ResponseChunk(line []byte, at time.Time)
	ResponseTrailer(line []byte)
	// End is called once: when the response is complete, or with complete false when the
	// connection was closed before that.
	End(at time.Time, complete bool)
}

// Recorder records exchanges.
type Recorder interface {
	// Begin begins the recording of an exchange, or returns nil for one that is not recorded.
	Begin(Request) Recording
}
