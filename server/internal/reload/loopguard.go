package reload

import "time"

const (
	// ownWork is how soon after a script has made a page a change counts as the script's
	// own work. A person who saves that soon after a reload does so a few times at most.
	ownWork = time.Second
	// maxLoops is how many times in a row a page is told of what may be its own script's work.
	maxLoops = 3
)

// loopGuard keeps a page from loading again for ever because its script writes a file that
// the page uses.
type loopGuard struct {
	inRow int
	// run is the script's run that was counted last.
	run time.Time
}

// loops takes in a change that came after a run of the page's script; the zero time stands
// for a page that no script makes.
func (g *loopGuard) loops(run, now time.Time) bool {
	if run.IsZero() || now.Sub(run) > ownWork {
		g.inRow = 0
		return false
	}
	if !run.Equal(g.run) {
		g.inRow++
		g.run = run
	}
	return g.inRow > maxLoops
}
