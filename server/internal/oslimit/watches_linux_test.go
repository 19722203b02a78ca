package oslimit

import (
	"os"
	"syscall"
	"testing"
)

func TestOfWatching(t *testing.T) {
	for errno, want := range map[syscall.Errno][2]string{
		syscall.ENOSPC: {"fs.inotify.max_user_watches", "sudo sysctl fs.inotify.max_user_watches=524288"},
		syscall.EMFILE: {"fs.inotify.max_user_instances", "sudo sysctl fs.inotify.max_user_instances=1024"},
	} {
		limit, reached := OfWatching(os.NewSyscallError("inotify_add_watch", errno))
		if !reached || limit.Name != want[0] || limit.Remedy != want[1] || limit.Value <= 0 {
			t.Errorf("%v: %+v", errno, limit)
		}
	}
}
