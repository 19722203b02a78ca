// Package rootfs looks at names below a folder whose links may not lead out of it.
package rootfs

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Stat describes what a name below the root leads to, and returns the name by which the root
// opens it. That is another name only if a link on the way is absolute, or leaves the root and
// comes back. os.Root follows neither, so Stat follows them, and leaves the name that they end
// at, which has no links, to os.Root. So no change in between can lead out. If the name leads
// out, the error is os.Root's.
func Stat(root *os.Root, name string) (string, fs.FileInfo, error) {
	info, err := root.Stat(name)
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return name, info, err
	}
	real, realErr := Real(root, name)
	if realErr != nil {
		return name, nil, err
	}
	info, realErr = root.Stat(real)
	if realErr != nil {
		return name, nil, err
	}
	return real, info, nil
}

// Real follows all links of a name below a root, and returns the name that they end at, relative to
// the root.
func Real(root *os.Root, name string) (string, error) {
	top, err := filepath.EvalSymlinks(root.Name())
	if err != nil {
		return "", err
	}
	end, err := filepath.EvalSymlinks(filepath.Join(root.Name(), name))
	if err != nil {
		return "", err
	}
	relative, err := filepath.Rel(top, end)
	if err == nil && !filepath.IsLocal(relative) {
		err = fs.ErrNotExist
	}
	return relative, err
}
