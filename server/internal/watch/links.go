package watch

import (
	"os"
	"path/filepath"
)

// maxHops is how many links are followed in a row, as many as Linux does (path_resolution(7)).
const maxHops = 40

// hops are a path and those that links lead to from it. The last is not a link, or is absent.
func hops(path string) []string {
	all := []string{path}
	for len(all) < maxHops {
		target, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
		all = append(all, path)
	}
	return all
}

// follow watches what a link in the site leads to, where that lies in the root but is in no
// folder that is watched: a name such as .build is ignored, but not where a link leads there.
// The site follows no link out of its root.
func (l *loop) follow(name string) {
	for _, hop := range hops(l.full(name))[1:] {
		above, err := filepath.EvalSymlinks(filepath.Dir(hop))
		if err != nil {
			return
		}
		folder, inside := l.relative(above)
		if !inside {
			return
		}
		l.watchOnly(folder, filepath.Base(hop))
	}
	end, err := filepath.EvalSymlinks(l.full(name))
	if err != nil {
		return
	}
	target, inside := l.relative(end)
	if !inside || l.folders.whole(target) {
		return
	}
	if info, err := os.Stat(end); err == nil && info.IsDir() {
		l.walk(target, nil)
	}
}

// watchOnly watches one name in a folder.
func (l *loop) watchOnly(folder, name string) {
	if l.folders.whole(folder) || l.folders[folder] == nil && !l.watch(folder) {
		return
	}
	l.folders.addOnly(folder, name)
}
