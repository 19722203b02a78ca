package static

import (
	"bytes"
	"container/list"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// maxKept is how much memory the contents of small files take that are kept: 16 MiB.
	maxKept = 16 << 20
	// keptOverhead is about what a file takes beside its contents.
	keptOverhead = 2 << 10
	// trusted is how long content is sent without being read again. What a program writes through
	// mapped memory need not change any time (mmap(2), "Timestamps changes for file-backed mappings").
	trusted = time.Second
)

// keeper keeps small files as they were read, so that answering for one that did not change takes
// one look at its name. What was sent longest ago makes room. The zero value is ready.
type keeper struct {
	mu    sync.Mutex
	files map[string]*list.Element // of order, by the clean path
	order list.List                // of *kept, the one used longest ago at the front
	bytes int64
}

// kept is a small file as it was at one moment.
type kept struct {
	path  string
	local string
	full  string // the path by which it is looked at
	info  fs.FileInfo
	// places are what the name leads through: the file, then the folders above it but the root. None
	// is a link. So the same places mean the same file with the same folders above it.
	places  []inode
	content []byte // nil where only the tag is kept
	tag     string
	changed time.Time
	read    atomic.Int64 // when the content was read, in nanoseconds
	memo    atomic.Value
}

// size is about how much memory it takes, with a second form of the content: the one into which
// something is put.
func (k *kept) size() int64 { return 2*int64(len(k.content)) + keptOverhead }

// find returns the file that is kept of a path, if its name leads to it still and it did not change.
func (k *keeper) find(name string) *kept {
	k.mu.Lock()
	element, ok := k.files[name]
	if !ok {
		k.mu.Unlock()
		return nil
	}
	k.order.MoveToBack(element)
	k.mu.Unlock()
	file := element.Value.(*kept)
	if !holds(file.full, file.places) {
		k.drop(file)
		return nil
	}
	return file
}

// peek returns what is kept of a file, whether it holds or not.
func (k *keeper) peek(name string) *kept {
	k.mu.Lock()
	defer k.mu.Unlock()
	element, ok := k.files[name]
	if !ok {
		return nil
	}
	return element.Value.(*kept)
}

// keep keeps what was read of an open file from a moment on, if its name has no links and its times
// tell it from whatever is written from then on. It returns nil if it does not.
func (k *keeper) keep(top string, found Found, info fs.FileInfo, content []byte, tag string, began time.Time) *kept {
	changed := changeTime(found.File, info)
	latest := max(info.ModTime().UnixNano(), changed.UnixNano())
	if began.Sub(time.Unix(0, latest)) <= max(writing, clockGrain(latest)) {
		return nil
	}
	made := seen(top, found, info, tag, changed)
	if made == nil {
		return nil
	}
	made.content = content
	made.read.Store(began.UnixNano())
	return k.put(made)
}

// keepTag keeps the tag of an open file whose times tell it from what is written from now on.
func (k *keeper) keepTag(top string, found Found, info fs.FileInfo, tag string, changed time.Time) {
	if made := seen(top, found, info, tag, changed); made != nil {
		k.put(made)
	}
}

// seen describes an open file. It returns nil if a link leads to it.
func seen(top string, found Found, info fs.FileInfo, tag string, changed time.Time) *kept {
	places := look(top, found.local)
	if len(places) == 0 || !places[0].is(found.File) {
		return nil
	}
	full := filepath.Join(top, found.local)
	return &kept{path: found.Path, local: found.local, full: full, info: info, places: places, tag: tag, changed: changed}
}

// put keeps a file, or what is kept of it already.
func (k *keeper) put(made *kept) *kept {
	k.mu.Lock()
	defer k.mu.Unlock()
	if element, ok := k.files[made.path]; ok {
		before := element.Value.(*kept)
		if slices.Equal(before.places, made.places) && (made.content == nil || before.content != nil && bytes.Equal(before.content, made.content)) {
			if made.content != nil {
				before.read.Store(made.read.Load())
			}
			return before
		}
		k.remove(element)
	}
	if k.files == nil {
		k.files = map[string]*list.Element{}
	}
	k.files[made.path] = k.order.PushBack(made)
	for k.bytes += made.size(); k.bytes > maxKept; {
		k.remove(k.order.Front())
	}
	return made
}

// drop forgets a file, unless another has taken its place meanwhile.
func (k *keeper) drop(file *kept) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if element, ok := k.files[file.path]; ok && element.Value == file {
		k.remove(element)
	}
}

func (k *keeper) remove(element *list.Element) {
	file := k.order.Remove(element).(*kept)
	delete(k.files, file.path)
	k.bytes -= file.size()
}

// FindKept is Find for what is kept. It looks at names as the path of the folder leads to them now, so
// what it finds is there, and in no other folder that took its place.
func (s *Files) FindKept(name string, folder bool) (Found, bool) {
	if folder {
		name = path.Join(name, IndexNames[0])
	}
	file := s.keeper.find(name)
	if file == nil || file.content == nil || time.Now().UnixNano()-file.read.Load() > int64(trusted) {
		return Found{}, false
	}
	if slices.ContainsFunc(s.excludedAt, func(full string) bool { return excludes(full, s.root, file.places) }) {
		return Found{}, false
	}
	return Found{Info: file.info, Path: name, local: file.local, kept: file}, true
}

// Memo is a place for what is made of a file as it is. It is forgotten when the file changes; nil
// where the file is not kept.
func (f Found) Memo() *atomic.Value {
	if f.kept == nil {
		return nil
	}
	return &f.kept.memo
}

// Start reads the first bytes of the file.
func (f Found) Start(start []byte) (n int) {
	if f.kept != nil {
		return copy(start, f.kept.content)
	}
	n, _ = f.File.ReadAt(start, 0) // what cannot be read has no start
	return n
}

// Plain reports whether the file is known to lie where its name says, without links.
func (f Found) Plain() bool { return f.kept != nil }
