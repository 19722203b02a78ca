package watch

import (
	"fmt"
	"testing"
	"time"
)

func TestWhenABurstIsDue(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	var pending pendingFiles
	if _, waiting := pending.due(defaultTiming); waiting {
		t.Fatal("nothing happened, yet something is due")
	}
	expect := func(what string, ms int) {
		t.Helper()
		due, waiting := pending.due(defaultTiming)
		if !waiting || !due.Equal(at(ms)) {
			t.Errorf("%s: due after %v (waiting %v), want %d ms", what, due.Sub(start), waiting, ms)
		}
	}
	told := func(ms int) {
		pending.tell(len(pending.files), defaultTiming, at(ms))
		pending.forget()
	}

	pending.mark("a", closed, at(0))
	if _, waiting := pending.due(defaultTiming); waiting {
		t.Error("a file that was opened and not written to counts")
	}
	pending.mark("a", written, at(0))
	expect("one file", 0)
	pending.mark("b", written, at(1))
	expect("two files", 1+30)
	for i := range 100 {
		pending.mark(fmt.Sprint(i), written, at(2))
	}
	expect("many files", 2+30)
	told(32)

	pending.mark("a", written, at(50))
	expect("one more of the burst", 50+30)
	told(80)
	pending.mark("new", created, at(300))
	expect("a new file", 303)
	told(303)
	pending.mark("a", written, at(500))
	expect("one file, later", 500)

	// A tree that is never quiet is told all the same.
	for ms := 500; ms <= 800; ms++ {
		pending.mark("b", written, at(ms))
	}
	expect("two files without a pause", 700)
	told(800)
	pending.again(at(900))
	pending.again(at(901))
	expect("a file that is held back", 900)
}

// A file is asked for after 1, 2, 4, 8 ms and so on, but not less often than every 64 ms.
func TestHowOftenAFileIsAskedFor(t *testing.T) {
	t.Parallel()
	s := newScene(t, openSystem, quick(), "index.html", "one")
	l := newLoop(s.watcher)
	l.base = s.root
	l.pending.mark("absent", written, time.Now())
	var pauses []time.Duration
	for range 9 {
		l.flush()
		pauses = append(pauses, l.pending.files["absent"].pause/time.Millisecond)
	}
	if got, want := fmt.Sprint(pauses), "[1ns 2ns 4ns 8ns 16ns 32ns 64ns 64ns 64ns]"; got != want {
		t.Errorf("pauses of %s", got)
	}
}

// What the events and the looks say together decides whether a file is whole.
func TestWhenAFileIsWhole(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	free := snapshot{kind: file, size: 1, writerKnown: true}
	busy := snapshot{kind: file, size: 1, writerKnown: true, writing: true}
	unknown := snapshot{kind: file, size: 1}
	for name, test := range map[string]struct {
		last  signalKind
		looks []snapshot // a millisecond apart
		want  bool       // of the last look
	}{
		"it was closed":                                 {closed, []snapshot{free}, true},
		"it is being closed":                            {closed, []snapshot{busy}, false},
		"it was being closed a moment ago":              {closed, []snapshot{busy, free}, true},
		"another took its name":                         {arrived, []snapshot{free}, true},
		"it is closed, and its event is still to come":  {written, []snapshot{busy, free}, false},
		"it is closed before any look":                  {written, []snapshot{free}, false},
		"it was touched":                                {touched, []snapshot{free}, true},
		"it was touched while it was being written":     {touched, []snapshot{busy, free}, false},
		"it is empty":                                   {closed, []snapshot{{kind: file, writerKnown: true}}, false},
		"nobody knows who writes it, and it was closed": {closed, []snapshot{unknown}, true},
		"nobody knows who writes it":                    {touched, []snapshot{unknown, unknown}, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLoop(&Watcher{timing: defaultTiming})
			l.pending.mark("a", touched, start)
			l.pending.mark("a", test.last, start)
			waiting, whole := l.pending.files["a"], false
			for i, seen := range test.looks {
				waiting.unfinished = false // as classify does
				if whole = l.complete(seen, waiting, start.Add(time.Duration(i)*time.Millisecond)); !whole {
					waiting.pause = time.Millisecond // as flush does
				}
			}
			if whole != test.want {
				t.Errorf("whole: %v", whole)
			}
		})
	}
}
