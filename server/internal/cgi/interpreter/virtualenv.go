package interpreter

import (
	"os"
	"path/filepath"
)

// VirtualEnv is a virtual environment of Python (PEP 405). Scripts run as in a shell in which
// it was activated.
type VirtualEnv struct {
	// Folder is its own, an absolute path; empty where there is no environment.
	Folder string
	// Programs is the folder in it that goes first in PATH.
	Programs string
}

// FindVirtualEnv finds the virtual environment in the served folder or beside it, under the
// names that editors look for. A folder env or venv can be anything, so the file that
// marks an environment must be in it.
func FindVirtualEnv(root string) VirtualEnv {
	for _, parent := range []string{root, filepath.Dir(root)} {
		for _, name := range []string{".venv", "venv", "env"} {
			folder := filepath.Join(parent, name)
			if name != ".venv" && !isFile(filepath.Join(folder, "pyvenv.cfg")) {
				continue
			}
			for _, python := range []string{"bin/python", "Scripts/python.exe"} {
				if file := filepath.Join(folder, filepath.FromSlash(python)); isFile(file) {
					return VirtualEnv{Folder: folder, Programs: filepath.Dir(file)}
				}
			}
		}
	}
	return VirtualEnv{}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
