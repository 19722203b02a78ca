package reload

import (
	"testing"
	"time"
)

// A change within a run counts once, and from the second run on is the script's output.
func TestWhatAScriptWrites(t *testing.T) {
	start := time.Now()
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var o outputs
	for _, ms := range []int{0, 1000, 2000} {
		o.begin(at(ms)).end = at(ms + 100)
	}
	lasting := o.begin(at(3000))
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
		o.begin(at(5000)).end = at(5001)
	}
	if len(o.runs) != maxRuns {
		t.Errorf("%d runs are remembered", len(o.runs))
	}
}
