package process

import (
	"testing"
	"time"
)

// Processes that are left in the group are counted, and those that are about to end are not.
func TestWhatACommandLeaves(t *testing.T) {
	for script, want := range map[string]int{
		"echo":                              0,
		"sleep 1000 & sleep 1000 & echo":    2,
		"(sh -c 'exec sleep 1000' &); echo": 1,
		"(sleep 0.01 &); echo":              0,
	} {
		p := launch(t, script)
		p.Graces = Graces{Exit: time.Millisecond, Left: time.Minute, Kill: time.Millisecond}
		if want > 0 {
			p.Graces.Left = time.Millisecond
		}
		p.Supervise(t.Context())
		if p.Left() != want {
			t.Errorf("%s: %d", script, p.Left())
		}
	}
}

// Whether members are asked for one by one or by the list of all processes, they are the same; and
// many numbers between them and the leader's hide none.
func TestMembersBehindManyOtherProcesses(t *testing.T) {
	others := ""
	for range maxAsked + 1 {
		others += "/bin/true; "
	}
	for _, script := range []string{"sleep 1000 & echo", others + "sleep 1000 & echo"} {
		p := launch(t, script)
		<-p.exited
		if asked, listed := p.group.members(), p.group.listed(p.group.runs); asked != 1 || len(listed) != 1 {
			t.Errorf("%s: %d, listed %v", script, asked, listed)
		}
		p.Graces = Graces{Exit: time.Millisecond, Left: time.Millisecond, Kill: time.Millisecond}
		p.Supervise(t.Context())
	}
}
