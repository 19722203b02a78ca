package shim

import (
	"path/filepath"
	"slices"
	"strings"
)

// perFolder are the files by which a folder, and those below it, choose a version: pyenv's, asdf's
// and mise's.
var perFolder = []string{
	".python-version", ".tool-versions", "mise.toml", ".mise.toml", "mise.local.toml", ".mise.local.toml", ".config/mise.toml", "mise/config.toml", ".mise/config.toml", ".config/mise/config.toml",
}

// choices are the files that can change which version is chosen in a folder, whether they exist or
// not: up the tree, and the user's own.
func choices(folder string, env []string) []string {
	var files []string
	for {
		for _, name := range perFolder {
			files = append(files, filepath.Join(folder, name))
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			break
		}
		folder = parent
	}
	home := variable(env, "HOME")
	for _, name := range []string{".pyenv/version", ".tool-versions", ".asdfrc", ".config/mise/config.toml", ".config/mise/config.local.toml"} {
		if home != "" {
			files = append(files, filepath.Join(home, filepath.FromSlash(name)))
		}
	}
	if root := variable(env, "PYENV_ROOT"); root != "" {
		files = append(files, filepath.Join(root, "version"))
	}
	return files
}

// variable is the value of a variable, empty where there is none.
func variable(env []string, name string) string {
	for _, pair := range env {
		if value, is := strings.CutPrefix(pair, name+"="); is {
			return value
		}
	}
	return ""
}

// With is an environment with the variables that a shim sets, sorted.
func (r Real) With(env []string) []string {
	all := slices.DeleteFunc(slices.Clone(env), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.ContainsFunc(r.Env, func(set string) bool { return strings.HasPrefix(set, name+"=") })
	})
	all = append(all, r.Env...)
	slices.Sort(all)
	return all
}
