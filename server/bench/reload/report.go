package reload

import (
	"fmt"
	"io"
	"runtime"
	"strings"
)

// Print prints a table of what was measured, and the ratios.
func (r *Result) Print(w io.Writer) {
	fmt.Fprintf(w, "%d CPUs; times in ms\n", runtime.NumCPU())
	if len(r.Missing) > 0 {
		fmt.Fprintf(w, "not installed, so not measured: %s\n", strings.Join(r.Missing, ", "))
	}
	r.head(w, "save to message")
	for _, way := range ways {
		r.row(w, way.name+", p50", func(m *Measured) string { return shown(m.Saves[way.name].P50) }, shown(r.Bare[way.name].P50))
		r.row(w, way.name+", p95", func(m *Measured) string { return shown(m.Saves[way.name].P95) }, shown(r.Bare[way.name].P95))
		r.row(w, way.name+", lost", func(m *Measured) string { return fmt.Sprint(m.Saves[way.name].Lost) }, "")
	}
	r.head(w, "a writer pauses")
	for _, each := range pauses {
		pause := fmt.Sprint(each.pause.Milliseconds())
		r.row(w, pause+" ms: torn, of "+fmt.Sprint(each.saves), func(m *Measured) string { return fmt.Sprint(m.Torn[pause].Torn) }, "")
		r.row(w, pause+" ms: lost", func(m *Measured) string { return fmt.Sprint(m.Torn[pause].Lost) }, "")
	}
	r.head(w, "a burst")
	for _, files := range []string{"20", "1000"} {
		r.row(w, files+" files: messages", func(m *Measured) string { return fmt.Sprint(m.Bursts[files].Messages) }, "")
		r.row(w, files+" files: last after", func(m *Measured) string { return shown(m.Bursts[files].Last) }, "")
	}
	if first := r.Servers[r.names[0]]; first.Arming != nil {
		r.head(w, "a large folder")
		armed := func(label string, value func(*Arming) float64) {
			r.row(w, label, func(m *Measured) string {
				if m.Arming == nil {
					return "–"
				}
				return shown(value(m.Arming))
			}, "")
		}
		armed("first answer, ratio", func(a *Arming) float64 { return a.FirstAnswer })
		armed("armed", func(a *Arming) float64 { return a.Armed })
		armed("CPU", func(a *Arming) float64 { return a.CPU })
		armed("memory, MiB", func(a *Arming) float64 { return a.Memory })
	}
	for _, note := range r.Notes {
		fmt.Fprintln(w, note)
	}
	fmt.Fprintf(w, "\n%s as a multiple of\n", r.names[0])
	for _, ratio := range r.Ratios {
		fmt.Fprintf(w, "%-28s %12s %11.3fx\n", ratio.What, ratio.Of, ratio.Ratio)
	}
}

func (r *Result) head(w io.Writer, title string) {
	fmt.Fprintf(w, "\n%-28s", title)
	for _, name := range r.names {
		fmt.Fprintf(w, " %12s", name)
	}
	if title == "save to message" && r.Bare != nil {
		fmt.Fprintf(w, " %12s", "bare inotify")
	}
	fmt.Fprintln(w)
}

func (r *Result) row(w io.Writer, label string, value func(*Measured) string, bare string) {
	fmt.Fprintf(w, "%-28s", label)
	for _, name := range r.names {
		fmt.Fprintf(w, " %12s", value(r.Servers[name]))
	}
	if r.Bare != nil && bare != "" {
		fmt.Fprintf(w, " %12s", bare)
	}
	fmt.Fprintln(w)
}

// addRatios computes what the goals are about.
func (r *Result) addRatios() {
	own := r.Servers[r.names[0]]
	add := func(what, of string, own, other float64) {
		if other > 0 {
			r.Ratios = append(r.Ratios, Ratio{what, of, own / other})
		}
	}
	for _, way := range ways {
		add(way.name+", p50", "bare inotify", own.Saves[way.name].P50, r.Bare[way.name].P50)
		for _, name := range r.names[1:] {
			add(way.name+", p50", name, own.Saves[way.name].P50, r.Servers[name].Saves[way.name].P50)
		}
	}
	for _, name := range r.names[1:] {
		other := r.Servers[name].Arming
		if own.Arming == nil || other == nil {
			continue
		}
		add("armed", name, own.Arming.Armed, other.Armed)
		add("CPU", name, own.Arming.CPU, other.CPU)
		add("memory", name, own.Arming.Memory, other.Memory)
	}
}

func shown(number float64) string { return fmt.Sprintf("%.2f", number) }
