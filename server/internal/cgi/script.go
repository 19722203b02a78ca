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
	// Path is relative to the site's root, with / between names.
	Path string
	// Name is SCRIPT_NAME and Info PATH_INFO (RFC 3875, sections 4.1.13 and 4.1.5).
	Name, Info string
}

// Find splits a clean path below the CGI folder within into the script and the path
// information behind it: the script is the first name on the way that is a file.
// folder is true where the request's path ended in a slash. Names that begin with a
// dot are no scripts, and neither are files that a link brings in from outside the root.
func Find(root *os.Root, name, within string, folder bool) (Script, error) {
	nothing := &fs.PathError{Op: "find", Path: name, Err: fs.ErrNotExist}
	below, ok := strings.CutPrefix(name, within)
	if !ok { // the folder's name in other letters
		return Script{}, nothing
	}
	names := strings.Split(strings.TrimPrefix(below, "/"), "/")
	at := within
	for i, each := range names {
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
		script := Script{File: filepath.Join(root.Name(), filepath.FromSlash(at)), Path: at, Name: "/" + at}
		if rest := names[i+1:]; len(rest) > 0 {
			script.Info = "/" + strings.Join(rest, "/")
		}
		if folder {
			script.Info += "/"
		}
		return script, nil
	}
	return Script{}, nothing
}

// NonParsed reports whether the script writes the whole response itself: its name
// begins with nph- (RFC 3875, section 5, leaves the mark to the server; this is
// every server's).
func (s Script) NonParsed() bool { return strings.HasPrefix(path.Base(s.Path), "nph-") }
