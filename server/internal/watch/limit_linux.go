package watch

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// limitOf recognises the errors by which inotify_init1(2) and inotify_add_watch(2) say that
// a limit of the user is reached. EMFILE may also be the process's own limit of open files;
// the instances are by far the smaller number (128 by default).
func limitOf(err error) *LimitError {
	switch {
	case errors.Is(err, unix.ENOSPC):
		return inotifyLimit("max_user_watches", 524288, err)
	case errors.Is(err, unix.EMFILE):
		return inotifyLimit("max_user_instances", 1024, err)
	default:
		return nil
	}
}

func inotifyLimit(name string, enough int, err error) *LimitError {
	limit := &LimitError{Limit: "fs.inotify." + name, Err: err}
	limit.Remedy = fmt.Sprintf("sudo sysctl %s=%d", limit.Limit, enough)
	if text, readErr := os.ReadFile("/proc/sys/fs/inotify/" + name); readErr == nil {
		// Text that is no number leaves 0, which stands for unknown.
		limit.Value, _ = strconv.Atoi(strings.TrimSpace(string(text)))
	}
	return limit
}
