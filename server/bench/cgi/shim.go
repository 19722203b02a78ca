package cgi

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// shimProcesses is how many processes the shim starts: they take as long as the 40 of pyenv 2.4,
// most of which are bash, which starts more slowly than sh.
const shimProcesses = 80

// makeShim makes a folder that stands in PATH as that of pyenv does, and stands for it on computers
// without one: its python3 is a shell script which has another one find the interpreter. pyenv asks
// itself for the version, for hooks and for the program, each time by processes of their own; here
// processes that do nothing take as long. It returns the folder of the shim.
func makeShim(root, python string) (shims string, err error) {
	shims, command := filepath.Join(root, "shims"), filepath.Join(root, "libexec", "pyenv")
	for _, each := range []string{shims, filepath.Dir(command)} {
		if err := os.MkdirAll(each, 0o755); err != nil {
			return "", err
		}
	}
	shim := fmt.Sprintf(`#!/bin/sh
set -e
program="${0##*/}"
export PYENV_ROOT=%q
exec %q exec "$program" "$@"
`, root, command)
	finder := fmt.Sprintf(`#!/bin/sh
set -e
shift 2
turns=0
while [ "$turns" -lt %d ]; do
	answer="$(sh -c 'echo nothing')"
	turns=$((turns + 1))
done
export PYENV_VERSION=bench
export PATH=%q:"$PATH"
exec %q "$@"
`, shimProcesses, filepath.Dir(python), python)
	return shims, errors.Join(
		os.WriteFile(filepath.Join(shims, "python3"), []byte(shim), 0o755),
		os.WriteFile(command, []byte(finder), 0o755),
	)
}
