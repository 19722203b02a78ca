package listen

import (
	"net"
	"time"
)

// Request is what is known of a request when its head has crossed the connection.
type Request struct {
	// Head holds the bytes up to and with the empty line. It stops short of that where the
	// head is malformed for being too long or unfinished.
	Head []byte
	// Method and Target are the request line's, empty where there is none.
	Method, Target string
	// Begun is when the first byte arrived, HeadRead when the head was complete.
	Begun, HeadRead time.Time
	Remote          net.Addr
	// TurnedAway is true where nothing was read: there was no room for the connection.
	TurnedAway bool
}

// Exchange is told, in order, what follows a request's head. It may be called
// from two goroutines, one for each direction.
type Exchange interface {
	// RequestContent is given content as it arrives, without chunk framing.
	RequestContent(p []byte)
	// ResponseHead is given each response head: interim ones (1xx) first.
	ResponseHead(head []byte, at time.Time)
	// ResponseContent is given content as it leaves, without chunk framing.
	ResponseContent(p []byte)
	// End is called once: when the response is complete, or with complete false when
	// the connection was closed before that.
	End(at time.Time, complete bool)
}

// Recorder begins the record of an exchange, or returns nil for one that is not
// to be recorded.
type Recorder interface {
	Begin(Request) Exchange
}
