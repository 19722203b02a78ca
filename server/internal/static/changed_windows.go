package static

import (
	"io/fs"
	"os"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// changeTime is when a file's content, size or times were last changed (FILE_BASIC_INFO,
// ChangeTime): os.Chtimes cannot set it back. File systems that keep none, such as FAT, give
// 0; then it is the time of the last write.
func changeTime(file *os.File, info fs.FileInfo) time.Time {
	var basic struct {
		created, accessed, written, changed windows.Filetime
		attributes                          uint32
		_                                   uint32
	}
	err := withHandle(file, func(handle windows.Handle) error {
		return windows.GetFileInformationByHandleEx(handle, windows.FileBasicInfo, (*byte)(unsafe.Pointer(&basic)), uint32(unsafe.Sizeof(basic)))
	})
	if err != nil || basic.changed == (windows.Filetime{}) {
		return info.ModTime()
	}
	return time.Unix(0, basic.changed.Nanoseconds())
}

// withHandle lends a file's handle.
func withHandle(file *os.File, use func(windows.Handle) error) error {
	raw, err := file.SyscallConn()
	if err != nil {
		return err
	}
	var used error
	if err := raw.Control(func(fd uintptr) { used = use(windows.Handle(fd)) }); err != nil {
		return err
	}
	return used
}
