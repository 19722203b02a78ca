package shim

import (
	"path/filepath"
	"slices"
	"strings"
)

// perFolder are the files, and folders of files, by which a folder, and those below it, choose a version:
// pyenv's, asdf's and mise's.
var perFolder = []string{
	".python-version", ".tool-versions", "mise.toml", ".mise.toml", "mise.local.toml", ".mise.local.toml",
	".config/mise.toml", "mise/config.toml", ".mise/config.toml", ".config/mise/config.toml", ".config/mise/conf.d",
}

// choices are the files that can change which version is chosen in a folder, whether they exist or
// not: up the tree, and the user's own. Variables may name others.
func choices(folder string, env []string) []string {
	names := slices.Concat(perFolder, namedByVariables(env))
	var files []string
	for {
		for _, name := range names {
			files = append(files, filepath.Join(folder, filepath.FromSlash(name)))
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			break
		}
		folder = parent
	}
	files = append(files, ownFiles(env, names)...)
	return files
}

// namedByVariables are further names of files per folder: asdf takes another one in place of
// .tool-versions, and mise reads those of its environments besides.
func namedByVariables(env []string) []string {
	var names []string
	for _, each := range []string{"ASDF_TOOL_VERSIONS_FILENAME", "ASDF_DEFAULT_TOOL_VERSIONS_FILENAME"} {
		if name := variable(env, each); name != "" && !filepath.IsAbs(name) {
			names = append(names, name)
		}
	}
	for each := range strings.SplitSeq(variable(env, "MISE_ENV"), ",") {
		if each != "" {
			names = append(names, "mise."+each+".toml", "mise."+each+".local.toml", ".mise."+each+".toml", ".config/mise/config."+each+".toml")
		}
	}
	return names
}

// ownFiles are the user's own choices, and the system's: names are those that each folder may have.
func ownFiles(env, names []string) []string {
	var files []string
	home := variable(env, "HOME")
	if home != "" {
		for _, name := range slices.Concat(names, []string{".pyenv/version", ".asdfrc"}) {
			files = append(files, filepath.Join(home, filepath.FromSlash(name)))
		}
	}
	if root := variable(env, "PYENV_ROOT"); root != "" {
		files = append(files, filepath.Join(root, "version"))
	}
	config := variable(env, "XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(home, ".config")
	}
	for _, folder := range []string{filepath.Join(config, "mise"), variable(env, "MISE_CONFIG_DIR"), "/etc/mise", variable(env, "MISE_SYSTEM_CONFIG_DIR")} {
		if filepath.IsAbs(folder) {
			for _, name := range []string{"config.toml", "config.local.toml", "conf.d"} {
				files = append(files, filepath.Join(folder, name))
			}
		}
	}
	for _, each := range []string{"ASDF_CONFIG_FILE", "MISE_GLOBAL_CONFIG_FILE"} {
		if file := variable(env, each); filepath.IsAbs(file) {
			files = append(files, file)
		}
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
