package reload

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// A change within a run counts once, and from the second run on is the script's output.
func TestWhatAScriptWrites(t *testing.T) {
	start := time.Now()
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var o outputs
	const script, target = "cgi-bin/a.py", "/cgi-bin/a.py"
	for _, ms := range []int{0, 1000, 2000} {
		o.begin(script, target, at(ms)).end = at(ms + 100)
	}
	lasting := o.begin(script, target, at(3000))
	change := func(ms int, tag string) Part { return Part{Path: "counter", Tag: tag, Changed: at(ms)} }
	for i, test := range []struct {
		change         Part
		ignored, isNew bool
	}{
		{change(500, "a"), false, false}, // between two runs
		{Part{Path: "edited", Tag: "1", Changed: at(50)}, false, false},
		{Part{Path: "edited", Tag: "2", Changed: at(500)}, false, false}, // somebody edits it
		{Part{Path: "edited", Tag: "3", Changed: at(1050)}, false, false},
		{change(50, "b"), false, false},   // within the first
		{change(60, "c"), false, false},   // twice within one: still once in a run
		{change(1050, "d"), true, true},   // within the second
		{change(1050, "d"), true, false},  // asked for another page
		{change(2050, "e"), true, true},   // and so on
		{change(1500, "f"), false, false}, // somebody's save
		{change(3500, "g"), true, true},   // a run that lasts
		{Part{Path: "other", Tag: "1", Changed: at(3500)}, false, false},
		{Part{Path: "counter", Tag: "h"}, false, false}, // nobody knows when
	} {
		if ignored, isNew := o.is(test.change); ignored != test.ignored || isNew != test.isNew {
			t.Errorf("%d: %v, new %v", i, ignored, isNew)
		}
	}
	lasting.end = at(4000)
	o.edit("counter", at(3600))
	if ignored, _ := o.is(change(3500, "g")); ignored {
		t.Error("what an editor says that it saved is ignored")
	}
	for range 2 * maxRuns {
		o.begin(script, target, at(5000)).end = at(5001)
	}
	if len(o.runs) != maxRuns {
		t.Errorf("%d runs are remembered", len(o.runs))
	}
}

// What a page's script asks a script to do is its output at once, unless it seems to have been somebody else.
func TestWhatAPageAskedAScriptToWrite(t *testing.T) {
	start := time.Now()
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var o outputs
	run := o.begin("cgi-bin/save.py", "/cgi-bin/save.py", at(0))
	run.deed, run.end = true, at(100)
	late := o.begin("cgi-bin/chat.py", "/cgi-bin/chat.py", at(1000))
	late.deed, late.end = true, at(60_000)
	printed := o.begin("cgi-bin/print.py", "/cgi-bin/print.py", at(100_000))
	printed.deed, printed.end, printed.onlyPrinted = true, at(100_100), func() bool { return true }
	for i, test := range []struct {
		change  Part
		ignored bool
	}{
		{Part{Path: "data.json", Tag: "1", Changed: at(50)}, true},
		{Part{Path: "data.json", Tag: "2", Changed: at(500)}, false},     // somebody's save
		{Part{Path: "page.html", Tag: "1", Changed: at(50_000)}, false},  // into a run that goes on and on
		{Part{Path: "page.html", Tag: "2", Changed: at(100_050)}, false}, // the run wrote nothing
	} {
		if ignored, _ := o.is(test.change); ignored != test.ignored {
			t.Errorf("%d: %v", i, ignored)
		}
	}
}

// Files that a script gives a new name each are its output together; what somebody adds is not.
func TestWhatAScriptMakesAnew(t *testing.T) {
	start := time.Now()
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var o outputs
	for ms := 0; ms <= 3000; ms += 1000 {
		o.begin("cgi-bin/a.py", "/cgi-bin/a.py", at(ms)).end = at(ms + 100)
	}
	made := func(name string, ms int) Part {
		return Part{Path: name, Tag: "x", Changed: at(ms), appeared: true}
	}
	for i, test := range []struct {
		change         Part
		ignored, isNew bool
	}{
		{made("photos/1", 50), false, false}, // within the first
		{made("sessions/1", 50), false, false},
		{made("sessions/2", 1050), true, true},  // within the second
		{made("sessions/2", 1050), true, false}, // asked for another page
		{made("sessions/3", 2050), true, true},
		{made("sessions/2", 1050), true, false},
		{made("sessions/4", 2500), false, false}, // somebody's
		{made("photos/2", 3050), true, true},
		{Part{Path: "sessions/old", Tag: "y", Changed: at(3050)}, false, false}, // it was there before
	} {
		if ignored, isNew := o.is(test.change); ignored != test.ignored || isNew != test.isNew {
			t.Errorf("%d: %v, new %v", i, ignored, isNew)
		}
	}
}

// Saves fall into the runs of a script that streams; one that writes late does so at about the same time.
func TestWhatChangesLongAfterARunBegan(t *testing.T) {
	start := time.Now()
	for name, test := range map[string]struct {
		after  []time.Duration // the begin of each run, which lasts until the next
		whole  bool            // each run ends by itself
		output bool
	}{
		"a script that writes at once":       {after: []time.Duration{50 * time.Millisecond, 90 * time.Millisecond}, output: true},
		"a busy machine":                     {after: []time.Duration{50 * time.Millisecond, 1900 * time.Millisecond}, output: true},
		"a script that writes late":          {after: []time.Duration{10 * time.Second, 10200 * time.Millisecond}, output: true},
		"saves into a stream":                {after: []time.Duration{10 * time.Second, 14 * time.Second, 5 * time.Second, 8 * time.Second}},
		"two saves at once, and a later one": {after: []time.Duration{time.Second, time.Second, 9 * time.Second}},
		"a save at once, and a later one":    {after: []time.Duration{50 * time.Millisecond, 5 * time.Second}},
		"saves into a slow script":           {after: []time.Duration{3 * time.Second, 5 * time.Second, 2500 * time.Millisecond}, whole: true},
		"a slow script that writes now early and now late": {
			after: []time.Duration{3 * time.Second, 5 * time.Second, 2500 * time.Millisecond, 4 * time.Second}, whole: true, output: true,
		},
	} {
		var o outputs
		at, ignored := start, false
		for i, after := range test.after {
			streaming := o.begin("cgi-bin/a.py", "/cgi-bin/a.py", at)
			ignored, _ = o.is(Part{Path: "index.html", Tag: strconv.Itoa(i), Changed: at.Add(after)})
			at = at.Add(after + time.Second)
			streaming.end, streaming.whole = at, test.whole
		}
		if ignored != test.output {
			t.Errorf("%s: %v", name, ignored)
		}
	}
}

// Runs that only printed have made no change that takes writing; but nobody is believed for ever.
func TestWhatChangesInRunsThatOnlyPrint(t *testing.T) {
	start := time.Now()
	saved := func(run int) Part { return Part{Path: "index.html", Tag: strconv.Itoa(run)} }
	all := func(int) bool { return true }
	for name, test := range map[string]struct {
		prints func(run int) bool
		change func(run int) Part
		output func(run int) bool
	}{
		"a page is saved":       {all, saved, func(run int) bool { return run > maxExcused }},
		"one of the runs wrote": {func(run int) bool { return run != 3 }, saved, func(run int) bool { return run == 3 || run > maxExcused+1 }},
		"a file is removed":     {all, func(int) Part { return Part{Path: "index.html", Tag: Absent} }, func(run int) bool { return run > 0 }},
		"what a link leads to": {all, func(run int) Part {
			return Part{Path: "index.html", Real: "a.html", Tag: strconv.Itoa(run)}
		}, func(run int) bool { return run > 0 }},
	} {
		var o outputs
		for run := range 2*maxExcused + 2 {
			begin := start.Add(time.Duration(run) * time.Second)
			lasting := o.begin("cgi-bin/a.py", "/cgi-bin/a.py", begin)
			lasting.onlyPrinted = func() bool { return test.prints(run) }
			changed := test.change(run)
			changed.Changed = begin.Add(50 * time.Millisecond)
			if ignored, _ := o.is(changed); ignored != test.output(run) {
				t.Errorf("%s: change %d: %v", name, run, ignored)
			}
			lasting.end = begin.Add(900 * time.Millisecond)
		}
	}
}

// What a script goes on writing while it runs stays its output.
func TestWhatARunWritesAgainAndAgain(t *testing.T) {
	start := time.Now()
	var o outputs
	for run := range 3 {
		begin := start.Add(time.Duration(run) * time.Minute)
		o.begin("cgi-bin/a.py", "/cgi-bin/a.py", begin).end = begin.Add(50 * time.Second)
		for second := 1; second < 40; second += 4 {
			changed := Part{Path: "log", Tag: strconv.Itoa(run*100 + second), Changed: begin.Add(time.Duration(second) * time.Second)}
			if ignored, _ := o.is(changed); ignored != (run > 0) {
				t.Errorf("run %d after %d s: %v", run, second, ignored)
			}
		}
	}
}

// A page that has a script run all the time makes no output of what somebody saves now and then,
// and runs of other scripts in between hide none.
func TestWhatOnlySomeRunsSeeIsASave(t *testing.T) {
	start := time.Now()
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	for name, test := range map[string]struct {
		targets []string // a run of 100 ms for each, one after the other
		changes []int    // during these
		output  bool
	}{
		"each run writes":                {[]string{"/a.py", "/a.py", "/a.py"}, []int{0, 1}, true},
		"two saves, many runs apart":     {[]string{"/a.py", "/a.py", "/a.py", "/a.py", "/a.py", "/a.py", "/a.py"}, []int{0, 6}, false},
		"every other run writes":         {[]string{"/a.py?1", "/a.py?2", "/a.py?3", "/a.py?4"}, []int{0, 2}, true},
		"each target writes its own":     {[]string{"/a.py?1", "/a.py?2", "/a.py?3", "/a.py?4", "/a.py?5", "/a.py?6", "/a.py?1"}, []int{0, 6}, true},
		"the runs of another in between": {[]string{"/a.py", "/b.py", "/b.py", "/b.py", "/b.py", "/b.py", "/a.py"}, []int{0, 6}, true},
		"runs of two scripts":            {[]string{"/a.py", "/b.py"}, []int{0, 1}, false},
	} {
		var o outputs
		for i, target := range test.targets {
			script, _, _ := strings.Cut(target[1:], "?")
			o.begin(script, target, at(i*1000)).end = at(i*1000 + 100)
		}
		ignored := false
		for i, run := range test.changes {
			ignored, _ = o.is(Part{Path: "data", Tag: strconv.Itoa(i), Changed: at(run*1000 + 50)})
		}
		if ignored != test.output {
			t.Errorf("%s: %v", name, ignored)
		}
	}
}
