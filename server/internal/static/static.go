// Package static answers requests with the files of a folder.
//
// Files are opened through os.Root, so no name and no symbolic link leads out of the folder.
// A link that stays inside is followed, whether it is relative or absolute. Whether a file may
// be sent (a script is never sent as source) depends on the file that was found, not on the
// name that was asked for.
package static

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"vitrina/server/internal/oslimit"
	"vitrina/server/internal/rootfs"
)

// Files serves a folder.
type Files struct {
	root *os.Root
	// top is the path that leads to the root.
	top   string
	types Types
	// excluded are folders, relative to the root, whose files are scripts. None of them is
	// sent, under any name.
	excluded []string
	// excludedAt are their paths behind top.
	excludedAt []string
	tags       tags
	dates      dates
	keeper     keeper
	belows     belowKeeper
	opening    func(folder, name string) (opened func())
}

// New serves the root.
func New(root *os.Root, types Types, excluded []string) *Files {
	s := &Files{root: root, types: types, excluded: excluded}
	s.ReachedBy(root.Name())
	return s
}

// ReachedBy names the path that leads to the root, where that is not the root's own: links on it may
// be pointed elsewhere. ReachedBy is to be called before the files are used.
func (s *Files) ReachedBy(path string) {
	s.top, s.excludedAt = path, nil
	for _, each := range s.excluded {
		s.excludedAt = append(s.excludedAt, filepath.Join(path, filepath.FromSlash(each)))
	}
}

// OnOpening has a function called before a file is opened or a folder is listed, and what that
// returns afterwards. It gets the path of a folder and a name from there. OnOpening is to be called
// before the files are used.
func (s *Files) OnOpening(opening func(folder, name string) (opened func())) { s.opening = opening }

// openToRead opens a file of the root, or of a folder below it.
func (s *Files) openToRead(root *os.Root, local string) (*os.File, error) {
	defer s.opens(root, local)()
	return openToRead(root, local)
}

func (s *Files) opens(root *os.Root, local string) (opened func()) {
	if s.opening == nil {
		return func() {}
	}
	return s.opening(root.Name(), local)
}

// Type is the Content-Type of a file of that name; see Types.Of.
func (s *Files) Type(name string) (contentType string, bySetting bool) { return s.types.Of(name) }

// TypeKey is what decides on the type of a file of that name; see Types.Key.
func (s *Files) TypeKey(name string) (key string, bySetting bool) { return s.types.Key(name) }

// Found is what a path leads to: a file to send, or a folder to list.
type Found struct {
	File *os.File // nil where the file is kept, and need not be opened
	Info fs.FileInfo
	// Path is relative to the root with / between names; of an index page it is the
	// page's, not the folder's.
	Path string
	// NeedsSlash is true where the path names a folder but lacks the slash at its end.
	NeedsSlash bool

	local string // by which the root opens it
	kept  *kept  // nil where it is not kept
}

// Listing reports whether the folder's own names are to be listed.
func (f Found) Listing() bool { return f.Info.IsDir() && !f.NeedsSlash }

// Close closes the file.
func (f Found) Close() {
	if f.File != nil {
		_ = f.File.Close() // it was only read
	}
}

// IndexNames are the pages that stand for their folder, the first that exists.
var IndexNames = []string{"index.html", "index.htm"}

// Find opens what a clean path leads to; folder is true where the request's path ended in a
// slash. If there is nothing to send, the error wraps fs.ErrNotExist or fs.ErrPermission.
func (s *Files) Find(name string, folder bool) (Found, error) {
	if found, ok := s.FindKept(name, folder); ok {
		return found, nil
	}
	found, err := s.open(name)
	if err != nil {
		return Found{}, err
	}
	switch {
	case !found.Info.IsDir() && folder: // /page.html/ is not /page.html
		found.Close()
		return Found{}, notExist(name)
	case !found.Info.IsDir():
		return found, nil
	case !folder:
		found.NeedsSlash = true
		return found, nil
	}
	for _, index := range IndexNames {
		page, err := s.open(path.Join(name, index))
		if err == nil && !page.Info.IsDir() {
			found.Close()
			return page, nil
		}
		if err == nil {
			page.Close()
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a listing does not stand for a page that could not be opened
			found.Close()
			return Found{}, err
		}
	}
	return found, nil
}

// errMoved means that another file took a name while it was opened, as where an editor saves by putting a
// new file in the place of the old one.
var errMoved = errors.New("static: another file has taken the name")

// maxOpenings is how often a name is opened that another file takes meanwhile.
const maxOpenings = 10

// open opens a regular file or a folder.
func (s *Files) open(name string) (found Found, err error) {
	for range maxOpenings {
		if found, err = s.openOnce(name); err != errMoved {
			return found, err
		}
	}
	return Found{}, notExist(name) // its place is unknown: better not
}

// openOnce opens what a name leads to. Opening something else than a file or a folder could block (a FIFO)
// or never end (a device), so it is looked at first.
func (s *Files) openOnce(name string) (Found, error) {
	local, info, err := rootfs.Stat(s.root, filepath.FromSlash(name))
	if err != nil {
		return Found{}, absent(name, err)
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return Found{}, notExist(name)
	}
	file, err := s.openToRead(s.root, local)
	if err != nil {
		return Found{}, absent(name, err)
	}
	// From here on only the opened file counts, whatever its name leads to by now.
	if info, err = file.Stat(); err != nil || !info.Mode().IsRegular() && !info.IsDir() {
		_ = file.Close()
		return Found{}, notExist(name)
	}
	if excluded, moved := s.isExcluded(local, info); excluded || moved {
		_ = file.Close()
		if moved {
			return Found{}, errMoved
		}
		return Found{}, notExist(name)
	}
	return Found{File: file, Info: info, Path: name, local: local}, nil
}

// isExcluded reports whether the file that was found under a name really lies in an excluded
// folder: by a link, by another letter case on a disk that ignores it, or by a short name. If
// the name leads to another file by now, or to none, it has moved, and its place is unknown.
func (s *Files) isExcluded(local string, found fs.FileInfo) (excluded, moved bool) {
	folders := []fs.FileInfo{}
	for _, each := range s.excluded {
		_, info, err := rootfs.Stat(s.root, filepath.FromSlash(each))
		if err == nil {
			folders = append(folders, info)
		} else if oslimit.Reached(err) {
			return true, false // unknown: better not
		}
	}
	if len(folders) == 0 {
		return false, false
	}
	top, err := s.root.Stat(".")
	if err != nil {
		return true, false // as above
	}
	if above, plain := s.foldersOf(local); plain {
		excluded = slices.ContainsFunc(folders, func(folder fs.FileInfo) bool {
			same := func(info fs.FileInfo) bool { return os.SameFile(info, folder) }
			return same(top) || slices.ContainsFunc(above, same)
		})
		return excluded, len(above) > 0 && !os.SameFile(above[0], found)
	}
	real, err := filepath.EvalSymlinks(filepath.Join(s.root.Name(), local))
	if err != nil {
		return false, true
	}
	for first := true; ; first = false {
		info, err := os.Stat(real)
		if err != nil || first && !os.SameFile(info, found) {
			return false, true
		}
		for _, folder := range folders {
			if os.SameFile(info, folder) {
				return true, false
			}
		}
		parent := filepath.Dir(real)
		if parent == real || os.SameFile(info, top) {
			return false, false
		}
		real = parent
	}
}

// foldersOf describes a file, first, and the folders that its name leads through, below the
// root. If none of them is a link, the file really lies there; else plain is false.
func (s *Files) foldersOf(local string) (above []fs.FileInfo, plain bool) {
	for name := local; name != "."; name = filepath.Dir(name) {
		info, err := s.root.Lstat(name)
		if err != nil || info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0 { // Windows has links that are neither
			return nil, false
		}
		above = append(above, info)
	}
	return above, true
}

// absent turns an error of the system into one of those that callers distinguish. A link out
// of the root, a name that is too long and a name that leads through a file all lead to
// nothing.
func absent(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	case oslimit.Reached(err):
		return err
	}
	return notExist(name)
}

func notExist(name string) error {
	return &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Methods are the methods that files answer to, for the Allow field.
const Methods = "GET, HEAD, OPTIONS"
