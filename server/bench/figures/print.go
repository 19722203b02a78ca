package figures

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Print prints the table: each server's figures, then the own ones as a multiple of the others',
// then the goal and whether it is met.
func (t *Table) Print(w io.Writer) {
	fmt.Fprintf(w, "%d CPUs\n", t.CPUs)
	if len(t.Missing) > 0 {
		fmt.Fprintf(w, "not installed, so not measured: %s\n", strings.Join(t.Missing, ", "))
	}
	for _, note := range t.Notes {
		fmt.Fprintln(w, note)
	}
	head := append([]string{""}, t.Servers...)
	others := slices.DeleteFunc(slices.Clone(t.Servers), func(name string) bool { return name == t.Own })
	for _, name := range others {
		head = append(head, "x "+name)
	}
	lines := [][]string{append(head, "goal", "")}
	for _, row := range t.Rows {
		line := []string{row.What + ", " + row.Unit}
		for _, name := range t.Servers {
			line = append(line, shown(row.Values, name))
		}
		for _, name := range others {
			line = append(line, shown(row.Ratios, name))
		}
		lines = append(lines, append(line, row.Goal.words(row.Unit, others), row.Goal.verdict()))
	}
	fmt.Fprintln(w)
	for _, line := range align(lines) {
		fmt.Fprintln(w, line)
	}
}

// align pads cells: the first of each line and the last two to the right, numbers to the left.
func align(lines [][]string) []string {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var aligned []string
	for _, line := range lines {
		var padded []string
		for i, cell := range line {
			space := strings.Repeat(" ", widths[i]-len([]rune(cell)))
			if i == 0 || i >= len(line)-2 {
				padded = append(padded, cell+space)
			} else {
				padded = append(padded, space+cell)
			}
		}
		aligned = append(aligned, strings.TrimRight(strings.Join(padded, "  "), " "))
	}
	return aligned
}

// words are those of a goal, as in "≤ 0.6x FileServer"; of the servers it names those that were
// measured.
func (g *Goal) words(unit string, measured []string) string {
	if g == nil {
		return ""
	}
	sign, number := "≥", g.AtLeast
	if g.AtMost > 0 {
		sign, number = "≤", g.AtMost
	}
	if len(g.Of) == 0 {
		return fmt.Sprintf("%s %g %s", sign, number, unit)
	}
	of := slices.DeleteFunc(slices.Clone(g.Of), func(name string) bool { return !slices.Contains(measured, name) })
	return fmt.Sprintf("%s %gx %s", sign, number, strings.Join(of, ", "))
}

func (g *Goal) verdict() string {
	switch {
	case g == nil:
		return ""
	case g.Met == nil:
		return "not measured"
	case *g.Met:
		return "met"
	}
	return "missed"
}

// shown has three digits that count, or a dash for what was not measured.
func shown(values map[string]float64, name string) string {
	value, known := values[name]
	if !known {
		return "–"
	}
	switch {
	case value >= 100:
		return fmt.Sprintf("%.0f", value)
	case value >= 10:
		return fmt.Sprintf("%.1f", value)
	case value >= 1:
		return fmt.Sprintf("%.2f", value)
	}
	return fmt.Sprintf("%.3f", value)
}
