package reload

import (
	"path"
	"slices"
	"strings"
	"time"
)

// A file that a script wrote while it ran is its output, and no edit: a page that shows it, and
// makes the script run, would load again for ever. Who wrote a file nobody tells. So a change
// within a run counts the first time. It is output once one of the script's next runs does the same, and
// as promptly: a page that has a script run all the time, as one that streams events, does not make output
// of saves that fall into its runs. Where the system tells that the runs wrote nothing but what they printed, it
// was somebody else, which is believed a few times: who renames a file writes nothing either.
//
// What a page's script sends, as by fetch with POST, is there to change something, and the script of the page
// knows: such a change is output from the first time on.

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
	// maxTimes is how often in succession runs may change a file, however late, that then come to their end by themselves.
	// Somebody's save may fall into one, and his next ones too; what streams ends with the page that it is for.
	maxTimes = 3
	// maxExcused is how often in succession runs that only printed are believed not to have made a change.
	maxExcused = 5
	// maxPaths is how many files are remembered in each of the tables by path.
	maxPaths = 4096
)

// Run is a run of a script; its end is zero as long as it lasts. The hub's mutex guards it.
type Run struct {
	hub            *Hub
	script, target string
	// ofScript and ofTarget count the runs of the script, and those for the target.
	ofScript, ofTarget uint64
	begin, end         time.Time
	// whole is true where it has come to its end by itself.
	whole bool
	// deed is true where a script of a page asked for it with a method that is not safe (RFC 9110, section 9.2.1).
	deed bool
	// onlyPrinted reports whether it has written nothing so far but what it printed; nil where nobody knows.
	onlyPrinted func() bool
}

// follows reports whether a run is one of the next after another.
func (r *Run) follows(other *Run) bool {
	return r.target == other.target && r.ofTarget == other.ofTarget+1 ||
		r.script == other.script && r.ofScript > other.ofScript && r.ofScript-other.ofScript <= nextRuns
}

// alike reports whether two moments lie about as long after the begin of a run and of another.
func (r *Run) alike(moment time.Time, other *Run, before time.Time) bool {
	now, then := moment.Sub(r.begin), before.Sub(other.begin)
	return max(now, then) < prompt || (now-then).Abs() < max(now, then)/20
}

// outputs knows what scripts write. The hub's mutex guards it.
type outputs struct {
	runs []*Run // the latest last
	// counts are how often a script or a target has run.
	counts map[string]uint64
	files  map[string]output
	// edited is when an editor said that it had saved a file.
	edited map[string]time.Time
}

// output is a file that changed while a script ran.
type output struct {
	runs    []*Run    // that lasted then
	changed time.Time // for the first time in them
	tag     string
	ignored bool
	// times is how often in succession whole runs had changed it before, at whatever moment.
	times int
	// excused is how often in succession it would have been output, had its runs not only printed.
	excused int
}

// begin enters a run of a script for a target.
func (o *outputs) begin(script, target string, at time.Time) *Run {
	if o.counts == nil || len(o.counts) >= maxPaths {
		o.counts = map[string]uint64{}
	}
	o.counts[script]++
	o.counts[target]++
	made := &Run{script: script, target: target, ofScript: o.counts[script], ofTarget: o.counts[target], begin: at}
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
	times := known.timesBefore(within)
	ignored = known.repeats(within, changed.Changed) || times >= maxTimes || isDeed(within, changed.Changed)
	excused := 0
	if ignored {
		excused = known.excused
		if excused < maxExcused && !mayHaveMade(within, changed) {
			ignored, excused = false, excused+1
		}
	}
	first := changed.Changed
	if known.lasts(within) {
		first = known.changed
	}
	judged := output{runs: within, changed: first, tag: changed.Tag, ignored: ignored, times: times, excused: excused}
	o.files[key], o.files[file] = judged, judged
	return ignored, ignored
}

// mayHaveMade reports whether one of some runs may have made a change. To remove and to link takes no writing.
func mayHaveMade(runs []*Run, changed Part) bool {
	needsWriting := !changed.appeared && changed.Tag != Absent && changed.Real == "" && !strings.HasSuffix(changed.Path, "/")
	return len(runs) > 0 && !needsWriting || slices.ContainsFunc(runs, func(each *Run) bool { return each.onlyPrinted == nil || !each.onlyPrinted() })
}

// isDeed reports whether a change is what one of some runs was asked for.
func isDeed(runs []*Run, at time.Time) bool {
	return slices.ContainsFunc(runs, func(each *Run) bool { return each.deed && at.Sub(each.begin) < prompt })
}

// lasts reports whether one of the runs goes on in which a file changed before.
func (o output) lasts(within []*Run) bool {
	return slices.ContainsFunc(within, func(now *Run) bool { return slices.Contains(o.runs, now) })
}

// repeats reports whether a change within runs is what they do each time.
func (o output) repeats(within []*Run, at time.Time) bool {
	if o.ignored && o.lasts(within) {
		return true
	}
	return slices.ContainsFunc(within, func(now *Run) bool {
		return o.ignored && at.Sub(now.begin) < prompt || slices.ContainsFunc(o.runs, func(before *Run) bool {
			return now.follows(before) && now.alike(at, before, o.changed)
		})
	})
}

// timesBefore is how often in succession whole runs had changed a file before these did. One that asks others, as
// over a network, takes now longer and now less.
func (o output) timesBefore(within []*Run) int {
	switch {
	case o.lasts(within):
		return o.times
	case slices.ContainsFunc(within, func(now *Run) bool {
		return slices.ContainsFunc(o.runs, func(before *Run) bool { return before.whole && now.follows(before) })
	}):
		return o.times + 1
	}
	return 0
}

// newIn stands for all files that appear in the folder of one: a script that keeps sessions, or what was
// uploaded, gives each a name of its own.
func newIn(file string) string { return path.Dir(file) + "/*" }

// runsAt are the runs that lasted at a moment.
func (o *outputs) runsAt(moment time.Time) []*Run {
	var lasting []*Run
	for _, each := range o.runs {
		if !moment.Before(each.begin.Add(-clockGrain)) && (each.end.IsZero() || !moment.After(each.end)) {
			lasting = append(lasting, each)
		}
	}
	return lasting
}

// RunBegan enters that a script begins to run for a request target; deed is true where a script of a page asked for a
// change. The caller says when it has ended.
func (h *Hub) RunBegan(script, target string, deed bool) *Run {
	h.mu.Lock()
	defer h.mu.Unlock()
	run := h.outputs.begin(script, target, time.Now())
	run.hub, run.deed = h, deed
	return run
}

// Started enters that the script was started. Until Ended, onlyPrinted reports whether it seems
// to have written nothing so far but what it printed. It must return soon.
func (r *Run) Started(onlyPrinted func() bool) {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	r.onlyPrinted = onlyPrinted
}

// Ended enters that the script has ended; whole is true where it did so by itself.
func (r *Run) Ended(whole bool) {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	r.end, r.whole = time.Now(), whole
	if r.onlyPrinted != nil { // it is asked for the last time
		only := r.onlyPrinted()
		r.onlyPrinted = func() bool { return only }
	}
}
