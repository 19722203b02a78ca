package fault

import (
	"strconv"
	"syscall"

	"golang.org/x/sys/windows"
)

// systemCauses are what else this system says (System Error Codes).
var systemCauses = []struct {
	err  error
	name string
}{
	{windows.ERROR_BAD_EXE_FORMAT, "notProgram"},
	{windows.ERROR_FILENAME_EXCED_RANGE, "tooLong"}, // of CreateProcess: the command line
	{windows.ERROR_TOO_MANY_OPEN_FILES, "tooManyFiles"},
	{windows.ERROR_NOT_ENOUGH_MEMORY, "noMemory"},
	{windows.ERROR_NO_SYSTEM_RESOURCES, "noMemory"},
	{windows.ERROR_COMMITMENT_LIMIT, "noMemory"},
	{windows.ERROR_SHARING_VIOLATION, "inUse"},
	{windows.ERROR_LOCK_VIOLATION, "inUse"},
	{windows.ERROR_DIRECTORY, "notFolder"},
	{windows.ERROR_CANT_RESOLVE_FILENAME, "linkLoop"},
	{windows.ERROR_INVALID_NAME, "notFound"},
	{windows.ERROR_CRC, "disk"},
	{windows.ERROR_WRITE_PROTECT, "readOnly"},
	{windows.ERROR_IO_DEVICE, "disk"},
	{windows.ERROR_DISK_FULL, "diskFull"},
	{windows.WSAECONNRESET, "connection"},
	{windows.WSAECONNABORTED, "connection"},
	{windows.ERROR_NETNAME_DELETED, "connection"},
	{windows.ERROR_BROKEN_PIPE, "connection"},
	{windows.WSAEADDRINUSE, "addressTaken"},
	{windows.WSAEADDRNOTAVAIL, "noAddress"},
}

// numbered is the number of an error.
func numbered(number syscall.Errno) string { return "error " + strconv.Itoa(int(number)) }
