package listen

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
	pollErr = 0x1
	pollHup = 0x2
)

var wsaPoll = sync.OnceValue(func() *windows.LazyProc { return windows.NewLazySystemDLL("ws2_32.dll").NewProc("WSAPoll") })

// hungUp tells whether the other end of a socket was closed or aborted, of which
// WSAPoll tells unasked.
func hungUp(fd uintptr) bool {
	one := pollFD{fd: fd}
	n, _, _ := wsaPoll().Call(uintptr(unsafe.Pointer(&one)), 1, 0)
	return int32(n) > 0 && one.revents&(pollErr|pollHup) != 0
}
