package static

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// maxElsewhere is how many names are looked at in other folders: whoever asks for what is
// missing, as every browser does for an icon, must not keep the disk busy.
const maxElsewhere = 5_000

// Elsewhere are the files and folders that have the name of a path that does not exist, but
// lie in other folders; the nearest to the root first. Letter case, and the ways to compose a
// letter, do not count. Only names that would be sent are returned.
func (s *Files) Elsewhere(name string) []Near {
	wanted, asked := spell(path.Base(name)), path.Dir(name)
	left, near := maxElsewhere, []Near{}
	for folders := []string{"."}; len(folders) > 0 && left > 0; folders = folders[1:] {
		folder := folders[0]
		names := s.names(folder, left)
		left -= len(names)
		for _, each := range names {
			at := path.Join(folder, each.Name())
			if difference, ok := wanted.difference(spell(each.Name())); ok && difference <= 1 && folder != asked {
				if found, err := s.open(at); err == nil {
					found.Close()
					near = append(near, Near{at, found.Info.IsDir()})
				}
				if len(near) == maxNear {
					return near
				}
			}
			if each.IsDir() && !strings.HasPrefix(each.Name(), ".") { // a link could lead round in circles
				folders = append(folders, at)
			}
		}
	}
	return near
}

// names are what a folder holds, in the order of the names, and no more than most.
func (s *Files) names(folder string, most int) []fs.DirEntry {
	opened, err := s.open(folder)
	if err != nil {
		return nil
	}
	defer opened.Close()
	if !opened.Info.IsDir() {
		return nil
	}
	names, _ := opened.File.ReadDir(most) // what could not be read has no name
	slices.SortFunc(names, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return names
}
