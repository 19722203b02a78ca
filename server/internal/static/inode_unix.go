//go:build linux || darwin

package static

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// inode is what a name stands for, by the system's own numbers (stat(2)). Of a folder only the
// identity counts.
type inode struct {
	device, number    uint64
	size              int64
	modified, changed unix.Timespec
}

// look returns what a name below a folder leads through; nil where it is not a plain file.
func look(top, local string) (places []inode) {
	for name := local; name != "."; name = filepath.Dir(name) {
		mode, is, err := lstat(filepath.Join(top, name))
		if err != nil || len(places) == 0 && mode != unix.S_IFREG || len(places) > 0 && mode != unix.S_IFDIR {
			return nil
		}
		places = append(places, is)
	}
	return places
}

// holds reports whether a name leads through the same places as before.
func holds(name string, places []inode) bool {
	for _, before := range places {
		if _, is, err := lstat(name); err != nil || is != before {
			return false
		}
		name = filepath.Dir(name)
	}
	return true
}

// excludes reports whether one of the places, or the root, is what a name stands for, or may be.
func excludes(name string, root *os.Root, places []inode) bool {
	mode, at, err := lstat(name)
	switch {
	case errors.Is(err, unix.ENOENT), errors.Is(err, unix.ENOTDIR): // there is nothing to exclude
		return false
	case err != nil || mode == unix.S_IFLNK: // it may be anywhere
		return true
	}
	return slices.ContainsFunc(places, at.same) || at.isRoot(root)
}

func (i inode) same(other inode) bool { return i.device == other.device && i.number == other.number }

// isRoot reports whether it is a root, as where one file system is mounted at two places.
func (i inode) isRoot(root *os.Root) bool {
	info, err := root.Stat(".")
	if err != nil {
		return true // unknown: better not
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return !ok || i.same(inode{device: uint64(stat.Dev), number: stat.Ino})
}

// is reports whether an open file is what the inode was when it was looked at.
func (i inode) is(file *os.File) bool {
	raw, err := file.SyscallConn()
	if err != nil {
		return false
	}
	same := false
	err = raw.Control(func(descriptor uintptr) {
		var stat unix.Stat_t
		if unix.Fstat(int(descriptor), &stat) == nil {
			_, now := inodeOf(&stat)
			same = now == i
		}
	})
	return err == nil && same
}

// lstat looks at a name. It follows no link at its end.
func lstat(name string) (mode uint32, is inode, err error) {
	var stat unix.Stat_t
	if err := unix.Lstat(name, &stat); err != nil {
		return 0, inode{}, err
	}
	mode, is = inodeOf(&stat)
	return mode, is, nil
}

// lookAtFolder looks at a folder, and at its times if they count. It returns false where the name is not
// a folder, such as a link to one.
func lookAtFolder(name string, timed bool) (inode, bool) {
	var stat unix.Stat_t
	if unix.Lstat(name, &stat) != nil {
		return inode{}, false
	}
	mode, is := inodeOf(&stat)
	if timed {
		is.modified, is.changed = stat.Mtim, stat.Ctim
	}
	return is, mode == unix.S_IFDIR
}

// timed reports whether times were looked at.
func (i inode) timed() bool { return i.changed != unix.Timespec{} }

// settled reports whether the times tell what was looked at from what it becomes from a moment on.
func (i inode) settled(from time.Time) bool {
	latest := max(i.modified.Nano(), i.changed.Nano())
	if !i.timed() { // this file system keeps no times
		return false
	}
	return from.Sub(time.Unix(0, latest)) > clockGrain(latest)
}

func inodeOf(stat *unix.Stat_t) (mode uint32, is inode) {
	mode = uint32(stat.Mode) & unix.S_IFMT
	is = inode{device: uint64(stat.Dev), number: stat.Ino}
	if mode != unix.S_IFDIR {
		is.size, is.modified, is.changed = stat.Size, stat.Mtim, stat.Ctim
	}
	return mode, is
}
