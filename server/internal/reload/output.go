package reload

import "time"

// A file that a script wrote while it ran is its output, and no edit: a page that shows it, and
// makes the script run, would load again for ever. Who wrote a file nobody tells. So a change
// within a run counts the first time, and is output from the second run on that does the same.

const (
	// clockGrain is how far the times of files lag behind: Linux stamps them with the clock of
	// the last timer tick.
	clockGrain = 10 * time.Millisecond
	// maxRuns is how many of the latest runs are remembered.
	maxRuns = 256
	// maxPaths is how many files are remembered in each of the tables by path.
	maxPaths = 4096
)

// run is a run of a script; its end is zero as long as it lasts.
type run struct {
	id         uint64
	begin, end time.Time
}

// outputs knows what scripts write. The hub's mutex guards it.
type outputs struct {
	runs  []*run // the latest last
	count uint64
	files map[string]output
	// edited is when an editor said that it had saved a file.
	edited map[string]time.Time
}

// output is a file that changed while a script ran.
type output struct {
	run     uint64
	tag     string
	ignored bool
}

// begin enters a run.
func (o *outputs) begin(at time.Time) *run {
	o.count++
	made := &run{id: o.count, begin: at}
	o.runs = append(o.runs, made)
	o.runs = o.runs[max(0, len(o.runs)-maxRuns):]
	return made
}

// edit enters that an editor saved a file.
func (o *outputs) edit(path string, at time.Time) {
	if o.edited == nil || len(o.edited) >= maxPaths {
		o.edited = map[string]time.Time{}
	}
	o.edited[path] = at
}

// is reports whether a change is a script's output, and whether that is new.
func (o *outputs) is(changed Part) (ignored, isNew bool) {
	file := changed.file()
	if changed.Changed.IsZero() || !changed.Changed.After(o.edited[file]) {
		return false, false
	}
	within := o.runAt(changed.Changed)
	known, had := o.files[file]
	if within == nil {
		if !known.ignored { // somebody edits it: that it changed within a run was chance
			delete(o.files, file)
		}
		return false, false
	}
	if had && known.tag == changed.Tag && known.run == within.id { // it was judged for another page
		return known.ignored, false
	}
	if o.files == nil || len(o.files) >= maxPaths {
		o.files = map[string]output{}
	}
	ignored = had && (known.ignored || known.run != within.id)
	o.files[file] = output{within.id, changed.Tag, ignored}
	return ignored, ignored
}

// runAt is a run that lasted at a moment, the latest; nil for none.
func (o *outputs) runAt(moment time.Time) *run {
	for i := len(o.runs) - 1; i >= 0; i-- {
		each := o.runs[i]
		if !moment.Before(each.begin.Add(-clockGrain)) && (each.end.IsZero() || !moment.After(each.end)) {
			return each
		}
	}
	return nil
}

// RunBegan enters that a script begins to run. The caller calls the function when it has ended.
func (h *Hub) RunBegan() (ended func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	run := h.outputs.begin(time.Now())
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		run.end = time.Now()
	}
}
