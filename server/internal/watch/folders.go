package watch

import (
	"path"
)

// folders are those that are watched, by their path relative to the root, with / between
// names; "." is the root itself. Of the files in them nothing is kept.
type folders map[string]*watchedFolder

type watchedFolder struct {
	// below are the names of the folders in it that are watched too.
	below map[string]struct{}
	// only are the names in it that are of interest, where it is watched for what links lead
	// to; nil where all are.
	only map[string]struct{}
}

// whole reports whether a folder is watched with all that is in it.
func (f folders) whole(name string) bool {
	known := f[name]
	return known != nil && known.only == nil
}

// add enters a folder that is watched with all that is in it.
func (f folders) add(name string) {
	known, ok := f[name]
	if !ok {
		known = &watchedFolder{}
		f[name] = known
		f.link(name)
	}
	known.only = nil
}

// addOnly enters a folder of which one name is of interest.
func (f folders) addOnly(folder, name string) {
	known, ok := f[folder]
	if !ok {
		known = &watchedFolder{only: map[string]struct{}{}}
		f[folder] = known
		f.link(folder)
	}
	if known.only != nil {
		known.only[name] = struct{}{}
	}
}

// link enters a folder into the one above it, where that is watched.
func (f folders) link(name string) {
	above, ok := f[path.Dir(name)]
	if !ok || name == "." {
		return
	}
	if above.below == nil {
		above.below = map[string]struct{}{}
	}
	above.below[path.Base(name)] = struct{}{}
}

// forget takes out a folder and those below it, and calls each for them.
func (f folders) forget(name string, each func(folder string)) {
	known, ok := f[name]
	if !ok {
		return
	}
	delete(f, name)
	if above, ok := f[path.Dir(name)]; ok {
		delete(above.below, path.Base(name))
	}
	for child := range known.below {
		f.forget(path.Join(name, child), each)
	}
	each(name)
}
