package watch

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// walk watches a folder and all below it, and what links in it lead to. It calls each, where
// there is one, for every file.
func (l *loop) walk(name string, each func(name string)) {
	l.walkFolder(name, each)
	for len(l.unfollowed) > 0 {
		link := l.unfollowed[len(l.unfollowed)-1]
		l.unfollowed = l.unfollowed[:len(l.unfollowed)-1]
		l.follow(link)
	}
}

// walkFolder watches a folder, then lists it, and so on below: in this order, a file that is
// written in between is seen at least once.
func (l *loop) walkFolder(name string, each func(name string)) {
	if l.stopped() || !l.watch(name) {
		return
	}
	entries, err := readFolder(l.full(name))
	if err != nil && len(entries) == 0 {
		if !errors.Is(err, fs.ErrNotExist) {
			l.problem(&FolderError{Path: name, Err: err})
		}
		return
	}
	l.folders.add(name)
	for _, entry := range entries {
		if l.stopped() { // a folder may hold any number of files
			return
		}
		kind := kindOf(entry.Type())
		if kind == file && each == nil {
			continue
		}
		below := path.Join(name, entry.Name())
		if l.ignored.matchLast(below, kind == folder) {
			continue
		}
		switch kind {
		case folder:
			l.walkFolder(below, each)
		case link:
			l.unfollowed = append(l.unfollowed, below)
		case file, special, absent:
		}
		if kind != folder && each != nil {
			each(below)
		}
	}
}

// readFolder lists a folder in no order.
func readFolder(full string) ([]fs.DirEntry, error) {
	folder, err := os.Open(full)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	return folder.ReadDir(-1)
}

func isEmpty(full string) bool {
	folder, err := os.Open(full)
	if err != nil {
		return true
	}
	defer folder.Close()
	_, err = folder.Readdirnames(1)
	return err != nil
}

// watch adds one folder to what the system reports, and to what is polled where that is not
// all. It returns false where the folder cannot be watched.
func (l *loop) watch(name string) bool {
	full := l.full(name)
	if found := l.system.filesystem(full); found.reports != everything {
		l.looking = true
		if found.reports == something {
			l.pollBecause(&EventlessError{Path: name, Filesystem: found.name})
			l.poller.add(full)
		}
	}
	if l.pollAll {
		return l.poller.add(full) == nil
	}
	err := l.events.add(full)
	switch {
	case err == nil:
		return true
	case errors.Is(err, fs.ErrNotExist):
		return false // gone again, which the watch of the folder above reports
	case limitOf(err) != nil:
		l.beyondLimit(err)
		return l.poller.add(full) == nil
	}
	l.problem(&FolderError{Path: name, Err: err})
	return false
}

func (l *loop) stopped() bool {
	select {
	case <-l.stop:
		return true
	default:
		return false
	}
}
