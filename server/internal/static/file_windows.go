package static

import (
	"io/fs"
	"os"
	"strconv"
	"unsafe"

	"golang.org/x/sys/windows"
)

// openToRead opens a file; no name in a folder makes that wait.
func openToRead(root *os.Root, name string) (*os.File, error) { return root.Open(name) }

// fileID distinguishes a file from another that took its name, size and times.
func fileID(file *os.File, _ fs.FileInfo) string {
	var known windows.ByHandleFileInformation
	if withHandle(file, func(handle windows.Handle) error { return windows.GetFileInformationByHandle(handle, &known) }) != nil {
		return ""
	}
	return "-" + strconv.FormatUint(uint64(known.FileIndexHigh)<<32|uint64(known.FileIndexLow), 36)
}

// nameless reports whether a file is deleted as soon as it is closed (FILE_STANDARD_INFO).
func nameless(file *os.File, _ fs.FileInfo) bool {
	var standard struct {
		allocated, size        int64
		links                  uint32
		deletePending, isAFile byte
	}
	return withHandle(file, func(handle windows.Handle) error {
		return windows.GetFileInformationByHandleEx(handle, windows.FileStandardInfo, (*byte)(unsafe.Pointer(&standard)), uint32(unsafe.Sizeof(standard)))
	}) == nil && standard.deletePending != 0
}
