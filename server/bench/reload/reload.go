package reload

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"vitrina/server/bench/figures"
)

// Result is what a run measured. Times are in ms.
type Result struct {
	// Missing are the peers that are not installed.
	Missing []string `json:"missing"`
	// Servers are what was measured, by name.
	Servers map[string]*Measured `json:"servers"`
	// Bare is the read of an event of inotify, by the way to save; absent where the system has
	// none.
	Bare map[string]Latency `json:"bare,omitempty"`

	// Ratios are the first server's figures as multiples of others'.
	Ratios []Ratio `json:"ratios"`

	// Notes say what was left out, and why.
	Notes []string `json:"notes,omitempty"`

	names []string
}

// Ratio is a figure as a multiple of another's.
type Ratio struct {
	What  string  `json:"what"`
	Of    string  `json:"of"`
	Ratio float64 `json:"ratio"`
}

// Measured is what one server did.
type Measured struct {
	// Saves are from save to message, by the way to save.
	Saves map[string]Latency `json:"saves"`
	// Torn are writers that pause in the midst of a save, by their pause in ms.
	Torn map[string]Torn `json:"torn"`
	// Bursts are by the number of files.
	Bursts map[string]Burst `json:"bursts"`
	Arming *Arming          `json:"arming,omitempty"`
}

// Latency is in ms. Lost are saves that were never told.
type Latency struct {
	P50  float64 `json:"p50"`
	P95  float64 `json:"p95"`
	Lost int     `json:"lost"`
}

// Torn counts, of some saves, those that were told before they were whole, and those whose end
// was never told.
type Torn struct {
	Of   int `json:"of"`
	Torn int `json:"torn"`
	Lost int `json:"lost"`
}

// Burst is many files saved in a row: how many messages came, and how long after the last save
// the last of them.
type Burst struct {
	// Messages is how many came at the most, and Last how late the last one did.
	Messages int     `json:"messages"`
	Last     float64 `json:"lastMs"`
}

const (
	// apart is the pause between two saves: more than any server waits for more (live-server 100).
	apart = 150 * time.Millisecond
	// unheard is when a save counts as never told.
	unheard = 3 * time.Second
	// sheets is how many style sheets the page has.
	sheets = 20
)

// pauses are those of the writers that pause, and how many saves each makes.
var pauses = []struct {
	pause time.Duration
	saves int
}{{20 * time.Millisecond, 10}, {150 * time.Millisecond, 10}, {600 * time.Millisecond, 3}}

// Measure measures all of it.
func (o *Options) Measure(ctx context.Context) (figures.Result, error) {
	folder, err := os.MkdirTemp("", "vitrina-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	installed, missing := kinds(o.Program)
	r := &Result{Missing: missing, Servers: map[string]*Measured{}}
	var runs []*run
	defer func() {
		for _, each := range runs {
			each.end()
		}
	}()
	for _, k := range installed {
		each, err := newRun(ctx, k, filepath.Join(folder, k.name))
		if err != nil {
			return nil, err
		}
		runs = append(runs, each)
		r.names = append(r.names, k.name)
		r.Servers[k.name] = each.measured
	}
	if err := r.measureSaves(ctx, runs, filepath.Join(folder, "bare"), o.Rounds); err != nil {
		return nil, err
	}
	for _, each := range runs {
		if err := errors.Join(each.tear(ctx), each.burst(ctx)); err != nil {
			return nil, err
		}
	}
	if o.Files == 0 {
		r.addRatios()
		return r, nil
	}
	large := filepath.Join(folder, "large")
	last, err := makeLarge(large, o.Files)
	if err != nil {
		return nil, err
	}
	for _, each := range runs {
		each.server.Stop()
	}
	for _, each := range runs {
		arming, err := armingOf(ctx, each.server.kind, each.server.root, large, last)
		switch {
		case err == nil:
			each.measured.Arming = &arming
		case each == runs[0] || ctx.Err() != nil:
			return nil, err
		default: // not every peer can follow so many files
			r.Notes = append(r.Notes, fmt.Sprintf("a large folder: %s is left out: %v", each.server.kind.name, err))
		}
	}
	r.addRatios()
	return r, nil
}

// measureSaves has all servers measured in turns, so that what else the computer does meets all.
func (r *Result) measureSaves(ctx context.Context, runs []*run, bare string, rounds int) error {
	if err := os.Mkdir(bare, 0o755); err != nil {
		return err
	}
	file := filepath.Join(bare, "index.html")
	if _, err := truncate(file, version(0)); err != nil {
		return err
	}
	for _, way := range ways {
		var reads []time.Duration
		for round := range rounds {
			took, err := bareRead(bare, func() (time.Time, error) { return way.save(file, version(round+1)) })
			switch {
			case err == nil:
				reads = append(reads, took)
			case !errors.Is(err, errors.ErrUnsupported):
				return err
			}
			for _, each := range runs {
				if err := each.save(ctx, way); err != nil {
					return err
				}
			}
		}
		for _, each := range runs {
			each.measured.Saves[way.name] = latency(each.took, rounds-len(each.took))
			each.took = nil
		}
		if len(reads) > 0 {
			if r.Bare == nil {
				r.Bare = map[string]Latency{}
			}
			r.Bare[way.name] = latency(reads, 0)
		}
	}
	return nil
}

// run is a server with an open page.
type run struct {
	server   *server
	page     *page
	measured *Measured
	saves    int
	took     []time.Duration
}

func newRun(ctx context.Context, k kind, root string) (*run, error) {
	if err := os.Mkdir(root, 0o755); err != nil {
		return nil, err
	}
	links := ""
	var names []string
	for i := range sheets {
		name := fmt.Sprintf("sheet-%d.css", i)
		links += fmt.Sprintf("<link rel=stylesheet href=%s>", name)
		names = append(names, name)
		if err := os.WriteFile(filepath.Join(root, name), []byte("p { color: #000 }"), 0o644); err != nil {
			return nil, err
		}
	}
	if err := os.WriteFile(filepath.Join(root, "index.html"), []byte("<!doctype html>"+links+"<body></body>"), 0o644); err != nil {
		return nil, err
	}
	s, err := start(ctx, k, root)
	if err != nil {
		return nil, err
	}
	p, err := s.open(ctx, "index.html", names...)
	if err != nil {
		s.Stop()
		return nil, err
	}
	r := &run{server: s, page: p, measured: &Measured{
		Saves: map[string]Latency{}, Torn: map[string]Torn{}, Bursts: map[string]Burst{},
	}}
	// The first saves meet a server that has not yet run through its code.
	for range 3 {
		if err := r.save(ctx, ways[0]); err != nil {
			r.end()
			return nil, err
		}
	}
	r.took = nil
	return r, nil
}

func (r *run) end() {
	r.page.close()
	r.server.Stop()
}

// calm waits until the server has nothing more to tell of what was saved before.
func (r *run) calm(ctx context.Context) {
	for {
		select {
		case <-r.page.news:
		case <-time.After(apart):
			return
		case <-ctx.Done():
			return
		}
	}
}

func (r *run) next() string {
	r.saves++
	return version(r.saves)
}

// save measures one save.
func (r *run) save(ctx context.Context, way way) error {
	r.calm(ctx)
	begun, err := way.save(r.server.path("index.html"), r.next())
	if err != nil {
		return err
	}
	select {
	case at := <-r.page.news:
		r.took = append(r.took, max(0, at.Sub(begun)))
	case <-time.After(unheard):
	case <-ctx.Done():
	}
	return ctx.Err()
}

// tear has writers pause in the midst of a save.
func (r *run) tear(ctx context.Context) error {
	for _, each := range pauses {
		count := Torn{Of: each.saves}
		for range each.saves {
			r.calm(ctx)
			whole, err := put(r.server.path("index.html"), os.O_WRONLY|os.O_TRUNC, r.next(), each.pause)
			if err != nil {
				return err
			}
			torn, told := false, false
			for end := time.After(unheard); !told; {
				select {
				case at := <-r.page.news:
					told = !at.Before(whole)
					torn = torn || !told
					continue
				case <-end:
					count.Lost++
				case <-ctx.Done():
					return ctx.Err()
				}
				break
			}
			if torn {
				count.Torn++
			}
		}
		r.measured.Torn[fmt.Sprint(each.pause.Milliseconds())] = count
	}
	return nil
}

// burst saves all style sheets of the page, and then a thousand pages with the open one the last.
func (r *run) burst(ctx context.Context) error {
	var few, many []string
	for i := range sheets {
		few = append(few, fmt.Sprintf("sheet-%d.css", i))
	}
	for i := range 999 {
		many = append(many, fmt.Sprintf("page-%d.html", i))
	}
	for _, names := range [][]string{few, append(many, "index.html")} {
		var worst Burst
		for range burstRounds {
			r.calm(ctx)
			b, err := r.saveTogether(ctx, names)
			if err != nil {
				return err
			}
			worst = Burst{max(worst.Messages, b.Messages), max(worst.Last, b.Last)}
		}
		r.measured.Bursts[fmt.Sprint(len(names))] = worst
	}
	return nil
}

// burstRounds is how often each burst is measured.
const burstRounds = 3

// saveTogether saves files one after another without a pause.
func (r *run) saveTogether(ctx context.Context, names []string) (b Burst, err error) {
	for _, name := range names {
		content := r.next()
		if filepath.Ext(name) == ".css" {
			content = fmt.Sprintf("p { color: #%06x }", r.saves)
		}
		if _, err := truncate(r.server.path(name), content); err != nil {
			return b, err
		}
	}
	last := time.Now()
	for end := time.After(unheard / 2); ; {
		select {
		case at := <-r.page.news:
			b.Messages++
			b.Last = milliseconds(max(0, at.Sub(last)))
			continue
		case <-end:
			return b, nil
		case <-ctx.Done():
			return b, ctx.Err()
		}
	}
}

func latency(took []time.Duration, lost int) Latency {
	if len(took) == 0 {
		return Latency{Lost: lost}
	}
	slices.Sort(took)
	at := func(share float64) float64 {
		return milliseconds(took[min(len(took)-1, int(share*float64(len(took))))])
	}
	return Latency{P50: at(0.5), P95: at(0.95), Lost: lost}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
