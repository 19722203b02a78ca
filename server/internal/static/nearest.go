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

	"vitrina/server/internal/inside"
)

// Near is a name that exists and resembles one that does not.
type Near struct {
	// Path is relative to the root, with / between names.
	Path   string
	Folder bool
}

// Looking for names that resemble another is bounded, for anybody may ask for anything.
const (
	maxNear     = 5    // names that are told
	maxLooked   = 5000 // names of a folder that are looked at
	maxCompared = 64   // runes of a name of which the spelling is compared
	maxDeep     = 16   // names of a path
)

// Nearest are the names that exist and resemble a path that does not: in another letter
// case, with another extension or one at all, or spelt a little differently; the nearest
// first. Folders on the way may differ, too. Only what would be sent is told.
func (s *Files) Nearest(name string) []Near {
	names := strings.Split(name, "/")
	if len(names) > maxDeep {
		return nil
	}
	folder := "."
	for _, each := range names[:len(names)-1] {
		next := ""
		if s.serves(path.Join(folder, each), true) {
			next = each
		} else if resembling := s.resembling(folder, each, true); len(resembling) > 0 {
			next = path.Base(resembling[0].Path)
		}
		if next == "" {
			return nil
		}
		folder = path.Join(folder, next)
	}
	last := names[len(names)-1]
	if found := path.Join(folder, last); folder != path.Dir(name) && (s.serves(found, true) || s.serves(found, false)) {
		return []Near{{found, s.serves(found, true)}}
	}
	return s.resembling(folder, last, false)
}

// serves tells whether there is such a file, or such a folder, and it is not barred.
func (s *Files) serves(name string, folder bool) bool {
	local, info, err := inside.Stat(s.root, filepath.FromSlash(name))
	return err == nil && info.IsDir() == folder && (folder || info.Mode().IsRegular()) && !s.isBarred(local)
}

// resembling are what a folder holds under names that resemble one.
func (s *Files) resembling(folder, name string, foldersOnly bool) []Near {
	found, err := s.open(folder)
	if err != nil {
		return nil
	}
	defer found.Close()
	if !found.Info.IsDir() {
		return nil
	}
	type candidate struct {
		difference int
		entry      fs.DirEntry
	}
	candidates := []candidate{}
	looked, _ := found.File.ReadDir(maxLooked) // what could not be read resembles nothing
	wanted := spell(name)
	for _, each := range looked {
		if d, ok := wanted.difference(spell(each.Name())); ok {
			candidates = append(candidates, candidate{d, each})
		}
	}
	slices.SortFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.difference, b.difference), strings.Compare(a.entry.Name(), b.entry.Name()))
	})
	near := []Near{}
	for _, each := range candidates {
		if entry, ok := s.entry(folder, each.entry); ok && (entry.Folder || !foldersOnly) {
			if near = append(near, Near{path.Join(folder, entry.Name), entry.Folder}); len(near) == maxNear {
				break
			}
		}
	}
	return near
}

// spelling is a name as it is compared.
type spelling struct{ name, folded, stem string }

// spell folds letter case, and the ways to compose a letter (Unicode Standard Annex 15),
// which systems write differently.
func spell(name string) spelling {
	folded := norm.NFC.String(strings.ToLower(name))
	return spelling{name, folded, strings.TrimSuffix(folded, path.Ext(folded))}
}

// difference says how much another name differs: not but for letter case (0), in its
// extension (1: it has one more; 2: another), or in its spelling (3 and more).
func (s spelling) difference(other spelling) (int, bool) {
	switch {
	case s.folded == other.folded:
		return 0, true
	case s.folded == other.stem:
		return 1, true
	case s.stem != "" && s.stem == other.stem || s.stem == other.folded:
		return 2, true
	}
	// As many letters as a third of the name without its extension, and no more than two,
	// may be wrong.
	most := min(utf8.RuneCountInString(s.stem)/3, 2)
	if most == 0 || len(s.folded) > 4*maxCompared || len(other.folded) > 4*maxCompared {
		return 0, false
	}
	edits := edits([]rune(s.folded), []rune(other.folded), most)
	return 2 + edits, edits <= most
}

// edits is how many letters must be added, taken out, replaced or exchanged with the next
// to make one text of the other (the optimal string alignment distance), as long as
// these are no more than most.
func edits(a, b []rune, most int) int {
	if d := len(a) - len(b); d > most || -d > most || len(a) > maxCompared || len(b) > maxCompared {
		return most + 1
	}
	var before, row []int // the two rows above the one that is made
	next := make([]int, len(b)+1)
	for j := range next {
		next[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, row, next = row, next, make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			replaced := row[j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			next[j] = min(row[j]+1, next[j-1]+1, replaced)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
	}
	return next[len(b)]
}
