package prewarm

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"vitrina/server/internal/cgi/process"
)

// isPython reports whether a program has one of CPython's names: python3, python3.12. Whether it is
// CPython, it says itself.
func isPython(program string) bool {
	version, is := strings.CutPrefix(filepath.Base(program), "python")
	return is && strings.Trim(version, "0123456789.t") == ""
}

// isFlag reports whether a word is of those options with which an interpreter can wait: it must read
// PYTHONPATH and import site (so not -E, -I and -S), run a script (not -c and -m), and not tell of its
// own start (not -v).
func isFlag(word string) bool {
	letters, is := strings.CutPrefix(word, "-")
	return is && letters != "" && strings.Trim(letters, "uBOs") == ""
}

// variables are those of Python's own with which it can: the others change what it tells of its
// start, or are not known here (CPython's documentation, Environment variables).
var variables = []string{
	"PYTHONUTF8", "PYTHONIOENCODING", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHASHSEED",
	"PYTHONNOUSERSITE", "PYTHONUSERBASE", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "PYTHONPYCACHEPREFIX", "PYTHONSAFEPATH",
	"PYTHONCOERCECLOCALE", "PYTHONINTMAXSTRDIGITS", "PYTHONBREAKPOINT", "PYTHONFAULTHANDLER", "PYTHONNODEBUGRANGES",
	"PYTHONASYNCIODEBUG", "PYTHONSTARTUP", "PYTHON_COLORS", "PYTHON_HISTORY", "PYTHON_BASIC_REPL",
}

// fits reports whether an interpreter can wait for a command, as far as the command shows. Windows
// hands no further descriptors to a program in a way that Python takes.
func fits(c process.Command) bool {
	if runtime.GOOS == "windows" || len(c.Args) < 2 || !isPython(c.Args[0]) {
		return false
	}
	for rest := c.Args[1 : len(c.Args)-1]; len(rest) > 0; rest = rest[1:] {
		switch {
		case isFlag(rest[0]), strings.HasPrefix(rest[0], "-W") && len(rest[0]) > 2:
		case rest[0] == "-W" && len(rest) > 1:
			rest = rest[1:]
		default:
			return false
		}
	}
	for _, pair := range c.Stated {
		name, value, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "PYTHON") && value != "" && !slices.Contains(variables, name) {
			return false
		}
	}
	return true
}
