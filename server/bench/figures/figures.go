// Package figures keeps what was measured of several servers in rounds, and compares them.
package figures

import (
	"io"
	"runtime"
	"slices"
	"time"
)

// Result is what a benchmark ends with. In JSON it is all that was measured.
type Result interface {
	// Print prints it as a table.
	Print(w io.Writer)
}

// Table has a row for each thing that is measured, and a column for each server.
type Table struct {
	CPUs int `json:"cpus"`
	// Own is the server that is compared with the others.
	Own string `json:"own"`
	// Servers are the names of those that were measured, Missing of what is not installed.
	Servers []string `json:"servers"`
	Missing []string `json:"missing"`
	// Notes say what else one must know to read the figures.
	Notes []string `json:"notes"`
	Rows  []*Row   `json:"rows"`
}

// Row is one thing that is measured.
type Row struct {
	ID   string `json:"id"`
	What string `json:"what"`
	Unit string `json:"unit"`
	// Goal is absent where there is none.
	Goal *Goal `json:"goal,omitempty"`
	// Values are the medians of the rounds, by server. A server that does not do it has none.
	Values map[string]float64 `json:"values"`
	// Ratios are the own server's value as a multiple of another's: the median of the ratios
	// within each round, so that what else the computer does meets both sides.
	Ratios map[string]float64 `json:"ratios"`

	rounds map[string][]float64
}

// Goal is what the own server should reach: a multiple of what each server in Of does, of those
// that were measured, or, where Of is empty, a value in the row's unit.
type Goal struct {
	Of      []string `json:"of,omitempty"`
	AtLeast float64  `json:"atLeast,omitempty"`
	AtMost  float64  `json:"atMost,omitempty"`
	// Met is absent where nothing was measured that could tell.
	Met *bool `json:"met,omitempty"`
}

// New begins a table of rows that have no values yet.
func New(own string, servers, missing []string, rows []*Row) *Table {
	for _, row := range rows {
		row.Values, row.Ratios, row.rounds = map[string]float64{}, map[string]float64{}, map[string][]float64{}
	}
	return &Table{
		CPUs: runtime.NumCPU(), Own: own, Servers: servers,
		Missing: append([]string{}, missing...), Notes: []string{}, Rows: rows,
	}
}

// Add adds what a round measured of a server.
func (t *Table) Add(id, server string, value float64) {
	row := t.row(id)
	row.rounds[server] = append(row.rounds[server], value)
	row.Values[server] = median(row.rounds[server])
	for other, values := range row.rounds {
		if other == t.Own {
			continue
		}
		var ratios []float64
		for i := range min(len(values), len(row.rounds[t.Own])) {
			if values[i] > 0 {
				ratios = append(ratios, row.rounds[t.Own][i]/values[i])
			}
		}
		if len(ratios) > 0 {
			row.Ratios[other] = median(ratios)
		}
	}
	if row.Goal != nil {
		row.Goal.judge(row, t.Own)
	}
}

// AddTimes adds percentiles of times, in ms, to the rows whose names end in .p50 and .p99 where
// there are such rows.
func (t *Table) AddTimes(id, server string, took []time.Duration) {
	for _, each := range []struct {
		name  string
		share float64
	}{{".p50", 0.5}, {".p99", 0.99}} {
		if len(took) > 0 && t.Has(id+each.name) {
			t.Add(id+each.name, server, Milliseconds(Percentile(took, each.share)))
		}
	}
}

// Note has the reader told something, once.
func (t *Table) Note(text string) {
	if !slices.Contains(t.Notes, text) {
		t.Notes = append(t.Notes, text)
	}
}

// Aim says what a row should reach at least, which was not known before.
func (t *Table) Aim(id string, atLeast float64) { t.row(id).Goal = &Goal{AtLeast: atLeast} }

// LeaveOut takes rows away that cannot be measured here, and says why.
func (t *Table) LeaveOut(why string, ids ...string) {
	t.Rows = slices.DeleteFunc(t.Rows, func(row *Row) bool { return slices.Contains(ids, row.ID) })
	t.Note(why)
}

// Has reports whether the table has a row.
func (t *Table) Has(id string) bool { return t.row(id) != nil }

// row is nil where the table has no such row.
func (t *Table) row(id string) *Row {
	for _, row := range t.Rows {
		if row.ID == id {
			return row
		}
	}
	return nil
}

// judge compares the row with its goal.
func (g *Goal) judge(row *Row, own string) {
	held := func(value float64) bool {
		return (g.AtLeast == 0 || value >= g.AtLeast) && (g.AtMost == 0 || value <= g.AtMost)
	}
	g.Met = nil
	if len(g.Of) == 0 {
		if value, known := row.Values[own]; known {
			met := held(value)
			g.Met = &met
		}
		return
	}
	for _, of := range g.Of {
		ratio, known := row.Ratios[of]
		if !known {
			continue
		}
		met := held(ratio) && (g.Met == nil || *g.Met)
		g.Met = &met
	}
}

// median of two in the middle is the mean of both.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// Percentile is the time that a share of all did not reach.
func Percentile(took []time.Duration, share float64) time.Duration {
	sorted := slices.Sorted(slices.Values(took))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

// Milliseconds is a time as a number of them.
func Milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
