package oslimit

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// OfWatching is the limit that an error of inotify_init1(2) or inotify_add_watch(2) is about,
// if it is about one of the user's. EMFILE may also mean the process's own limit of open
// files; the instances are by far the smaller number (128 by default).
func OfWatching(err error) (Limit, bool) {
	switch {
	case errors.Is(err, unix.ENOSPC):
		return inotify("max_user_watches", 524288), true
	case errors.Is(err, unix.EMFILE):
		return inotify("max_user_instances", 1024), true
	}
	return Limit{}, false
}

func inotify(name string, enough int) Limit {
	limit := Limit{Name: "fs.inotify." + name}
	limit.Remedy = fmt.Sprintf("sudo sysctl %s=%d", limit.Name, enough)
	if text, err := os.ReadFile("/proc/sys/fs/inotify/" + name); err == nil {
		limit.Value, _ = strconv.Atoi(strings.TrimSpace(string(text))) // 0, for unknown, where it is not a number
	}
	return limit
}
