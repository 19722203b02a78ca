package http1

import (
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

// pollFD is WSAPOLLFD, and the flags are those of winsock2.h: golang.org/x/sys has neither.
type pollFD struct {
	fd              uintptr
	events, revents int16
}

const (
	pollErr        = 0x1
	pollHup        = 0x2
	pollReadNormal = 0x100
)

var wsaPoll = sync.OnceValue(func() *windows.LazyProc { return windows.NewLazySystemDLL("ws2_32.dll").NewProc("WSAPoll") })

// peerStateOf reports whether the other end of a socket sends nothing any more, which WSAPoll
// reports unasked, and whether the connection was reset.
func peerStateOf(fd uintptr) (finished, reset bool) {
	one := pollFD{fd: fd}
	if n, _, _ := wsaPoll().Call(uintptr(unsafe.Pointer(&one)), 1, 0); int32(n) <= 0 {
		return false, false
	}
	return one.revents&(pollErr|pollHup) != 0, one.revents&pollErr != 0
}

// readable reports whether a read of a socket would return at once.
func readable(fd uintptr) bool {
	one := pollFD{fd: fd, events: pollReadNormal}
	n, _, _ := wsaPoll().Call(uintptr(unsafe.Pointer(&one)), 1, 0)
	return int32(n) > 0
}
