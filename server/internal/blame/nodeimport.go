package blame

import (
	"path/filepath"
	"regexp"

	"vitrina/server/internal/pattern"
)

// importedFrom is what Node says of an ES module that it does not find: by which file, and not in which line.
var importedFrom = pattern.Lazy(`(?m)^(Error(?: \[ERR_MODULE_NOT_FOUND\])?: Cannot find (?:package|module) '([^\n]+?)' imported from ([^\n]+))$`)

// importOfNode is the only line of a file of the site that names a module which Node did not find.
func (s Script) importOfNode(stderr string) (Trace, bool) {
	m := importedFrom().FindStringSubmatch(stderr)
	if m == nil {
		return Trace{}, false
	}
	file, ok := s.fileOf(m[3])
	if !ok {
		return Trace{}, false
	}
	named := regexp.QuoteMeta(m[2]) + `(?:/[^'"]*)?` // a package, or a file in it
	if filepath.IsAbs(m[2]) {
		named = `\.{0,2}/(?:[^'"]*/)?` + regexp.QuoteMeta(filepath.Base(m[2]))
	}
	naming := regexp.MustCompile(`['"]` + named + `['"]`)
	line := ReadSource(file).withoutComments().only(naming.MatchString)
	return Trace{Path: file, Line: line, Code: "Error", Message: m[1]}, line > 0
}
