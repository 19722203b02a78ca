package static

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vitrina/server/internal/rootfs"
)

// Entry is something in a folder.
type Entry struct {
	Name     string
	Folder   bool
	Size     int64
	Modified time.Time
}

// batch is how many names are read at a time.
const batch = 1000

// Entries are the files and folders in a folder, in no order, without those that are hidden
// or could not be sent. If the context ends, the error is its cause.
func (s *Files) Entries(ctx context.Context, found Found) ([]Entry, error) {
	folder, err := s.root.OpenRoot(found.local)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	if info, err := folder.Stat("."); err != nil || !os.SameFile(info, found.Info) { // its name leads elsewhere by now
		return nil, notExist(found.Path)
	}
	entries := []Entry{}
	for {
		names, err := found.File.ReadDir(batch)
		for _, each := range names {
			if entry, ok := s.entry(folder, found.local, each); ok {
				entries = append(entries, entry)
			}
		}
		switch {
		case err == io.EOF:
			return entries, nil
		case err != nil:
			return nil, err
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		}
	}
}

// entry describes a file or folder in a folder whose name for the root is local. It is not ok
// if it would not be sent.
func (s *Files) entry(folder *os.Root, local string, each fs.DirEntry) (Entry, bool) {
	name := each.Name()
	if strings.HasPrefix(name, ".") {
		return Entry{}, false
	}
	info, err := folder.Lstat(name)
	if err == nil && !info.Mode().IsRegular() { // a plain file lies where its folder does, and that one is served
		local := filepath.Join(local, name)
		local, info, err = rootfs.Stat(s.root, local)
		if err == nil && !info.IsDir() && !info.Mode().IsRegular() {
			return Entry{}, false
		}
		if err == nil {
			if excluded, moved := s.isExcluded(local, info); excluded || moved {
				return Entry{}, false
			}
		}
	}
	if err != nil {
		return Entry{}, false
	}
	return Entry{Name: name, Folder: info.IsDir(), Size: info.Size(), Modified: info.ModTime()}, true
}
