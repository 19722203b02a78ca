package static

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"

	"vitrina/server/internal/inside"
)

// Entry is something in a folder.
type Entry struct {
	Name     string
	Folder   bool
	Size     int64
	Modified time.Time
}

// Entries are what a folder holds, in no order, without what is hidden or could not be
// sent.
func (s *Files) Entries(found Found) ([]Entry, error) {
	names, err := found.File.ReadDir(-1)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, 0, len(names))
	for _, each := range names {
		if entry, ok := s.entry(found.Path, each); ok {
			entries = append(entries, entry)
		}
	}
	return entries, nil
}

// entry describes something in a folder that is served; not ok where it would not be sent.
func (s *Files) entry(folder string, each fs.DirEntry) (Entry, bool) {
	name := each.Name()
	if strings.HasPrefix(name, ".") {
		return Entry{}, false
	}
	local, info, err := inside.Stat(s.root, filepath.FromSlash(path.Join(folder, name)))
	if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
		return Entry{}, false
	}
	// A plain file lies where its folder does, and that one is served.
	if !each.Type().IsRegular() && s.isBarred(local, info) {
		return Entry{}, false
	}
	return Entry{Name: name, Folder: info.IsDir(), Size: info.Size(), Modified: info.ModTime()}, true
}
