package figures

import (
	"strings"
	"testing"
	"time"
)

func table() *Table {
	return New("own", []string{"own", "other", "third"}, []string{"fourth"}, []*Row{
		{ID: "a.p50", What: "a", Unit: "ms", Goal: &Goal{Of: []string{"other", "fourth"}, AtMost: 0.5}},
		{ID: "b", What: "b", Unit: "MiB", Goal: &Goal{AtMost: 10}},
		{ID: "c", What: "c", Unit: "requests/s"},
	})
}

// What else the computer does meets both sides of a round, so ratios are those within rounds.
func TestRatiosAreWithinRounds(t *testing.T) {
	a := table()
	for _, round := range [][2]float64{{1, 2}, {100, 200}, {7, 7}} {
		a.Add("c", "own", round[0])
		a.Add("c", "other", round[1])
	}
	row := a.Rows[2]
	if row.Values["own"] != 7 || row.Values["other"] != 7 || row.Ratios["other"] != 0.5 {
		t.Errorf("values %v, ratios %v", row.Values, row.Ratios)
	}
	if _, known := row.Ratios["third"]; known {
		t.Error("a server that was not measured has a ratio")
	}
}

func TestGoals(t *testing.T) {
	for name, c := range map[string]struct {
		own, other float64
		goal       Goal
		want       bool
	}{
		"at most, met":           {1, 4, Goal{Of: []string{"other"}, AtMost: 0.25}, true},
		"at most, missed":        {2, 4, Goal{Of: []string{"other"}, AtMost: 0.25}, false},
		"at least, met":          {4, 4, Goal{Of: []string{"other"}, AtLeast: 1}, true},
		"at least, missed":       {3, 4, Goal{Of: []string{"other"}, AtLeast: 1}, false},
		"a value, met":           {3, 1, Goal{AtMost: 3}, true},
		"a value, missed":        {4, 9, Goal{AtMost: 3}, false},
		"one is not there":       {1, 4, Goal{Of: []string{"third", "other"}, AtMost: 0.25}, true},
		"its order is no matter": {2, 4, Goal{Of: []string{"other", "third"}, AtMost: 0.25}, false},
	} {
		a := New("own", []string{"own", "other"}, nil, []*Row{{ID: "a", Goal: &c.goal}})
		a.Add("a", "other", c.other)
		a.Add("a", "own", c.own)
		if met := a.Rows[0].Goal.Met; met == nil || *met != c.want {
			t.Errorf("%s: %v", name, met)
		}
	}
	if a := table(); a.Rows[0].Goal.Met != nil {
		t.Error("a goal of which nothing was measured is judged")
	}
}

func TestPercentiles(t *testing.T) {
	var took []time.Duration
	for ms := 100; ms >= 1; ms-- {
		took = append(took, time.Duration(ms)*time.Millisecond)
	}
	if p50, p99 := Percentile(took, 0.5), Percentile(took, 0.99); p50 != 51*time.Millisecond || p99 != 100*time.Millisecond {
		t.Errorf("%v, %v", p50, p99)
	}
	a := table()
	a.AddTimes("a", "own", took) // there is no row of its p99
	if got := a.Rows[0].Values["own"]; got != 51 {
		t.Errorf("%v", got)
	}
}

func TestPrint(t *testing.T) {
	a := table()
	a.CPUs = 2
	a.Add("a.p50", "own", 1)
	a.Add("a.p50", "other", 4)
	a.Add("b", "own", 123.4)
	a.LeaveOut("c is left out", "c")
	var out strings.Builder
	a.Print(&out)
	want := `2 CPUs
not installed, so not measured: fourth
c is left out

         own  other  third  x other  x third  goal
a, ms   1.00   4.00      –    0.250        –  ≤ 0.5x other  met
b, MiB   123      –      –        –        –  ≤ 10 MiB      missed
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}
