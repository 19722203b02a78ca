package observe

import (
	"path"
	"strings"
)

// bytecode is the folder in which Python keeps what it compiled of the modules beside it
// (PEP 3147). It opens no module of which it has that, but looks at its time.
const bytecode = "__pycache__"

// module is the source of a file of bytecode: lib/__pycache__/menu.cpython-313.pyc is of
// lib/menu.py.
func module(name string) (source string, is bool) {
	folder, file := path.Split(name)
	if path.Base(folder) != bytecode || !strings.HasSuffix(file, ".pyc") {
		return "", false
	}
	stem, _, _ := strings.Cut(file, ".")
	return path.Join(path.Dir(path.Dir(name)), stem+".py"), true
}
