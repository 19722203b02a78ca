package listen

import (
	"net"
	"testing"
	"time"
)

// Every system tells of the end of what a client sends, also behind what is unread.
func TestTheEndOfWhatAClientSendsIsSeen(t *testing.T) {
	l := opened(t, 10, time.Hour)
	client := connect(t, l)
	c := accepted(t, l)
	if finished, reset := c.otherEnd(); finished || reset {
		t.Errorf("finished %v, reset %v", finished, reset)
	}
	if _, err := client.Write([]byte("GET")); err != nil {
		t.Fatal(err)
	}
	if err := client.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	for finished, reset := false, false; !finished; {
		if finished, reset = c.otherEnd(); reset {
			t.Fatal("it is taken for a reset")
		}
	}
}
