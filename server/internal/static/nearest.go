package static

import (
	"cmp"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"vitrina/server/internal/distance"
)

// Near is a name that exists and resembles one that does not.
type Near struct {
	// Path is relative to the root, with / between names.
	Path   string
	Folder bool
}

// Bounds of the search, since anybody may ask for anything.
const (
	maxNear     = 5      // names that are returned, and folders that are followed at a time
	maxLooked   = 5_000  // names of a folder that are looked at
	maxSearched = 20_000 // names that are looked at in all
	maxCompared = 64     // runes of a name of which the spelling is compared
	maxDeep     = 16     // names of a path
)

// Nearest are the names that exist and resemble a path that does not: in another letter
// case, with another extension or one at all, or spelt a little differently; the nearest
// first. Folders on the way may differ, too, and the first may be the served folder's own
// name, which is not part of an address. Only names that would be sent are returned.
func (s *Files) Nearest(name string) []Near {
	names := strings.Split(name, "/")
	if len(names) > maxDeep {
		return nil
	}
	look := search{files: s, left: maxSearched}
	last := len(names) - 1
	places := []place{{Near: Near{".", true}}}
	for i, each := range names[:last] {
		next := look.all(places, each, true)
		if i == 0 && strings.EqualFold(each, filepath.Base(s.root.Name())) {
			next = append(next, place{Near{".", true}, 1})
		}
		places = nearest(next)
	}
	near := []Near{}
	for _, found := range nearest(look.all(places, names[last], false)) {
		near = append(near, found.Near)
	}
	return near
}

// place is what a part of the path may have meant, and how much it differs from that.
type place struct {
	Near
	difference int
}

// nearest are the places that differ least.
func nearest(places []place) []place {
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(a.difference, b.difference) })
	return places[:min(len(places), maxNear)]
}

// search looks through folders.
type search struct {
	files *Files
	left  int // names that may still be looked at
}

// all are what the folders hold under a name, and under names that resemble it.
func (s *search) all(folders []place, name string, foldersOnly bool) []place {
	found := []place{}
	for _, folder := range folders {
		for _, each := range s.in(folder.Path, name, foldersOnly) {
			found = append(found, place{each.Near, folder.difference + each.difference})
		}
	}
	return found
}

// in are what a folder holds under a name, and under names that resemble it.
func (s *search) in(folder, name string, foldersOnly bool) []place {
	opened, err := s.files.open(folder)
	if err != nil {
		return nil
	}
	defer opened.Close()
	if !opened.Info.IsDir() {
		return nil
	}
	root, err := s.files.root.OpenRoot(opened.local)
	if err != nil {
		return nil
	}
	defer root.Close()
	type candidate struct {
		difference int
		entry      fs.DirEntry
	}
	candidates := []candidate{}
	looked, _ := opened.File.ReadDir(max(1, min(maxLooked, s.left))) // what could not be read resembles nothing
	s.left -= len(looked)
	wanted := spell(name)
	for _, each := range looked {
		if d, ok := wanted.difference(spell(each.Name())); ok {
			candidates = append(candidates, candidate{d, each})
		}
	}
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.difference, b.difference), strings.Compare(a.entry.Name(), b.entry.Name()))
	})
	found := []place{}
	if exact, err := s.files.open(path.Join(folder, name)); err == nil { // beyond what is looked at, perhaps
		exact.Close()
		if exact.Info.IsDir() || !foldersOnly {
			found = append(found, place{Near{exact.Path, exact.Info.IsDir()}, 0})
		}
		if !foldersOnly { // nothing in this folder is nearer
			return found
		}
	}
	for _, each := range candidates {
		if each.difference == 0 {
			continue
		}
		if entry, ok := s.files.entry(root, opened.local, each.entry); ok && (entry.Folder || !foldersOnly) {
			if found = append(found, place{Near{path.Join(folder, entry.Name), entry.Folder}, each.difference}); len(found) == maxNear {
				break
			}
		}
	}
	return found
}

// Resembling are those names that resemble one that does not exist, the nearest first.
func Resembling(name string, names []string) []string {
	wanted := spell(name)
	found := []string{}
	differences := map[string]int{}
	for _, each := range names {
		if difference, ok := wanted.difference(spell(each)); ok {
			found = append(found, each)
			differences[each] = difference
		}
	}
	slices.SortStableFunc(found, func(a, b string) int {
		return cmp.Or(cmp.Compare(differences[a], differences[b]), strings.Compare(a, b))
	})
	return found[:min(len(found), maxNear)]
}

// spelling is a name as it is compared.
type spelling struct{ name, folded, stem string }

// spell folds letter case, and the ways to compose a letter (Unicode Standard Annex 15),
// which systems write differently.
func spell(name string) spelling {
	folded := norm.NFC.String(strings.ToLower(name))
	return spelling{name, folded, strings.TrimSuffix(folded, path.Ext(folded))}
}

// difference is how much another name differs: not at all (0), in letter case or in how
// letters are composed (1), in its extension (2: it has one more; 3: another), or in its
// spelling (4 and more).
func (s spelling) difference(other spelling) (int, bool) {
	switch {
	case s.name == other.name:
		return 0, true
	case s.folded == other.folded:
		return 1, true
	case s.folded == other.stem:
		return 2, true
	case s.stem != "" && s.stem == other.stem || s.stem == other.folded:
		return 3, true
	}
	// As many letters as a third of the name without its extension, and no more than two,
	// may be wrong.
	most := min(utf8.RuneCountInString(s.stem)/3, 2)
	if most == 0 || len(s.folded) > 4*maxCompared || len(other.folded) > 4*maxCompared {
		return 0, false
	}
	edits := distance.Edits(s.folded, other.folded, most)
	return 3 + edits, edits <= most
}
