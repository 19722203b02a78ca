package static

import (
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrina/server/internal/rootfs"
)

// Tagged is a file or folder as it is now.
type Tagged struct {
	// Path is relative to the root, with / between names; a folder's ends in a slash.
	Path string
	// Tag is a file's; see Representation.Tag. A folder has none.
	Tag string
	// Changed is when its content, name or times were last changed.
	Changed time.Time
	// Plain is true where it is known to lie where its name says, without links.
	Plain bool
}

// TagOf looks at a file, whether it could be sent or not. It is not ok where there is none.
func (s *Files) TagOf(name string) (Tagged, bool) {
	if known, ok := s.keptTag(name); ok {
		return known, true
	}
	local, info, err := rootfs.Stat(s.root, filepath.FromSlash(name))
	if err != nil || !info.Mode().IsRegular() {
		return Tagged{}, false
	}
	return s.tagAt(s.root, local, name)
}

// keptTag is a file that did not change since it was looked at.
func (s *Files) keptTag(name string) (Tagged, bool) {
	known := s.keeper.find(name)
	if known == nil {
		return Tagged{}, false
	}
	return Tagged{name, known.tag, known.changed, true}, true
}

// tagAt looks at a file that a root opens as local.
func (s *Files) tagAt(root *os.Root, local, name string) (Tagged, bool) {
	file, err := s.openToRead(root, local)
	if err != nil {
		return Tagged{Path: name, Tag: Unreadable}, true
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return Tagged{}, false
	}
	tag, changed, settled := s.tags.of(name, file, info)
	if settled {
		s.keeper.keepTag(s.top, Found{File: file, Path: name, local: filepath.FromSlash(name)}, info, tag, changed)
	}
	return Tagged{Path: name, Tag: tag, Changed: changed}, true
}

// ContentOf reads a file of at most so many bytes. It is not ok where there is none, and where it changed
// meanwhile.
func (s *Files) ContentOf(name string, most int64) (content []byte, tag string, ok bool) {
	known := s.keeper.find(name)
	if known != nil && known.content != nil && int64(len(known.content)) <= most {
		return known.content, known.tag, true
	}
	local, info, err := rootfs.Stat(s.root, filepath.FromSlash(name))
	if err != nil || !info.Mode().IsRegular() || info.Size() > most {
		return nil, "", false
	}
	file, err := s.openToRead(s.root, local)
	if err != nil {
		return nil, "", false
	}
	defer file.Close()
	content, err = io.ReadAll(io.LimitReader(file, most+1))
	if err != nil || int64(len(content)) > most {
		return nil, "", false
	}
	if known != nil && known.places[0].is(file) { // it is what was hashed
		return content, known.tag, true
	}
	return content, digest(content), true
}

// TagsBelow looks at a folder and at all files and folders below it, in their order, but at no
// more than most. It leaves out what skip says, which must say the same each time, and follows links to
// files.
func (s *Files) TagsBelow(folder string, skip func(name string, folder bool) bool, most int) []Tagged {
	if found, ok := s.belows.find(folder, most); ok {
		return found
	}
	local, info, err := rootfs.Stat(s.root, filepath.FromSlash(folder))
	if err != nil || !info.IsDir() {
		return nil
	}
	root, err := s.root.OpenRoot(local)
	if err != nil {
		return nil
	}
	defer root.Close()
	walk, found := belowWalk{files: s}, []Tagged{}
	walk.begin(folder)
	_ = fs.WalkDir(root.FS(), ".", func(at string, entry fs.DirEntry, err error) error { // what cannot be read is left out
		name := path.Join(folder, at)
		switch {
		case len(found) >= most:
			return fs.SkipAll
		case err != nil:
			walk.fails = true
			return nil
		case at != "." && skip(name, entry.IsDir()):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			walk.list(name)
			defer s.opens(root, filepath.FromSlash(at))()
			if info, err := entry.Info(); err == nil {
				found = append(found, Tagged{Path: name + "/", Changed: info.ModTime()})
			}
			return nil
		}
		each, ok := s.below(root, at, name, entry)
		if ok {
			found = append(found, each)
		}
		if !ok || entry.Type()&fs.ModeSymlink != 0 { // what a link leads to may change, or come, elsewhere
			walk.fails = true
		}
		return nil
	})
	slices.SortFunc(found, func(a, b Tagged) int { return strings.Compare(a.Path, b.Path) })
	walk.end(root, folder, most, found)
	return found
}

// below looks at an entry of a folder. Where a link leads is for the site's root to say.
func (s *Files) below(root *os.Root, at, name string, entry fs.DirEntry) (Tagged, bool) {
	if known, ok := s.keptTag(name); ok {
		return known, true
	}
	if entry.Type().IsRegular() {
		return s.tagAt(root, filepath.FromSlash(at), name)
	}
	if entry.Type()&fs.ModeSymlink != 0 {
		return s.TagOf(name)
	}
	return Tagged{}, false
}
