package watch

import "path"

// tree has what is known of the files below the root. Paths are relative to it, with /
// between names; "." is the root itself.
type tree struct {
	files map[string]fingerprint
	// children are the names in each folder that is watched.
	children map[string]map[string]struct{}
}

func newTree() *tree {
	return &tree{files: map[string]fingerprint{}, children: map[string]map[string]struct{}{}}
}

func (t *tree) isFolder(name string) bool {
	_, known := t.children[name]
	return known
}

func (t *tree) addFolder(name string) {
	if t.isFolder(name) {
		return
	}
	t.children[name] = map[string]struct{}{}
	t.link(name)
}

func (t *tree) setFile(name string, print fingerprint) {
	t.files[name] = print
	t.link(name)
}

func (t *tree) removeFile(name string) {
	delete(t.files, name)
	if !t.isFolder(name) {
		delete(t.children[path.Dir(name)], path.Base(name))
	}
}

// link enters a name into its folder, unless that was forgotten.
func (t *tree) link(name string) {
	if names, known := t.children[path.Dir(name)]; known && name != "." {
		names[path.Base(name)] = struct{}{}
	}
}

// forgetFolder takes a folder and those below it out of the tree, and calls the functions for
// each folder and file. The files stay until a look finds them gone.
func (t *tree) forgetFolder(name string, onFolder, onFile func(string)) {
	names, known := t.children[name]
	if !known {
		return
	}
	delete(t.children, name)
	delete(t.children[path.Dir(name)], path.Base(name))
	onFolder(name)
	for child := range names {
		below := path.Join(name, child)
		if t.isFolder(below) {
			t.forgetFolder(below, onFolder, onFile)
		}
		if _, isFile := t.files[below]; isFile {
			onFile(below)
		}
	}
}
