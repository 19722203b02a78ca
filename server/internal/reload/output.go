package reload

import (
	"path"
	"slices"
	"time"
)

// A file that a script wrote while it ran is its output, and no edit: a page that shows it, and
// makes the script run, would load again for ever. Who wrote a file nobody tells. So a change
// within a run counts the first time. It is output once one of the script's next runs does the same, and
// as promptly: a page that has a script run all the time, as one that streams events, does not make output
// of saves that fall into its runs.

const (
	// clockGrain is how far the times of files lag behind: Linux stamps them with the clock of
	// the last timer tick.
	clockGrain = 10 * time.Millisecond
	// maxRuns is how many of the latest runs are remembered.
	maxRuns = 256
	// nextRuns is how many runs of a script may lie between two that write a file: its pages ask
	// for it in different ways.
	nextRuns = 4
	// prompt is how long after its begin a run writes what loads its page for ever. One that takes longer
	// takes about as long each time.
	prompt = 2 * time.Second
	// maxPaths is how many files are remembered in each of the tables by path.
	maxPaths = 4096
)

// run is a run of a script; its end is zero as long as it lasts.
type run struct {
	script, target string
	// ofScript and ofTarget count the runs of the script, and those for the target.
	ofScript, ofTarget uint64
	begin, end         time.Time
}

// follows reports whether a run is one of the next after another.
func (r *run) follows(other *run) bool {
	return r.target == other.target && r.ofTarget == other.ofTarget+1 ||
		r.script == other.script && r.ofScript > other.ofScript && r.ofScript-other.ofScript <= nextRuns
}

// alike reports whether two moments lie about as long after the begin of a run and of another.
func (r *run) alike(moment time.Time, other *run, before time.Time) bool {
	now, then := moment.Sub(r.begin), before.Sub(other.begin)
	return max(now, then) < prompt || (now-then).Abs() < max(now, then)/20
}

// outputs knows what scripts write. The hub's mutex guards it.
type outputs struct {
	runs []*run // the latest last
	// counts are how often a script or a target has run.
	counts map[string]uint64
	files  map[string]output
	// edited is when an editor said that it had saved a file.
	edited map[string]time.Time
}

// output is a file that changed while a script ran.
type output struct {
	runs    []*run    // that lasted then
	changed time.Time // for the first time in them
	tag     string
	ignored bool
}

// begin enters a run of a script for a target.
func (o *outputs) begin(script, target string, at time.Time) *run {
	if o.counts == nil || len(o.counts) >= maxPaths {
		o.counts = map[string]uint64{}
	}
	o.counts[script]++
	o.counts[target]++
	made := &run{script: script, target: target, ofScript: o.counts[script], ofTarget: o.counts[target], begin: at}
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
	within := o.runsAt(changed.Changed)
	key := file
	if _, had := o.files[file]; changed.appeared && !had {
		key = newIn(file)
	}
	known, had := o.files[key]
	if len(within) == 0 {
		if !known.ignored { // somebody edits it: that it changed within a run was chance
			delete(o.files, key)
		}
		return false, false
	}
	if had && known.tag == changed.Tag && slices.Equal(known.runs, within) { // it was judged for another page
		return known.ignored, false
	}
	if o.files == nil || len(o.files) >= maxPaths {
		o.files = map[string]output{}
	}
	ignored = known.repeats(within, changed.Changed)
	first := changed.Changed
	if known.lasts(within) {
		first = known.changed
	}
	judged := output{within, first, changed.Tag, ignored}
	o.files[key], o.files[file] = judged, judged
	return ignored, ignored
}

// lasts reports whether one of the runs goes on in which a file changed before.
func (o output) lasts(within []*run) bool {
	return slices.ContainsFunc(within, func(now *run) bool { return slices.Contains(o.runs, now) })
}

// repeats reports whether a change within runs is what they do each time.
func (o output) repeats(within []*run, at time.Time) bool {
	if o.ignored && o.lasts(within) {
		return true
	}
	return slices.ContainsFunc(within, func(now *run) bool {
		return o.ignored && at.Sub(now.begin) < prompt || slices.ContainsFunc(o.runs, func(before *run) bool {
			return now.follows(before) && now.alike(at, before, o.changed)
		})
	})
}

// newIn stands for all files that appear in the folder of one: a script that keeps sessions, or what was
// uploaded, gives each a name of its own.
func newIn(file string) string { return path.Dir(file) + "/*" }

// runsAt are the runs that lasted at a moment.
func (o *outputs) runsAt(moment time.Time) []*run {
	var lasting []*run
	for _, each := range o.runs {
		if !moment.Before(each.begin.Add(-clockGrain)) && (each.end.IsZero() || !moment.After(each.end)) {
			lasting = append(lasting, each)
		}
	}
	return lasting
}

// RunBegan enters that a script begins to run for a request target. The caller calls the function
// when it has ended.
func (h *Hub) RunBegan(script, target string) (ended func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	run := h.outputs.begin(script, target, time.Now())
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		run.end = time.Now()
	}
}
