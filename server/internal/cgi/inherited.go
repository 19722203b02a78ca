package cgi

import (
	"slices"
	"strings"
)

// inherited are the variables of the user's own environment that a script gets: those by
// which programs and their libraries are found, and speak the user's language. Nothing else of the editor's
// environment goes to a script, since tokens live there.
var inherited = []string{
	"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "VIRTUAL_ENV",
	"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PERL5LIB", "RUBYLIB", "GEM_HOME", "GEM_PATH", "NODE_PATH",
	"PHPRC", "PHP_INI_SCAN_DIR", "LUA_PATH", "LUA_CPATH", "TCLLIBPATH", "JAVA_HOME", "CLASSPATH", "R_LIBS", "R_LIBS_USER",
	// Those by which the shims of version managers find a version: pyenv and its like, Volta, asdf (its
	// guide, "Configuration"), mise (its guide, "Environment variables"), and the folders that the last
	// takes from the XDG Base Directory Specification. Each is named: a prefix would let MISE_GITHUB_TOKEN pass.
	"PYENV_ROOT", "PYENV_VERSION", "RBENV_ROOT", "RBENV_VERSION", "NODENV_ROOT", "NODENV_VERSION",
	"PLENV_ROOT", "PLENV_VERSION", "PHPENV_ROOT", "PHPENV_VERSION", "VOLTA_HOME",
	"ASDF_DIR", "ASDF_DATA_DIR", "ASDF_CONFIG_FILE", "ASDF_TOOL_VERSIONS_FILENAME", "ASDF_DEFAULT_TOOL_VERSIONS_FILENAME",
	"MISE_DATA_DIR", "MISE_CONFIG_DIR", "MISE_CACHE_DIR", "MISE_STATE_DIR", "MISE_INSTALLS_DIR",
	"MISE_SYSTEM_DIR", "MISE_SYSTEM_CONFIG_DIR", "MISE_SYSTEM_DATA_DIR", "MISE_GLOBAL_CONFIG_FILE",
	"MISE_ENV", "MISE_NO_CONFIG", "MISE_CEILING_PATHS", "MISE_TRUSTED_CONFIG_PATHS",
	"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
	// Windows: programs do not start without the first of them.
	"SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR", "TEMP", "TMP", "USERPROFILE", "USERNAME",
	"APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "NUMBER_OF_PROCESSORS",
}

// ofPython are those that Python itself reads (Python 3.14, "Command line and environment", section 1.2, and those of
// versions before). A prefix would let a package's variables pass, as PYTHON_KEYRING_BACKEND does.
var ofPython = []string{
	"PYTHONASYNCIODEBUG", "PYTHONBREAKPOINT", "PYTHONCASEOK", "PYTHONCOERCECLOCALE", "PYTHONDEBUG", "PYTHONDEVMODE",
	"PYTHONDONTWRITEBYTECODE", "PYTHONDUMPREFS", "PYTHONDUMPREFSFILE", "PYTHONEXECUTABLE", "PYTHONFAULTHANDLER", "PYTHONHASHSEED",
	"PYTHONHOME", "PYTHONINSPECT", "PYTHONINTMAXSTRDIGITS", "PYTHONIOENCODING", "PYTHONLEGACYWINDOWSFSENCODING",
	"PYTHONLEGACYWINDOWSSTDIO", "PYTHONMALLOC", "PYTHONMALLOCSTATS", "PYTHONNODEBUGRANGES", "PYTHONNOUSERSITE", "PYTHONOPTIMIZE",
	"PYTHONPATH", "PYTHONPERFSUPPORT", "PYTHONPLATLIBDIR", "PYTHONPROFILEIMPORTTIME", "PYTHONPYCACHEPREFIX", "PYTHONSAFEPATH",
	"PYTHONSTARTUP", "PYTHONTHREADDEBUG", "PYTHONTRACEMALLOC", "PYTHONUNBUFFERED", "PYTHONUSERBASE", "PYTHONUTF8", "PYTHONVERBOSE",
	"PYTHONWARNDEFAULTENCODING", "PYTHONWARNINGS",
	"PYTHON_BASIC_REPL", "PYTHON_COLORS", "PYTHON_CONTEXT_AWARE_WARNINGS", "PYTHON_CPU_COUNT", "PYTHON_DISABLE_REMOTE_DEBUG",
	"PYTHON_FROZEN_MODULES", "PYTHON_GIL", "PYTHON_HISTORY", "PYTHON_JIT", "PYTHON_PERF_JIT_SUPPORT", "PYTHON_PRESITE",
	"PYTHON_THREAD_INHERIT_CONTEXT", "PYTHON_TLBC",
}

// choosesVersion reports whether a variable names the version of one tool, as ASDF_PYTHON_VERSION does.
func choosesVersion(name string) bool {
	return strings.HasSuffix(name, "_VERSION") && (strings.HasPrefix(name, "ASDF_") || strings.HasPrefix(name, "MISE_"))
}

func isInherited(name string) bool {
	// LC_ALL, LC_TIME and so on: systems have several more than POSIX.
	return slices.Contains(inherited, name) || slices.Contains(ofPython, name) || strings.HasPrefix(name, "LC_") || choosesVersion(name)
}
