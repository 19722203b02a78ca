package site

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi"
)

// Limits of what a script's source is searched for.
const (
	maxNamedParts   = 32
	maxNameInSource = 200 // bytes
)

// namedBy are the files and folders of the site, outside the script's own folder, that stand in
// string literals of a script. In every language of scripts a literal is between quotes of one
// kind; what else is between two quotes names no file, or one too many, which costs a reload.
func (s *Site) namedBy(script cgi.Script, text *scriptText) []string {
	folder := path.Dir(script.Path)
	names := []string{}
	for _, literal := range text.literals() {
		for _, name := range []string{path.Join(folder, literal), path.Join(".", literal)} {
			if len(names) < maxNamedParts && name != "." && filepath.IsLocal(filepath.FromSlash(name)) && !within(name, folder) && s.exists(name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// within reports whether a name lies in a folder, or is it.
func within(name, folder string) bool {
	return folder == "." || name == folder || strings.HasPrefix(name, folder+"/")
}

// exists reports whether there is a file of that name, or a folder that holds no scripts: all of
// them would count as parts.
func (s *Site) exists(name string) bool {
	info, err := s.stat(name)
	if err != nil || s.ignored(name, info.IsDir()) {
		return false
	}
	return info.Mode().IsRegular() || info.IsDir() && !slices.ContainsFunc(s.config.CGI.Folders, func(folder string) bool {
		return within(folder, name)
	})
}

// literals are the texts between quotes of a line that could be paths.
func literals(source blame.Source) []string {
	found := []string{}
	for _, line := range source {
		for len(line) > 0 {
			at := strings.IndexAny(line, "\"'`")
			if at < 0 {
				break
			}
			quote, rest := line[at:at+1], line[at+1:]
			end := strings.Index(rest, quote)
			if end < 0 {
				break
			}
			if text := rest[:end]; isPath(text) {
				found = append(found, text)
			}
			line = rest[end+1:]
		}
	}
	return found
}

// isPath reports whether a text could be the path of a file or folder.
func isPath(text string) bool {
	return text != "" && len(text) <= maxNameInSource && !strings.ContainsAny(text, "<>{}\n\r\x00\\$%*?:|")
}
