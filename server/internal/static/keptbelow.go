package static

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// maxKeptBelow is how many folders' contents are kept. When there are more, all are forgotten.
const maxKeptBelow = 256

// belowKeeper keeps what was found below folders, so that to look at one again takes a look at each name
// and no listing. The zero value is ready.
type belowKeeper struct {
	mu   sync.Mutex
	kept map[string]*keptBelow // by the folder's path
}

// keptBelow is all that was found below a folder.
type keptBelow struct {
	most int
	// folders are that folder, those above it but the root, and those below it.
	folders []keptInode // with their times, where they were listed
	files   []keptInode
	found   []Tagged
}

// keptInode is what a name stood for.
type keptInode struct {
	full  string
	place inode
}

// find returns what was found below a folder, if no name was added or removed and no file changed.
func (k *belowKeeper) find(folder string, most int) ([]Tagged, bool) {
	k.mu.Lock()
	below := k.kept[folder]
	k.mu.Unlock()
	if below == nil || below.most != most {
		return nil, false
	}
	for _, each := range below.folders {
		if now, ok := lookAtFolder(each.full, each.place.timed()); !ok || now != each.place {
			return nil, false
		}
	}
	for _, file := range below.files {
		if !holds(file.full, []inode{file.place}) {
			return nil, false
		}
	}
	return slices.Clone(below.found), true
}

func (k *belowKeeper) keep(folder string, below *keptBelow) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil || len(k.kept) >= maxKeptBelow {
		k.kept = map[string]*keptBelow{}
	}
	k.kept[folder] = below
}

// belowWalk is what a walk below a folder finds that may be kept.
type belowWalk struct {
	files *Files
	below keptBelow
	// fails is true where something was found that cannot be kept.
	fails bool
}

// begin is called before the folder is listed that a root was opened at.
func (w *belowWalk) begin(folder string) {
	local := filepath.FromSlash(folder)
	for above := filepath.Dir(local); local != "." && above != "."; above = filepath.Dir(above) {
		full := filepath.Join(w.files.top, above)
		place, ok := lookAtFolder(full, false)
		w.fails = w.fails || !ok
		w.below.folders = append(w.below.folders, keptInode{full, place})
	}
}

// list is called before a folder is listed. Its times must tell it from what it becomes from now on.
func (w *belowWalk) list(name string) {
	if w.fails {
		return
	}
	full, now := filepath.Join(w.files.top, filepath.FromSlash(name)), time.Now()
	place, ok := lookAtFolder(full, true)
	if !ok || !place.settled(now) {
		w.fails = true
		return
	}
	w.below.folders = append(w.below.folders, keptInode{full, place})
}

// end keeps what was found below the folder that a root was opened at, where all of it can be.
func (w *belowWalk) end(root *os.Root, folder string, most int, found []Tagged) {
	if w.fails || len(found) >= most {
		return
	}
	// Behind all other looks: if the name leads to the folder that was listed still, so it did for those.
	if place, ok := lookAtFolder(filepath.Join(w.files.top, filepath.FromSlash(folder)), false); !ok || !place.isRoot(root) {
		return
	}
	w.below.most, w.below.found = most, slices.Clone(found)
	for i, each := range found {
		if strings.HasSuffix(each.Path, "/") {
			w.below.found[i].Plain = true // none of its folders is a link
			continue
		}
		file := w.files.keeper.peek(each.Path)
		if file == nil || file.tag != each.Tag {
			return
		}
		w.below.found[i].Plain = true
		w.below.files = append(w.below.files, keptInode{file.full, file.places[0]})
	}
	w.files.belows.keep(folder, &w.below)
}
