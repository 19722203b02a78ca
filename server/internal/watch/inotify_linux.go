package watch

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// inotifySource reads inotify(7) itself: fsnotify does not pass on that a writer has closed a
// file, which says at once that the file is whole.
type inotifySource struct {
	file *os.File
	out  chan []signal
	stop chan struct{}
	done chan struct{}
	// gather and longest are those of timing.
	gather, longest time.Duration
	// folders and watches are each other's inverse.
	folders map[int32]string
	watches map[string]int32
	batches gathering
}

const watchMask = unix.IN_ATTRIB | unix.IN_CREATE | unix.IN_MODIFY | unix.IN_CLOSE_WRITE | unix.IN_MOVED_FROM | unix.IN_MOVED_TO |
	unix.IN_DELETE | unix.IN_DELETE_SELF | unix.IN_MOVE_SELF | unix.IN_ONLYDIR | unix.IN_EXCL_UNLINK

const guardMask = unix.IN_CREATE | unix.IN_MOVED_FROM | unix.IN_MOVED_TO | unix.IN_DELETE | unix.IN_ONLYDIR | unix.IN_MASK_ADD

func openSystem(t timing) (source, error) {
	descriptor, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return nil, os.NewSyscallError("inotify_init1", err)
	}
	s := &inotifySource{
		file:    os.NewFile(uintptr(descriptor), "inotify"),
		out:     make(chan []signal),
		stop:    make(chan struct{}),
		done:    make(chan struct{}),
		gather:  t.gather,
		longest: t.longestBatch,
		folders: map[int32]string{},
		watches: map[string]int32{},
	}
	s.batches.unread = s.unread
	go s.run()
	return s, nil
}

func (s *inotifySource) add(folder string) error { return s.watch(folder, watchMask) }

// guard watches the folder of the name. Its other names are of no interest, and the loop
// leaves them out.
func (s *inotifySource) guard(path string) {
	_ = s.watch(filepath.Dir(path), guardMask) // the loop's heartbeat notices it as well, later
}

func (s *inotifySource) watch(folder string, mask uint32) error {
	var watch int
	err := s.control(func(descriptor int) (err error) {
		watch, err = unix.InotifyAddWatch(descriptor, folder, mask)
		return err
	})
	if err != nil {
		return &os.PathError{Op: "inotify_add_watch", Path: folder, Err: err}
	}
	// A folder that moved has its watch still, and one that took its name has another.
	if before, known := s.folders[int32(watch)]; known {
		delete(s.watches, before)
	}
	if before, known := s.watches[folder]; known {
		delete(s.folders, before)
	}
	s.folders[int32(watch)], s.watches[folder] = folder, int32(watch)
	return nil
}

func (s *inotifySource) remove(folder string) {
	watch, known := s.watches[folder]
	if !known {
		return
	}
	delete(s.watches, folder)
	delete(s.folders, watch)
	_ = s.control(func(descriptor int) error { // a folder that is gone has lost its watch already
		_, err := unix.InotifyRmWatch(descriptor, uint32(watch))
		return err
	})
}

func (s *inotifySource) control(do func(descriptor int) error) error {
	connection, err := s.file.SyscallConn()
	if err != nil {
		return err
	}
	failed := connection.Control(func(descriptor uintptr) { err = do(int(descriptor)) })
	return errors.Join(err, failed)
}

func (s *inotifySource) signals() <-chan []signal { return s.out }

func (s *inotifySource) locate(found signal) string {
	folder, known := s.folders[found.watch]
	if !known {
		return ""
	}
	return filepath.Join(folder, found.name)
}

func (s *inotifySource) gathers() *gathering { return &s.batches }

func (s *inotifySource) close() {
	close(s.stop)
	_ = s.file.Close() // it wakes Read, and gives all watches back
	<-s.done
}

// unread reports whether the system has events that were not read: on a busy machine a while may pass
// until they are.
func (s *inotifySource) unread() (any bool) {
	_ = s.control(func(descriptor int) error { // where the file is closed, there is nothing to read
		bytes, err := unix.IoctlGetInt(descriptor, unix.TIOCINQ)
		any = bytes > 0
		return err
	})
	return any
}

// run passes on what the system reports. Where nobody receives, the system's own queue holds
// it, and reports where that is full.
func (s *inotifySource) run() {
	defer close(s.done)
	buffer := make([]byte, 64<<10)
	for {
		var batch []signal
		for begin := time.Now(); batch == nil || time.Since(begin) < s.longest && s.soon(s.gather); {
			n, err := s.read(buffer, batch != nil)
			if err != nil {
				return
			}
			batch = appendEvents(batch, buffer[:n])
		}
		select {
		case s.out <- batch:
		case <-s.stop:
			return
		}
	}
}

// read reads events. A batch that they begin is known before they are taken: at no moment is neither the
// batch there nor anything to read.
func (s *inotifySource) read(buffer []byte, inBatch bool) (n int, err error) {
	connection, err := s.file.SyscallConn()
	if err != nil {
		return 0, err
	}
	closed := connection.Read(func(descriptor uintptr) (done bool) {
		if !inBatch {
			s.batches.begin()
		}
		for {
			if n, err = unix.Read(int(descriptor), buffer); !errors.Is(err, unix.EINTR) {
				break
			}
		}
		if errors.Is(err, unix.EAGAIN) {
			if !inBatch {
				s.batches.end()
			}
			return false
		}
		return true
	})
	return max(0, n), errors.Join(err, closed)
}

// soon waits for an event. Go's timers, which epoll_wait(2) counts in milliseconds, are too
// coarse for it.
func (s *inotifySource) soon(patience time.Duration) (more bool) {
	deadline := time.Now().Add(patience)
	_ = s.control(func(descriptor int) error { // where the file is closed, there is no more
		for {
			rest := unix.NsecToTimespec(max(0, int64(time.Until(deadline))))
			n, err := unix.Ppoll([]unix.PollFd{{Fd: int32(descriptor), Events: unix.POLLIN}}, &rest, nil)
			if !errors.Is(err, unix.EINTR) { // Go's own signals interrupt it
				more = n > 0
				return err
			}
		}
	})
	return more
}

// appendEvents reads a buffer of struct inotify_event: wd, mask, cookie, len, then the name
// with NUL bytes behind it.
func appendEvents(batch []signal, buffer []byte) []signal {
	if batch == nil {
		batch = make([]signal, 0, 4)
	}
	for len(buffer) >= unix.SizeofInotifyEvent {
		watch, mask := int32(binary.NativeEndian.Uint32(buffer)), binary.NativeEndian.Uint32(buffer[4:])
		end := unix.SizeofInotifyEvent + int(binary.NativeEndian.Uint32(buffer[12:]))
		name := strings.TrimRight(string(buffer[unix.SizeofInotifyEvent:end]), "\x00")
		buffer = buffer[end:]
		if kind := kindOfMask(mask); kind != 0 {
			batch = append(batch, signal{name: name, watch: watch, kind: kind, folder: mask&unix.IN_ISDIR != 0})
		}
	}
	return batch
}

func kindOfMask(mask uint32) signalKind {
	switch {
	case mask&unix.IN_Q_OVERFLOW != 0:
		return lost
	case mask&(unix.IN_DELETE_SELF|unix.IN_MOVE_SELF|unix.IN_UNMOUNT) != 0:
		return vanishedSelf
	case mask&(unix.IN_DELETE|unix.IN_MOVED_FROM) != 0:
		return vanished
	case mask&unix.IN_MOVED_TO != 0:
		return arrived
	case mask&unix.IN_CREATE != 0:
		return created
	case mask&unix.IN_CLOSE_WRITE != 0:
		return closed
	case mask&unix.IN_MODIFY != 0:
		return written
	case mask&unix.IN_ATTRIB != 0: // whether it can be read or run may have changed
		return touched
	default: // IN_IGNORED: the watch has ended
		return 0
	}
}
