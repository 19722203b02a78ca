package listen

import (
	"io"
	"testing"
)

// A file that changes while it goes out may not arrive as a mixture: what is sent was read
// into memory, and seen.
func TestNothingIsSentUnseen(t *testing.T) {
	var conn any = newConn(&recordedStream{}, unrecorded{}, newConnLimit())
	if _, unseen := conn.(io.ReaderFrom); unseen {
		t.Error("net/http would have the kernel send files")
	}
}
