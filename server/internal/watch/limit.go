package watch

import (
	"fmt"

	"vitrina/server/internal/oslimit"
)

// LimitError means that the operating system gives no further watches. What gets none is
// polled, which is slower.
type LimitError struct {
	// Limit is the name of the limit, as the system calls it.
	Limit string
	// Value is the limit now, 0 where it is unknown.
	Value int
	// Remedy is the command that raises it.
	Remedy string
	// Err is the system's error.
	Err error
}

func (e *LimitError) Error() string {
	now := ""
	if e.Value > 0 {
		now = fmt.Sprintf(" (now %d)", e.Value)
	}
	return fmt.Sprintf("the system's limit %s%s is reached: files are looked at once a second instead of watched; raise it with: %s",
		e.Limit, now, e.Remedy)
}

func (e *LimitError) Unwrap() error { return e.Err }

// limitOf is the limit that an error is about, nil if it is about none.
func limitOf(err error) *LimitError {
	limit, reached := oslimit.OfWatching(err)
	if !reached {
		return nil
	}
	return &LimitError{Limit: limit.Name, Value: limit.Value, Remedy: limit.Remedy, Err: err}
}

// limitOr is the limit that an error is about, or else what it says of a folder.
func limitOr(err error, folder string) error {
	if limit := limitOf(err); limit != nil {
		return limit
	}
	return &FolderError{Path: folder, Err: err}
}

// EventlessError means that a folder lies on a file system that does not report every change,
// such as a network drive. It is polled, too.
type EventlessError struct {
	// Path is relative to the root, with / between names; "." is the root.
	Path string
	// Filesystem is what the system calls it, such as nfs, cifs, 9p or fuse.
	Filesystem string
}

func (e *EventlessError) Error() string {
	return fmt.Sprintf("%s is on a file system (%s) that does not report every change: files are looked at once a second", e.Path, e.Filesystem)
}

// FolderError means that a folder cannot be watched, most often because it cannot be read.
type FolderError struct {
	// Path is relative to the root, with / between names; "." is the root.
	Path string
	Err  error
}

func (e *FolderError) Error() string {
	return fmt.Sprintf("changes below %s are not noticed: %v", e.Path, e.Err)
}

func (e *FolderError) Unwrap() error { return e.Err }
