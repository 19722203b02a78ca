package reload

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"
)

// bareRead is how long inotify itself takes, without a server, from a save to the read of its event.
func bareRead(folder string, save func() (time.Time, error)) (time.Duration, error) {
	descriptor, err := unix.InotifyInit1(unix.IN_CLOEXEC)
	if err != nil {
		return 0, err
	}
	defer unix.Close(descriptor)
	if _, err := unix.InotifyAddWatch(descriptor, folder, unix.IN_CLOSE_WRITE|unix.IN_MOVED_TO); err != nil {
		return 0, err
	}
	came := make(chan time.Time)
	go func() {
		buffer := make([]byte, 4096)
		// A save by rename closes another file first.
		var last time.Time
		for {
			ready, err := unix.Poll([]unix.PollFd{{Fd: int32(descriptor), Events: unix.POLLIN}}, 200)
			if errors.Is(err, unix.EINTR) {
				continue
			}
			if err != nil || ready == 0 {
				came <- last
				return
			}
			_, _ = unix.Read(descriptor, buffer) // what it says is known
			last = time.Now()
		}
	}()
	begun, err := save()
	at := <-came
	if err == nil && at.IsZero() {
		err = errors.New("inotify reports nothing")
	}
	return max(0, at.Sub(begun)), err
}
