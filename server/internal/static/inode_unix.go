//go:build linux || darwin

package static

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
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
func (v *vantage) open(root *os.Root) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.root != nil {
		return
	}
	file, err := root.Open(".")
	if err != nil {
		return
	}
	if v.top, err = inodeOf(file); err != nil {
		_ = file.Close() // nothing was written
		return
	}
	v.root = file
}

func (v *vantage) close() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.root != nil {
		_ = v.root.Close() // nothing was written
	}
}

// from calls a function with the root's descriptor, unless it is not open.
func (v *vantage) from(look func(top int)) {
	v.mu.Lock()
	root := v.root
	v.mu.Unlock()
	if root != nil {
		_ = with(root, look) // closed meanwhile, it is not looked from
	}
}

// look returns what a name leads through; nil where it is no plain file.
func (v *vantage) look(root *os.Root, local string) (places []inode) {
	v.open(root)
	v.from(func(top int) {
		for name := local; name != "."; name = filepath.Dir(name) {
			mode, is, err := lstat(top, name)
			if err != nil || len(places) == 0 && mode != unix.S_IFREG || len(places) > 0 && mode != unix.S_IFDIR {
				places = nil
				return
			}
			places = append(places, is)
		}
	})
	return places
}

// holds reports whether a name leads through the same places as before.
func (v *vantage) holds(local string, places []inode) (same bool) {
	v.from(func(top int) {
		for _, before := range places {
			if _, is, err := lstat(top, local); err != nil || is != before {
				return
			}
			local = filepath.Dir(local)
		}
		same = true
	})
	return same
}

// excludes reports whether one of the places, or the root, is an excluded name's, or may be.
func (v *vantage) excludes(places []inode, excluded []string) (is bool) {
	is = true
	v.from(func(top int) {
		is = slices.ContainsFunc(excluded, func(name string) bool { return v.excludedAt(top, name, places) })
	})
	return is
}

func (v *vantage) excludedAt(top int, name string, places []inode) bool {
	mode, at, err := lstat(top, name)
	switch {
	case errors.Is(err, unix.ENOENT), errors.Is(err, unix.ENOTDIR): // there is nothing to exclude
		return false
	case err != nil || mode == unix.S_IFLNK: // it may be anywhere
		return true
	}
	return at.same(v.top) || slices.ContainsFunc(places, at.same)
}

func (i inode) same(other inode) bool { return i.device == other.device && i.number == other.number }

// is reports whether an open file is what the inode was when it was looked at.
func (i inode) is(file *os.File) bool {
	now, err := inodeOf(file)
	return err == nil && now == i
}

func inodeOf(file *os.File) (is inode, err error) {
	var failed error
	err = with(file, func(descriptor int) {
		_, is, failed = stat(func(stat *unix.Stat_t) error { return unix.Fstat(descriptor, stat) })
	})
	return is, errors.Join(err, failed)
}

// with calls a function with a file's descriptor, which is open for as long.
func with(file *os.File, use func(descriptor int)) error {
	raw, err := file.SyscallConn()
	if err != nil {
		return err
	}
	return raw.Control(func(descriptor uintptr) { use(int(descriptor)) })
}

// lstat looks at a name below a folder. It follows no link at its end.
func lstat(folder int, name string) (mode uint32, is inode, err error) {
	return stat(func(stat *unix.Stat_t) error { return unix.Fstatat(folder, name, stat, unix.AT_SYMLINK_NOFOLLOW) })
}

func stat(call func(*unix.Stat_t) error) (mode uint32, is inode, err error) {
	var stat unix.Stat_t
	if err := call(&stat); err != nil {
		return 0, inode{}, err
	}
	mode = uint32(stat.Mode) & unix.S_IFMT
	is = inode{device: uint64(stat.Dev), number: stat.Ino}
	if mode != unix.S_IFDIR {
		is.size, is.modified, is.changed = stat.Size, stat.Mtim, stat.Ctim
	}
	return mode, is, nil
}
