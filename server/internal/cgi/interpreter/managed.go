package interpreter

import "path/filepath"

// IsManaged reports whether the system's own installer keeps a Python's packages, so that pip
// refuses to install any there (PEP 668). In a virtual environment it does not refuse.
func IsManaged(python string) bool {
	if isFile(filepath.Join(filepath.Dir(filepath.Dir(python)), "pyvenv.cfg")) {
		return false
	}
	program, err := filepath.EvalSymlinks(python) // such as /usr/bin/python3.11
	if err != nil {
		return false
	}
	library := filepath.Join(filepath.Dir(filepath.Dir(program)), "lib", filepath.Base(program))
	return isFile(filepath.Join(library, "EXTERNALLY-MANAGED"))
}
