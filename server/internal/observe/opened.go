// Package observe tells which files of a folder were read while something ran, where the system
// reports that: on Linux. It costs nothing before the first run, and between runs what the
// system's own queue costs: nobody reads it then.
package observe

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Observer observes one folder, and all below it but what is ignored. The zero value observes
// nothing. Any number of goroutines may call its methods.
type Observer struct {
	// Ignored reports whether a file or folder, relative to the observed one, is of no interest.
	Ignored func(name string, folder bool) bool

	// running is how many runs there are.
	running atomic.Int32

	mu     sync.Mutex
	queue  queue // nil where there is none
	root   string
	info   fs.FileInfo
	closed bool
	runs   map[*Run]struct{}
	// begun counts runs.
	begun uint64
	// latest are the names that the latest run of each program read.
	latest map[string]map[string]struct{}
}

// maxPrograms is how many programs' latest reads are remembered. When there are more, all are
// forgotten.
const maxPrograms = 256

// queue is where the system notes what happens in a folder.
type queue interface {
	// drain passes on what was noted since, in its order, or drops it where each is nil. It waits
	// for nothing. It returns false where that is not all.
	drain(each func(event)) (complete bool)
	// gone reports whether the folder itself is not observed any more.
	gone() bool
	// namer tells the names of a file: its own, and those of links to it.
	namer() func(name string) []string
	close()
}

// event is something that happened to a name, relative to the folder. A folder's ends in a slash.
type event struct {
	name string
	kind eventKind
}

type eventKind int

const (
	opening eventKind = iota + 1
	reading
	writing
	creating // it was not there
	moving   // another takes the name; it may have been another's
	removing
	closing        // it was open for reading only
	closingWritten // it was open for writing, too
	renaming       // a folder has other names in it
	listing        // this process listed a folder
)

// ofReading reports whether an event is one of those that come with reading.
func (k eventKind) ofReading() bool { return k == opening || k == reading || k == closing }

// Begin begins a run of a program, of which it is told now that it is about to start. The program
// is a name of it relative to the folder, which is an absolute path free of links.
func (o *Observer) Begin(folder, program string) *Run {
	o.mu.Lock()
	defer o.mu.Unlock()
	run := &Run{observer: o, program: program, seen: map[string]*seen{}, others: map[string]struct{}{}, complete: true}
	if o.closed || o.Ignored == nil || !o.arm(folder) {
		run.complete = false
		return run
	}
	o.begun++
	run.number = o.begun
	for other := range o.runs {
		other.others[program], run.others[other.program] = struct{}{}, struct{}{}
	}
	if o.runs == nil {
		o.runs = map[*Run]struct{}{}
	}
	o.runs[run] = struct{}{}
	o.running.Add(1)
	return run
}

// arm has a folder observed. It may be another under the same name by now.
func (o *Observer) arm(folder string) bool {
	info, err := os.Stat(folder)
	if err != nil {
		return false
	}
	o.drain() // it learns whether the folder is gone, whose number another may have
	if o.info != nil && o.root == folder && os.SameFile(info, o.info) && (o.queue == nil || !o.queue.gone()) {
		return o.queue != nil // where the system had none to give, that is not asked for again
	}
	if o.queue != nil {
		o.queue.close()
	}
	o.root, o.info = folder, info
	o.queue = openQueue(folder, o.Ignored)
	if o.queue != nil {
		o.queue.drain(nil) // what it was opened with
	}
	for run := range o.runs {
		run.complete = false
	}
	return o.queue != nil
}

// drain hands each run what happened since.
func (o *Observer) drain() {
	if o.queue == nil {
		return
	}
	if len(o.runs) == 0 {
		o.queue.drain(nil)
		return
	}
	complete := o.queue.drain(func(e event) {
		for run := range o.runs {
			run.note(e)
		}
	})
	for run := range o.runs {
		run.complete = run.complete && complete
	}
}

func nothing() {}

// Opening says that this process is about to open a file in a folder, or to list it. The caller calls
// the function when it has. It costs next to nothing where nothing runs.
func (o *Observer) Opening(folder, name string) (opened func()) {
	if o == nil || o.running.Load() == 0 {
		return nothing
	}
	o.mu.Lock()
	begun := o.begun
	o.mu.Unlock()
	return func() { o.own(filepath.Join(folder, name), begun) }
}

// own notes in the runs that had begun before that this process opened a file.
func (o *Observer) own(path string, begun uint64) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	relative, err := filepath.Rel(o.root, real)
	if err != nil || !filepath.IsLocal(relative) {
		return
	}
	name := filepath.ToSlash(relative)
	for run := range o.runs {
		if run.number <= begun {
			run.own(name)
			run.own(name + "/")
		}
	}
}

// Close ends the observation.
func (o *Observer) Close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	if o.queue != nil {
		o.queue.close()
		o.queue = nil
	}
}

// hadRead reports whether the program's latest run read a file.
func (o *Observer) hadRead(program, name string) bool {
	_, had := o.latest[program][name]
	return had
}

// remember keeps what a program's latest run read.
func (o *Observer) remember(program string, reads []File) {
	if o.latest == nil || len(o.latest) >= maxPrograms {
		o.latest = map[string]map[string]struct{}{}
	}
	names := make(map[string]struct{}, len(reads))
	for _, each := range reads {
		names[each.Name] = struct{}{}
	}
	o.latest[program] = names
}

// isFolder reports whether a name is a folder's.
func isFolder(name string) bool { return strings.HasSuffix(name, "/") }

func sorted(files []File) []File {
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(files, func(a, b File) bool { return a.Name == b.Name })
}
