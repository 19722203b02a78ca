package watch

// Ignoring returns what a watcher with these Options.Ignore ignores: a path relative to the
// root, of a folder or a file. The error is that a glob is malformed.
func Ignoring(globs []string) (func(name string, isFolder bool) bool, error) {
	rules, err := newIgnoreRules(globs)
	if err != nil {
		return nil, err
	}
	return rules.match, nil
}
