package site

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"vitrina/server/internal/rootfs"
	"vitrina/server/internal/static"
)

// folder is the folder that is served, by its configured path. Builds remove it and make it
// anew, `git checkout` brings another, a link is pointed elsewhere: requests are answered from
// what the path means now.
type folder struct {
	// named is the configured path, which may lead through links.
	named string
	serve func(*os.Root) *static.Files

	mu  sync.Mutex
	now opened
}

// opened is a folder that the path has meant.
type opened struct {
	// root is closed with the last use of it, by the garbage collector.
	root *os.Root
	// path is free of links.
	path  string
	info  fs.FileInfo
	files *static.Files
	// gone is true where the path means no folder now.
	gone bool
}

// openFolder opens the folder that a path means. serve makes what serves it.
func openFolder(named string, serve func(*os.Root) *static.Files) (*folder, error) {
	f := &folder{named: named, serve: serve}
	return f, f.open()
}

func (f *folder) open() error {
	path, err := filepath.EvalSymlinks(f.named)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return err
	}
	info, err := root.Stat(".")
	if err != nil {
		return errors.Join(err, root.Close())
	}
	f.now = opened{root: root, path: path, info: info, files: f.serve(root)}
	return nil
}

// close gives the folder back.
func (f *folder) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now.root.Close()
}

// findKept finds a file that is kept of the folder. That it is found says that the path means the
// folder still.
func (f *folder) findKept(name string, folder bool) (*static.Files, static.Found, bool) {
	f.mu.Lock()
	files := f.now.files
	f.mu.Unlock()
	found, ok := files.FindKept(name, folder)
	return files, found, ok
}

// current is the folder that the path means now, or the last that it meant where it means none.
func (f *folder) current() opened {
	info, err := os.Stat(f.named)
	f.mu.Lock()
	defer f.mu.Unlock()
	if err == nil && info.IsDir() && !os.SameFile(info, f.now.info) {
		_ = f.open() // it is gone again: the next request looks again
	}
	now := f.now
	now.gone = meansNone(info, err)
	return now
}

// meansNone reports whether a path means no folder, by what the system says of it. One that only
// cannot be looked at may be there.
func meansNone(info fs.FileInfo, err error) bool {
	return err == nil && !info.IsDir() || errors.Is(err, fs.ErrNotExist)
}

// gone reports whether the path means no folder, and when the folder above it changed.
func (f *folder) gone() (changed time.Time, gone bool) {
	info, err := os.Stat(f.named)
	if !meansNone(info, err) {
		return time.Time{}, false
	}
	if above, err := os.Stat(filepath.Dir(f.named)); err == nil {
		changed = above.ModTime()
	}
	return changed, true
}

// asConfigured is the name by which those who configured the folder know a file of it, whose path is free of links.
// Other files keep theirs.
func (f *folder) asConfigured(file string) string {
	relative, err := filepath.Rel(f.current().path, file)
	if err != nil || !filepath.IsLocal(relative) {
		return file
	}
	return filepath.Join(f.named, relative)
}

// root is the folder that is served now.
func (s *Site) root() *os.Root { return s.folder.current().root }

// stat describes what a name with / between names leads to, also by a link that is absolute.
func (s *Site) stat(name string) (fs.FileInfo, error) {
	_, info, err := rootfs.Stat(s.root(), filepath.FromSlash(name))
	return info, err
}

// files serve it.
func (s *Site) files() *static.Files { return s.folder.current().files }
