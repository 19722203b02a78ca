//go:build linux || darwin

package static

import (
	"errors"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"
)

// inode is what a name stands for, by the system's own numbers (stat(2)). Of a folder only the
// identity counts.
type inode struct {
	device, number    uint64
	size              int64
	modified, changed unix.Timespec
}

// vantage is a root from which names are looked at without opening anything.
type vantage struct {
	mu   sync.Mutex
	root *os.File // nil until it is needed
	// top is the root itself.
	top inode
}

// open opens the root, once.
func (v *vantage) open(root *os.Root) *os.File {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.root == nil {
		file, err := root.Open(".")
		if err != nil {
			return nil
		}
		if v.top, err = placeOf(file); err != nil {
			_ = file.Close()
			return nil
		}
		v.root = file
	}
	return v.root
}

func (v *vantage) close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.root != nil {
		_ = v.root.Close() // nothing was written
	}
}

func (v *vantage) opened() *os.File {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.root
}

// look returns what a name leads through; nil where it is no plain file.
func (v *vantage) look(root *os.Root, local string) []inode {
	at := v.open(root)
	if at == nil {
		return nil
	}
	var places []inode
	for name := local; name != "."; name = filepath.Dir(name) {
		mode, is, err := lstat(at, name)
		if err != nil || len(places) == 0 && mode != unix.S_IFREG || len(places) > 0 && mode != unix.S_IFDIR {
			return nil
		}
		places = append(places, is)
	}
	return places
}

// holds reports whether a name leads through the same places as before.
func (v *vantage) holds(local string, places []inode) bool {
	at := v.opened()
	if at == nil {
		return false
	}
	for _, before := range places {
		if _, is, err := lstat(at, local); err != nil || is != before {
			return false
		}
		local = filepath.Dir(local)
	}
	return true
}

// excludes reports whether one of the places, or the root, is an excluded name's, or may be.
func (v *vantage) excludes(places []inode, excluded []string) bool {
	at := v.opened()
	for _, name := range excluded {
		mode, is, err := lstat(at, name)
		switch {
		case errors.Is(err, unix.ENOENT), errors.Is(err, unix.ENOTDIR): // there is nothing to exclude
			continue
		case err != nil || mode == unix.S_IFLNK || is.same(v.top): // it may be anywhere
			return true
		}
		for _, each := range places {
			if is.same(each) {
				return true
			}
		}
	}
	return false
}

func (i inode) same(other inode) bool { return i.device == other.device && i.number == other.number }

// is reports whether an open file is what the place was when it was looked at.
func (i inode) is(file *os.File) bool {
	now, err := placeOf(file)
	return err == nil && now == i
}

func placeOf(file *os.File) (is inode, err error) {
	_, is, err = stat(file, func(fd int, stat *unix.Stat_t) error { return unix.Fstat(fd, stat) })
	return is, err
}

// lstat looks at a name below a folder. It follows no link at its end.
func lstat(folder *os.File, name string) (mode uint32, is inode, err error) {
	return stat(folder, func(fd int, stat *unix.Stat_t) error {
		return unix.Fstatat(fd, name, stat, unix.AT_SYMLINK_NOFOLLOW)
	})
}

func stat(file *os.File, call func(fd int, stat *unix.Stat_t) error) (mode uint32, is inode, err error) {
	raw, err := file.SyscallConn()
	if err != nil {
		return 0, inode{}, err
	}
	var stat unix.Stat_t
	var failed error
	if err := raw.Control(func(fd uintptr) { failed = call(int(fd), &stat) }); err != nil {
		return 0, inode{}, err
	}
	if failed != nil {
		return 0, inode{}, failed
	}
	mode = uint32(stat.Mode) & unix.S_IFMT
	is = inode{device: uint64(stat.Dev), number: stat.Ino}
	if mode != unix.S_IFDIR {
		is.size, is.modified, is.changed = stat.Size, stat.Mtim, stat.Ctim
	}
	return mode, is, nil
}
