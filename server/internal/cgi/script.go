package cgi

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"vitrina/server/internal/oslimit"
	"vitrina/server/internal/rootfs"
)

// Script is a file in a CGI folder that a request's path leads to.
type Script struct {
	// File is the script's absolute path on the disk.
	File string
	// Root is the site's root that it lies in, an absolute path.
	Root string
	// Path is relative to the site's root, with / between names.
	Path string
	// Name is SCRIPT_NAME and Info PATH_INFO (RFC 3875, sections 4.1.13 and 4.1.5).
	Name, Info string
}

// Find splits a clean path below the CGI folder within into the script and the path
// information behind it: the script is the first name on the way that is a file.
// spelled is the path with its empty names, which the information keeps. Names that begin with
// a dot are not scripts, and neither are files that a link brings in from outside the root.
func Find(root *os.Root, name, within, spelled string) (Script, error) {
	nothing := &fs.PathError{Op: "find", Path: name, Err: fs.ErrNotExist}
	below, ok := strings.CutPrefix(name, within)
	if !ok { // the folder's name in other letters
		return Script{}, nothing
	}
	names := strings.Split(strings.TrimPrefix(below, "/"), "/")
	at := within
	for _, each := range names {
		if each == "" || strings.HasPrefix(each, ".") {
			return Script{}, nothing
		}
		at = path.Join(at, each)
		_, info, err := rootfs.Stat(root, filepath.FromSlash(at))
		if oslimit.Reached(err) {
			return Script{}, err
		}
		if err != nil {
			return Script{}, nothing
		}
		if info.IsDir() {
			continue
		}
		if !info.Mode().IsRegular() {
			return Script{}, nothing
		}
		script := scriptAt(root, at)
		script.Info = behind(spelled, strings.Count(at, "/")+1)
		return script, nil
	}
	return Script{}, nothing
}

// scriptAt is the script of a path.
func scriptAt(root *os.Root, name string) Script {
	return Script{Root: root.Name(), File: filepath.Join(root.Name(), filepath.FromSlash(name)), Path: name, Name: "/" + name}
}

// behind is what follows the first so many names of a path.
func behind(path string, names int) string {
	for range names {
		path = strings.TrimLeft(path, "/")
		path = strings.TrimLeftFunc(path, func(c rune) bool { return c != '/' })
	}
	return path
}

// NonParsed reports whether the script writes the whole response itself: its name
// begins with nph- (RFC 3875, section 5, leaves the mark to the server; this is
// every server's).
func (s Script) NonParsed() bool { return strings.HasPrefix(path.Base(s.Path), "nph-") }
