package watch

import (
	"io/fs"
	"os"
	"time"
)

// kind is what a name in the file system stands for.
type kind int

const (
	// absent is also what cannot be looked at.
	absent kind = iota
	folder
	file
	link
	// special is a device, a pipe or a socket. It is never opened.
	special
)

func kindOf(mode fs.FileMode) kind {
	switch {
	case mode.IsDir():
		return folder
	case mode.IsRegular():
		return file
	case mode&fs.ModeSymlink != 0:
		return link
	default:
		return special
	}
}

// snapshot is what a name was when it was looked at. A symbolic link is not followed.
type snapshot struct {
	kind     kind
	size     int64
	modified time.Time
	// writing is true where a program has the file open for writing; it counts only where
	// writerKnown is true.
	writing, writerKnown bool
}

// same reports whether a file looks as it did: size and time are the same.
func (s snapshot) same(other snapshot) bool {
	return s.kind == other.kind && s.size == other.size && s.modified.Equal(other.modified)
}

func look(path string) snapshot {
	info, err := os.Lstat(path)
	if err != nil {
		return snapshot{}
	}
	if kindOf(info.Mode()) != file {
		return snapshot{kind: kindOf(info.Mode())}
	}
	seen := snapshot{kind: file, size: info.Size(), modified: info.ModTime()}
	opened, err := openToRead(path)
	if err != nil {
		return seen
	}
	defer opened.Close()
	// The lease before the size: what was written before the writer closed it counts.
	seen.writing, seen.writerKnown = hasWriter(opened)
	info, err = opened.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return snapshot{}
	}
	seen.size, seen.modified = info.Size(), info.ModTime()
	return seen
}
