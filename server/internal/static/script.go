package static

import (
	"path/filepath"

	"vitrina/server/internal/rootfs"
)

// Excluded is the real name of a script or a folder of scripts, where a name is another one of it, as that
// of a link is. No script is sent as source under any name.
func (s *Files) Excluded(name string) (real string, ok bool) {
	local, info, err := rootfs.Stat(s.root, filepath.FromSlash(name))
	if err != nil {
		return "", false
	}
	if excluded, _ := s.isExcluded(local, info); !excluded {
		return "", false
	}
	real, err = rootfs.Real(s.root, local)
	real = filepath.ToSlash(real)
	return real, err == nil && real != name
}
