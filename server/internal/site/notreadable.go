package site

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"vitrina/server/internal/route"
)

// notReadable is the problem of a path that may not be read. It names the folder that is in the way, where
// one is: what is in it nobody knows.
func (s *Site) notReadable(x exchange, target route.Target) *problem {
	code, args := "fileNotReadable", askedArgs(x, target)
	folder := ""
	for name := range strings.SplitSeq(target.Path, "/") {
		_, err := s.root().Lstat(filepath.Join(filepath.FromSlash(folder), name))
		if !errors.Is(err, fs.ErrPermission) {
			folder = strings.TrimPrefix(folder+"/"+name, "/")
			continue
		}
		// os.Root opens each folder on its way, and so needs to read it.
		code, args["folder"] = "folderNotReadable", "/"+folder
		if _, err := os.Lstat(filepath.Join(s.root().Name(), filepath.FromSlash(folder), name)); errors.Is(err, fs.ErrPermission) {
			code = "folderNotEntered"
		}
		break
	}
	return newProblem(http.StatusForbidden, code, args)
}
