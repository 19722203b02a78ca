package watch

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// loop is the goroutine that does the work; nothing of it is shared.
type loop struct {
	*Watcher
	source source
	// base is the root with symbolic links resolved: what the source is given.
	base string
	// rootInfo identifies the root folder; nil while there is none.
	rootInfo fs.FileInfo
	tree     *tree
	pending  pendingFiles
	// hashes brings the content that the hasher reads.
	hashes chan hashed
	hasher *hasher
	// walked is when the last walk ended, and walkCost how long it took.
	walked   time.Time
	walkCost time.Duration
	polling  bool
	// reported has the problems that were reported.
	reported map[string]struct{}
}

// walkShare is the share of the time that polling may spend on walking: a twentieth.
const walkShare = 20

func newLoop(w *Watcher) *loop {
	return &loop{
		Watcher:  w,
		tree:     newTree(),
		hashes:   make(chan hashed),
		reported: map[string]struct{}{},
	}
}

func (l *loop) run() {
	l.openSource()
	defer func() { l.source.close() }()
	l.findRoot()
	l.hasher = startHasher(l.stop, l.hashes, l.base, l.tree.files)
	defer l.hasher.wait()

	heartbeat := time.NewTicker(l.timing.heartbeat)
	defer heartbeat.Stop()
	flushTimer := time.NewTimer(0)
	defer flushTimer.Stop()
	for {
		if due, waiting := l.pending.due(l.timing); waiting {
			flushTimer.Reset(time.Until(due))
		} else {
			flushTimer.Stop()
		}
		select {
		case <-l.stop:
			return
		case s := <-l.source.signals():
			l.receive(s)
		case h, open := <-l.hashes:
			if !open {
				l.hashes = nil
				close(l.ready)
				continue
			}
			l.learn(h)
		case <-heartbeat.C:
			l.findRoot()
		case <-flushTimer.C:
			l.flush()
		}
	}
}

func (l *loop) openSource() {
	opened, err := l.open()
	if err != nil {
		l.poll(err)
		return
	}
	l.source = opened
}

// poll replaces the source by one that polls.
func (l *loop) poll(because error) {
	if limit := limitOf(because); limit != nil {
		because = limit
	} else {
		because = &FolderError{Path: ".", Err: because}
	}
	if l.source != nil {
		l.source.close()
	}
	l.source = openPoll(l.timing.poll)
	l.polling = true
	l.problem(because)
}

// problem reports each problem once: a root that cannot be read is tried again and again.
func (l *loop) problem(err error) {
	if _, known := l.reported[err.Error()]; known || l.options.OnProblem == nil {
		return
	}
	l.reported[err.Error()] = struct{}{}
	l.options.OnProblem(err)
}

// findRoot checks that the root is still the folder that it was. It walks a new one, and
// forgets one that is gone with all its files.
func (l *loop) findRoot() {
	base, err := filepath.EvalSymlinks(l.root)
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(base)
	}
	if err != nil || !info.IsDir() {
		l.forgetFolder(".")
		l.rootInfo = nil
		return
	}
	if l.rootInfo != nil && os.SameFile(l.rootInfo, info) && base == l.base && l.tree.isFolder(".") {
		return
	}
	first := l.base == ""
	l.forgetFolder(".")
	l.base, l.rootInfo = base, info
	if first {
		l.walk(".", l.baseline)
		return
	}
	l.walk(".", l.compare)
}

// receive handles what the source noticed.
func (l *loop) receive(s signal) {
	if s.kind == lost {
		l.walkAll()
		return
	}
	relative, err := filepath.Rel(l.base, s.path)
	if err != nil || !filepath.IsLocal(relative) {
		return // a late event of a folder that was moved away
	}
	name := filepath.ToSlash(relative)
	if name == "." {
		if s.kind == vanished {
			// The watch on the root ended with it, even if another folder has its name already.
			l.forgetFolder(".")
			l.findRoot()
		}
		return
	}
	if l.ignored.match(name, false) {
		return
	}
	switch s.kind {
	case vanished:
		l.forgetFolder(name)
		l.mark(name)
	case appeared:
		info, err := os.Lstat(s.path)
		if err == nil && info.IsDir() {
			if l.ignored.match(name, true) {
				return
			}
			// A watch that followed the folder from its old name would report that name.
			l.forgetFolder(name)
			l.walk(name, l.compare)
		}
		l.mark(name)
	case touched:
		if !l.tree.isFolder(name) {
			l.mark(name)
		}
	}
}

// walkAll looks at everything, after events were lost or because polling has none.
func (l *loop) walkAll() {
	if l.polling && time.Since(l.walked) < walkShare*l.walkCost {
		return
	}
	l.findRoot()
	if l.rootInfo == nil {
		return
	}
	if !l.polling {
		// The move of a folder may be among the lost events. Its watch still has the old name
		// then, and would end together with that.
		for name := range l.tree.children {
			l.source.remove(l.full(name))
		}
	}
	begin := time.Now()
	l.walk(".", l.compare)
	l.walked = time.Now()
	l.walkCost = l.walked.Sub(begin)
}

// walk watches a folder, then lists it, and so on below: in this order, a file that is
// written in between is seen at least once. It calls each for every file.
func (l *loop) walk(name string, each func(name string, info fs.FileInfo)) {
	if l.stopped() {
		return
	}
	full := l.full(name)
	if err := l.source.add(full); err != nil {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return // gone again, which the watch of the folder above reports
		case limitOf(err) != nil:
			l.poll(err)
		default:
			l.problem(&FolderError{Path: name, Err: err})
			return
		}
	}
	entries, err := os.ReadDir(full)
	if err != nil && len(entries) == 0 {
		if !errors.Is(err, fs.ErrNotExist) {
			l.problem(&FolderError{Path: name, Err: err})
		}
		return
	}
	l.tree.addFolder(name)
	gone := map[string]struct{}{}
	for child := range l.tree.children[name] {
		gone[child] = struct{}{}
	}
	for _, entry := range entries {
		if l.stopped() { // a folder may hold any number of files
			return
		}
		below := path.Join(name, entry.Name())
		if l.ignored.match(below, entry.IsDir()) {
			continue
		}
		switch kindOfMode(entry.Type()) {
		case folder:
			delete(gone, entry.Name())
			if _, wasFile := l.tree.files[below]; wasFile {
				l.mark(below)
			}
			l.walk(below, each)
		case file:
			info, err := entry.Info()
			if err != nil {
				continue
			}
			delete(gone, entry.Name())
			if l.tree.isFolder(below) {
				l.forgetFolder(below)
			}
			each(below, info)
		}
	}
	for child := range gone {
		below := path.Join(name, child)
		l.forgetFolder(below)
		l.mark(below)
	}
}

// baseline enters a file as the first walk finds it. What was modified since Start counts as
// changed: a page may have been served with the older content already.
func (l *loop) baseline(name string, info fs.FileInfo) {
	if info.ModTime().After(l.started) {
		l.mark(name)
		return
	}
	l.tree.setFile(name, stamp(info, time.Now()))
}

// compare marks a file that is not as it was.
func (l *loop) compare(name string, info fs.FileInfo) {
	known, had := l.tree.files[name]
	if had && !known.recent && known.sameStat(stamp(info, time.Now())) {
		l.tree.link(name) // its folder may have been forgotten and found again
		return
	}
	l.mark(name)
}

// forgetFolder stops watching a folder and those below it, and marks their files.
func (l *loop) forgetFolder(name string) {
	l.tree.forgetFolder(name, func(folder string) { l.source.remove(l.full(folder)) }, l.mark)
}

// mark has a file looked at with the next flush.
func (l *loop) mark(name string) { l.pending.mark(name, time.Now()) }

func (l *loop) full(name string) string { return filepath.Join(l.base, filepath.FromSlash(name)) }

func (l *loop) stopped() bool {
	select {
	case <-l.stop:
		return true
	default:
		return false
	}
}

// learn enters the content of a file as it was at the first walk.
func (l *loop) learn(h hashed) {
	known, had := l.tree.files[h.name]
	if had && !known.hashed && known.sameStat(h.print) && !known.recent {
		l.tree.files[h.name] = h.print
	}
}
