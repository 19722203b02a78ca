package observe

import "slices"

// maxSeen is how many names are noted of one run.
const maxSeen = 4096

// Run is a run of a program.
type Run struct {
	observer *Observer
	program  string
	number   uint64

	// What is below is guarded by the observer's mutex.
	seen map[string]*seen
	// others are the programs that ran at the same time, whose interpreters read them.
	others   map[string]struct{}
	complete bool
}

// seen is what happened to a name during a run.
type seen struct {
	// opened is how often it was opened, own by this process, and listed by the observer;
	// closedWriting is how often that was for writing, which this process never does.
	opened, own, listed, closedWriting int
	// read, and closed after it was open for reading only.
	read, closedReading bool
	// created during the run.
	created bool
	// changedOpen is true where it was changed since it was opened last, and changed where that was
	// after it was read.
	changedOpen, changed bool
}

// File is a file or folder that a run read.
type File struct {
	// Name is relative to the observed folder. A folder's, which was listed, ends in a slash.
	Name string
	// Changed is true where it was changed after it was read, or while it was.
	Changed bool
	// Created is true where it was not there before the run.
	Created bool
}

func (r *Run) of(name string) *seen {
	known := r.seen[name]
	if known == nil {
		if len(r.seen) >= maxSeen {
			r.complete = false
			return &seen{}
		}
		known = &seen{}
		r.seen[name] = known
	}
	return known
}

func (r *Run) own(name string) { r.of(name).own++ }

// note notes an event. The same name may be open several times at once, and the system does not
// tell them apart: where that matters, it counts as changed.
func (r *Run) note(e event) {
	name := r.of(e.name)
	switch e.kind {
	case opening:
		name.opened++
		name.changedOpen = false
	case reading:
		name.read = true
	case creating, writing, moving, removing, renaming:
		name.created = name.created || e.kind == creating && name.opened == 0
		name.changedOpen = true
		name.changed = name.changed || name.read || name.closedReading
	case closing: // what is mapped into memory is read without a word
		name.changed = name.changed || name.changedOpen && !name.read
		name.closedReading = true
	case closingWritten:
		name.closedWriting++
	case listing:
		name.listed++
	}
}

// Read are the files and folders that the program, or another that ran at the same time, has read
// so far. They may be gone.
func (r *Run) Read() []File {
	o := r.observer
	o.mu.Lock()
	defer o.mu.Unlock()
	own := map[string]int{}
	for name, each := range r.seen { // before the queue is read: what is opened now counts as the program's
		own[name] = each.own
	}
	o.drain()
	var files []File
	for name, each := range r.seen {
		read, sure := each.isRead(name, own[name]+each.listed)
		if read && !r.isAnothers(name) && (sure || o.hadRead(r.program, name)) {
			files = append(files, File{Name: name, Changed: each.changed, Created: each.created})
		}
	}
	if !r.complete { // it may have read what it read before
		for name := range o.latest[r.program] {
			if !slices.ContainsFunc(files, func(f File) bool { return f.Name == name }) {
				files = append(files, File{Name: name})
			}
		}
	}
	o.remember(r.program, files)
	return r.named(files)
}

// isRead reports whether a program read it, where this process opened it so often; sure is false
// where that may have been all. What was only written is what a program puts out.
func (s *seen) isRead(name string, own int) (read, sure bool) {
	if isFolder(name) { // to look up a name in it does not list it; it is listed in any number of steps
		return s.read, own == 0
	}
	if s.opened-own-s.closedWriting > 0 {
		return true, true
	}
	return s.opened > 0 && (s.read || s.closedReading), own == 0
}

// isAnothers reports whether it is the source of a program that ran at the same time.
func (r *Run) isAnothers(name string) bool {
	_, is := r.others[name]
	return is && name != r.program
}

// named are files by all names that lead to them.
func (r *Run) named(files []File) []File {
	if r.observer.queue == nil {
		return nil
	}
	var named []File
	namesOf := r.observer.queue.namer()
	for _, each := range files {
		for _, name := range namesOf(each.Name) {
			named = append(named, File{name, each.Changed, each.Created})
		}
	}
	return sorted(named)
}

// End ends the run, and tells which of the files that it had read changed meanwhile.
func (r *Run) End(read []File) (changed []File) {
	o := r.observer
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, runs := o.runs[r]; !runs {
		return nil
	}
	o.drain()
	delete(o.runs, r)
	o.running.Add(-1)
	if o.queue == nil {
		return nil
	}
	now, namesOf := map[string]struct{}{}, o.queue.namer()
	for name, each := range r.seen {
		if each.changed {
			for _, alias := range namesOf(name) {
				now[alias] = struct{}{}
			}
		}
	}
	for _, each := range read {
		if _, is := now[each.Name]; is && !each.Changed {
			changed = append(changed, each)
		}
	}
	return changed
}
