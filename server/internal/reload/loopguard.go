package reload

import "time"

const (
	// loopWindow is how soon after a script has made a page a change counts as the script's
	// own. A person who saves that soon after a reload does so a few times at most.
	loopWindow = time.Second
	// maxLoops is how many times in a row a page loads again for what may be its script's own
	// change.
	maxLoops = 3
)

// loopGuard keeps a page from loading again for ever because its script writes a file that
// the page uses.
type loopGuard struct {
	inRow int
	// run is the run of the script that was counted last.
	run time.Time
}

// loops records a change, and reports whether it is one too many. The time run is when the
// page's script ran last, zero for a page that no script makes.
func (g *loopGuard) loops(run, now time.Time) bool {
	if run.IsZero() || now.Sub(run) > loopWindow {
		g.inRow = 0
		return false
	}
	if !run.Equal(g.run) {
		g.inRow++
		g.run = run
	}
	return g.inRow > maxLoops
}
