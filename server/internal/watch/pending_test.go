package watch

import (
	"testing"
	"time"
)

func TestWhenABurstIsDue(t *testing.T) {
	rules := timing{quiet: 20 * time.Millisecond, longest: 200 * time.Millisecond, again: 10 * time.Millisecond}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var pending pendingFiles
	if _, waiting := pending.due(rules); waiting {
		t.Fatal("nothing happened, yet something is due")
	}
	expect := func(ms int) {
		t.Helper()
		due, waiting := pending.due(rules)
		if !waiting || !due.Equal(at(ms)) {
			t.Errorf("due after %v (waiting %v), want %d ms", due.Sub(start), waiting, ms)
		}
	}
	pending.mark("a", at(0))
	expect(20)
	pending.mark("b", at(15))
	expect(35)
	// A tree that is never quiet is told all the same.
	for ms := 30; ms <= 300; ms += 10 {
		pending.mark("noise", at(ms))
	}
	expect(200)
	// What is held back after the look is looked at again soon; news begin a new burst.
	pending.endBurst(at(200))
	expect(210)
	pending.mark("c", at(205))
	expect(225)
}
