package observe

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

const (
	// maxFolders is how many folders are observed. Those nearest to the top go first.
	maxFolders = 1024
	// maxLinks is how many links are known.
	maxLinks = 256
)

// packages are the folders of what others wrote: their watches are better spent.
var packages = map[string]struct{}{"site-packages": {}, "dist-packages": {}}

// inotify is a queue of inotify(7). Nothing reads it but drain.
type inotify struct {
	descriptor int
	root       string
	ignored    func(name string, folder bool) bool
	// folders are the names of those that are watched.
	folders map[int32]string
	links   map[string]struct{}
	buffer  []byte
	// work is how many folders the present drain has followed, which causes events.
	work int
	// lost is true where the root itself is gone, or the system gave too few watches.
	lost bool
}

const mask = unix.IN_OPEN | unix.IN_ACCESS | unix.IN_MODIFY | unix.IN_CLOSE_WRITE | unix.IN_CLOSE_NOWRITE |
	renames | unix.IN_ONLYDIR | unix.IN_EXCL_UNLINK

// renames are what gives a folder other names.
const renames = unix.IN_CREATE | unix.IN_DELETE | unix.IN_MOVED_FROM | unix.IN_MOVED_TO

// openQueue observes a folder. It is nil where the system has too few watches: they are left to
// those who need them.
func openQueue(root string, ignored func(name string, folder bool) bool) queue {
	descriptor, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return nil
	}
	q := &inotify{descriptor: descriptor, root: root, ignored: ignored, folders: map[int32]string{}, links: map[string]struct{}{}, buffer: make([]byte, 64<<10)}
	if !q.walkAll(func(event) {}) {
		q.close()
		return nil
	}
	return q
}

func (q *inotify) walkAll(each func(event)) bool {
	clear(q.links)
	if !q.walk(".", ".", each) {
		return false
	}
	for link := range maps.Clone(q.links) { // more may be found behind one
		if !q.follow(link, each) {
			return false
		}
	}
	return true
}

// walk watches a folder and those below it, the nearest first, but what is ignored as the site
// names it. It returns false where the system gives no more watches.
func (q *inotify) walk(top, as string, each func(event)) bool {
	for next := []string{top}; len(next) > 0; next = next[1:] {
		name := next[0]
		full := filepath.Join(q.root, filepath.FromSlash(name))
		if len(q.folders) >= maxFolders {
			return true
		}
		watch, err := unix.InotifyAddWatch(q.descriptor, full, mask)
		switch {
		case errors.Is(err, unix.ENOSPC):
			return false
		case err != nil: // it is gone, or may not be read, by scripts neither
			continue
		}
		q.folders[int32(watch)] = name
		if path.Base(name) == bytecode {
			continue
		}
		each(event{name + "/", listing})
		q.work++
		entries, _ := readFolder(full) // what cannot be listed is opened by nobody who lists it
		for _, entry := range entries {
			below := path.Join(name, entry.Name())
			named := below
			if top != as {
				named = path.Join(as, strings.TrimPrefix(below, top))
			}
			switch {
			case entry.Type()&os.ModeSymlink != 0:
				q.addLink(named)
			case entry.IsDir() && !q.skips(named):
				next = append(next, below)
			}
		}
	}
	return true
}

// skips reports whether a folder is left out.
func (q *inotify) skips(name string) bool {
	base := path.Base(name)
	_, ofOthers := packages[base]
	return ofOthers || base != bytecode && q.ignored(name, true)
}

func readFolder(full string) ([]os.DirEntry, error) {
	folder, err := os.Open(full)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	return folder.ReadDir(-1)
}

// follow watches the folder that a link leads to, where that is ignored under its own name. It
// returns false where the system gives no more watches.
func (q *inotify) follow(link string, each func(event)) bool {
	target, ok := q.target(link)
	return !ok || !q.ignored(target, true) || q.walk(target, link, each)
}

func (q *inotify) addLink(name string) {
	if len(q.links) < maxLinks && !q.ignored(name, false) {
		q.links[name] = struct{}{}
	}
}

// target is where a link leads, in the folder.
func (q *inotify) target(link string) (string, bool) {
	real, err := filepath.EvalSymlinks(filepath.Join(q.root, filepath.FromSlash(link)))
	if err != nil {
		return "", false
	}
	relative, err := filepath.Rel(q.root, real)
	return filepath.ToSlash(relative), err == nil && filepath.IsLocal(relative)
}

func (q *inotify) gone() bool { return q.lost }

func (q *inotify) close() { _ = unix.Close(q.descriptor) } // it gives all watches back

// namer tells the names of a file: its own and those of the links that lead to it, but the
// ignored.
func (q *inotify) namer() func(name string) []string {
	targets := map[string]string{}
	for link := range q.links {
		if target, ok := q.target(link); ok {
			targets[link] = target
		}
	}
	return func(name string) []string {
		var names []string
		real, folder := strings.CutSuffix(name, "/")
		slash := name[len(real):]
		if !q.ignored(real, folder) {
			names = append(names, name)
		}
		for link, target := range targets {
			switch rest, below := strings.CutPrefix(real, target+"/"); {
			case target == real:
				names = append(names, link+slash)
			case below:
				names = append(names, path.Join(link, rest)+slash)
			}
		}
		return names
	}
}

const (
	// maxRounds is how often a drain looks for events that it has caused itself.
	maxRounds = 8
	// maxWork is how many folders one drain follows that got other names. Where there are more, all are
	// listed anew at its end, as where events were lost.
	maxWork = 2 * maxFolders
)

// drain takes the events that there are now, and those of the folders that it lists for them. Others
// that come meanwhile are left for the next time: where folders are renamed without a pause, there is no
// end of them.
func (q *inotify) drain(each func(event)) (complete bool) {
	complete = true
	q.work = 0
	for before, round := -1, 0; q.work != before && q.work <= maxWork && round < maxRounds; round++ {
		before = q.work
		complete = q.drainOnce(each) && complete
	}
	if q.work > maxWork {
		if each == nil {
			each = func(event) {}
		}
		q.lost = q.lost || !q.walkAll(each)
		return false
	}
	return complete
}

// drainOnce takes the events that there are now.
func (q *inotify) drainOnce(each func(event)) (complete bool) {
	wanted := uint32(unix.IN_ALL_EVENTS | unix.IN_Q_OVERFLOW | unix.IN_IGNORED)
	if each == nil {
		each, wanted = func(event) {}, renames|unix.IN_Q_OVERFLOW|unix.IN_IGNORED
	}
	left, err := unix.IoctlGetInt(q.descriptor, unix.TIOCINQ)
	if err != nil {
		return false
	}
	for complete = true; left > 0; {
		n, err := unix.Read(q.descriptor, q.buffer)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil || n <= 0 {
			break
		}
		left -= n
		// struct inotify_event: wd, mask, cookie, len, then the name with NUL bytes behind it.
		for rest := q.buffer[:n]; len(rest) >= unix.SizeofInotifyEvent; {
			watch, kind := int32(binary.NativeEndian.Uint32(rest)), binary.NativeEndian.Uint32(rest[4:])
			end := unix.SizeofInotifyEvent + int(binary.NativeEndian.Uint32(rest[12:]))
			name := rest[unix.SizeofInotifyEvent:end]
			rest = rest[end:]
			if kind&wanted == 0 {
				continue
			}
			if at := bytes.IndexByte(name, 0); at >= 0 {
				name = name[:at]
			}
			complete = q.take(watch, kind, string(name), each) && complete
		}
	}
	return complete
}

// take passes on one event. It returns false where others are missing.
func (q *inotify) take(watch int32, kind uint32, name string, each func(event)) (complete bool) {
	if kind&unix.IN_Q_OVERFLOW != 0 { // perhaps of new folders, too
		q.lost = !q.walkAll(each)
		return false
	}
	folder, known := q.folders[watch]
	switch {
	case !known:
		return true
	case kind&unix.IN_IGNORED != 0:
		delete(q.folders, watch)
		q.lost = q.lost || folder == "."
		return true
	case path.Base(folder) == bytecode:
		if source, is := module(path.Join(folder, name)); is && kindOf(kind).ofReading() {
			each(event{source, kindOf(kind)})
		}
		return true
	case name == "": // of the folder itself
		if kindOf(kind).ofReading() {
			each(event{folder + "/", kindOf(kind)})
		}
		return true
	}
	full := path.Join(folder, name)
	complete = true
	if kind&renames != 0 && q.work > maxWork {
		return false
	}
	if kind&renames != 0 {
		if isFolder := kind&unix.IN_ISDIR != 0; !q.ignored(full, isFolder) {
			each(event{folder + "/", renaming})
		}
		complete = q.rename(full, kind, each)
	}
	if kind&unix.IN_ISDIR == 0 {
		each(event{full, kindOf(kind)})
	}
	return complete
}

// rename follows what becomes of folders and links. It returns false where a folder is new: what
// happened in it was not noted.
func (q *inotify) rename(name string, kind uint32, each func(event)) (complete bool) {
	isFolder := kind&unix.IN_ISDIR != 0
	if kind&(unix.IN_DELETE|unix.IN_MOVED_FROM) != 0 {
		delete(q.links, name)
		if isFolder {
			q.forget(name)
		}
		return true
	}
	if isFolder {
		if q.skips(name) {
			return true
		}
		q.lost = q.lost || !q.walk(name, name, each)
		return false
	}
	info, err := os.Lstat(filepath.Join(q.root, filepath.FromSlash(name)))
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		return true
	}
	q.addLink(name)
	q.lost = q.lost || !q.follow(name, each)
	return true
}

// forget ends the watches of a folder that moved, and of those below it.
func (q *inotify) forget(name string) {
	for watch, folder := range q.folders {
		if folder == name || strings.HasPrefix(folder, name+"/") {
			_, _ = unix.InotifyRmWatch(q.descriptor, uint32(watch)) // it may be gone, and the watch with it
			q.work++
			delete(q.folders, watch)
		}
	}
}

func kindOf(mask uint32) eventKind {
	switch {
	case mask&unix.IN_OPEN != 0:
		return opening
	case mask&unix.IN_ACCESS != 0:
		return reading
	case mask&unix.IN_MODIFY != 0:
		return writing
	case mask&unix.IN_CREATE != 0:
		return creating
	case mask&unix.IN_MOVED_TO != 0:
		return moving
	case mask&(unix.IN_DELETE|unix.IN_MOVED_FROM) != 0:
		return removing
	case mask&unix.IN_CLOSE_NOWRITE != 0:
		return closing
	case mask&unix.IN_CLOSE_WRITE != 0:
		return closingWritten
	}
	return 0
}
