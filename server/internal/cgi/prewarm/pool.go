// Package prewarm keeps Python interpreters ready for the scripts that were run lately. Each is a
// process of its own, started with the script's own command line, stopped at the end of Python's
// own start, and used once: for one request it goes on and becomes the script. So a script cannot
// tell it from one that was started for its request, save by what it did before that: it is older,
// has used processor time, and may have imported modules of the standard library that the script
// imports itself.
//
// It is a process.Launcher. What it has nothing ready for is started as ever, and nobody waits.
package prewarm

import (
	"slices"
	"strings"
	"sync"
	"time"

	"vitrina/server/internal/cgi/process"
)

const (
	// perFolder is how many interpreters of one program wait for the scripts of one folder, and
	// most how many do in all.
	perFolder, most = 4, 8
	// favourite is how many wait for the script that ran last.
	favourite = 2
	// quiet is how long no script must have run before one is started.
	quiet = 30 * time.Millisecond
	// forgetAfter is how long interpreters wait for a script that is not asked for.
	forgetAfter = 10 * time.Minute
	// shortFor is how long none is started after the system had something too little.
	shortFor = time.Minute
	// lookAgain is how often it is looked whether what they rest on has changed.
	lookAgain = 10 * time.Second
)

// Pool holds the waiting interpreters of one site. Any number of goroutines may call its methods.
type Pool struct {
	// Busy reports whether scripts run, or wait to run. None is started then.
	Busy func() bool
	// Opening says that a file is about to be read, or a folder listed, and returns what is to be
	// called once that is done; nil for nothing.
	Opening func(path string) (opened func())
	// Changed is called when there are more or fewer of them; nil for nothing.
	Changed func()

	spawn process.Spawn
	hook  hook

	mu      sync.Mutex
	kinds   map[string]*kind
	timer   *time.Timer // of the next fill; nil before the first
	janitor *time.Timer // of the next look; nil where none waits
	filling bool
	closed  bool
	// told is how many they were when that was told.
	told int
	// shortUntil is until when none is started, since something was short.
	shortUntil time.Time
	// coming is what is being started, so that Close can end it.
	coming *process.Waiting
	work   sync.WaitGroup
}

// kind are the interpreters of one command in one folder with one environment.
type kind struct {
	command process.Command
	used    time.Time
	waiting []*worker
	// tried is true once it was seen that such an interpreter waits, and unfit where it does not.
	tried, unfit bool
	// unwanted is true where the script says so.
	unwanted bool
}

func (k *kind) group() string { return k.command.Args[0] + "\x00" + k.command.Dir }

func keyOf(c process.Command) string {
	return strings.Join(c.Args, "\x00") + "\x00\x00" + c.Dir + "\x00\x00" + strings.Join(c.Stated, "\x00")
}

// Launch takes an interpreter that waits for this command, or starts it.
func (p *Pool) Launch(c process.Command) (*process.Process, error) {
	for w := p.take(c); w != nil; w = p.take(c) {
		if w.fresh(p.opening) {
			if begun, ok := w.begin(c); ok {
				return begun, nil
			}
		}
		p.discard(w)
	}
	return p.spawn.Launch(c)
}

// take takes an interpreter out of the pool, nil where none waits.
func (p *Pool) take(c process.Command) *worker {
	if c.Stated == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	k := p.kinds[keyOf(c)]
	if k == nil || len(k.waiting) == 0 {
		return nil
	}
	w := k.waiting[0]
	k.waiting = k.waiting[1:]
	return w
}

// discard ends an interpreter that is of no use, while nobody waits for that.
func (p *Pool) discard(w *worker) {
	p.work.Go(w.discard)
}

// Ran says that a command has run, and may be asked for again.
func (p *Pool) Ran(c process.Command) {
	if c.Stated == nil || !fits(c) {
		return
	}
	c.Env, c.NoInput = nil, false // they are the request's
	unwanted := optsOut(textOf(c, p.opening))
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	if p.kinds == nil {
		p.kinds = map[string]*kind{}
	}
	key := keyOf(c)
	k := p.kinds[key]
	if k == nil {
		k = &kind{command: c}
		p.kinds[key] = k
	}
	k.used, k.unwanted = time.Now(), unwanted
	if p.timer == nil {
		p.timer = time.AfterFunc(quiet, p.fill)
	} else {
		p.timer.Reset(quiet)
	}
}

// fill starts what is missing, one after the other, as long as no script runs.
func (p *Pool) fill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.filling {
		return
	}
	p.filling = true
	p.work.Go(func() {
		for p.fillOne() {
		}
	})
}

// GiveBack ends those that wait, since something is short that they have, such as descriptors. For a
// while none is started.
func (p *Pool) GiveBack() {
	p.mu.Lock()
	p.shortUntil = time.Now().Add(shortFor)
	for _, k := range p.kinds {
		for _, w := range k.waiting {
			p.discard(w)
		}
		k.waiting = nil
	}
	p.mu.Unlock()
	p.changed()
}

// fillOne starts what is missing most, and returns false where nothing is to be started now.
func (p *Pool) fillOne() bool {
	p.mu.Lock()
	k, surplus := p.next()
	for _, w := range surplus {
		p.discard(w)
	}
	if k == nil || p.closed || time.Now().Before(p.shortUntil) || p.Busy() {
		p.filling = false
		p.mu.Unlock()
		p.changed()
		return false
	}
	command, tried := k.command, k.tried
	p.mu.Unlock()
	w, err := p.prepare(command, tried)
	p.keep(k, w, err)
	return true
}

// keep adds an interpreter that is ready; nil where there is none, because of the system or, without
// an error, because such a one does not wait.
func (p *Pool) keep(k *kind, w *worker, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.coming = nil
	if err != nil {
		p.shortUntil = time.Now().Add(shortFor)
		return
	}
	k.tried = true
	switch {
	case w == nil:
		k.unfit = true
	case p.closed:
		p.discard(w)
	default:
		k.waiting = append(k.waiting, w)
		if p.janitor == nil {
			p.janitor = time.AfterFunc(lookAgain, p.look)
		}
	}
}

// next is what is missing most, nil for nothing, and what waits for scripts that others have
// taken the place of.
func (p *Pool) next() (missing *kind, surplus []*worker) {
	kinds := make([]*kind, 0, len(p.kinds))
	for _, k := range p.kinds {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b *kind) int { return b.used.Compare(a.used) })
	folders, all := map[string]int{}, 0
	for i, k := range kinds {
		wanted := 1
		if i == 0 {
			wanted = favourite
		}
		wanted = max(0, min(wanted, perFolder-folders[k.group()], most-all))
		if k.unfit || k.unwanted {
			wanted = 0
		}
		folders[k.group()] += wanted
		all += wanted
		for len(k.waiting) > wanted {
			surplus = append(surplus, k.waiting[0])
			k.waiting = k.waiting[1:]
		}
		if len(k.waiting) < wanted && missing == nil {
			missing = k
		}
	}
	return missing, surplus
}

// prepare starts an interpreter and waits until it is ready; nil where that one does not wait. A
// script must never run by itself, so that is tried first with a script that does nothing.
func (p *Pool) prepare(c process.Command, tried bool) (*worker, error) {
	if err := p.hook.open(); err != nil {
		return nil, err
	}
	if !tried {
		trial := c
		trial.Args = append(slices.Clone(c.Args[:len(c.Args)-1]), p.hook.nothing())
		w, err := p.start(trial)
		if w == nil {
			return nil, err
		}
		w.discard()
	}
	return p.start(c)
}

// start starts an interpreter, and waits until it is ready.
func (p *Pool) start(c process.Command) (*worker, error) {
	w, err := begin(p.spawn, c, p.hook.folder, p.opening)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	p.coming = w.process
	closed := p.closed
	p.mu.Unlock()
	if closed || !w.ready() {
		w.discard()
		return nil, nil
	}
	return w, nil
}

// look ends those that wait for what nobody asks for any more, or that rest on what has changed.
func (p *Pool) look() {
	defer p.changed()
	p.mu.Lock()
	defer p.mu.Unlock()
	left := 0
	for key, k := range p.kinds {
		forgotten := time.Since(k.used) > forgetAfter
		k.waiting = slices.DeleteFunc(k.waiting, func(w *worker) bool {
			if !forgotten && !p.closed && w.fresh(p.opening) {
				return false
			}
			p.discard(w)
			return true
		})
		if forgotten {
			delete(p.kinds, key)
		}
		left += len(k.waiting)
	}
	p.janitor = nil
	if left > 0 {
		p.janitor = time.AfterFunc(lookAgain, p.look)
	}
}

// Waiting is how many interpreters wait, and how much memory is theirs alone, 0 where that is not
// known.
func (p *Pool) Waiting() (interpreters int, bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, k := range p.kinds {
		for _, w := range k.waiting {
			interpreters++
			bytes += w.memory
		}
	}
	return interpreters, bytes
}

// Close ends all, and returns when they are gone. What is launched from then on is started.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	if p.timer != nil {
		p.timer.Stop()
	}
	if p.janitor != nil {
		p.janitor.Stop()
	}
	if p.coming != nil {
		p.coming.Stop()
	}
	for _, k := range p.kinds {
		for _, w := range k.waiting {
			p.discard(w)
		}
	}
	p.kinds = nil
	p.mu.Unlock()
	p.work.Wait()
	p.hook.close()
}

// changed tells who wants to know, where their number is another than the last time: it is not told
// for a moment's gap behind each run.
func (p *Pool) changed() {
	count, _ := p.Waiting()
	p.mu.Lock()
	known := p.told == count
	p.told = count
	p.mu.Unlock()
	if !known && p.Changed != nil {
		p.Changed()
	}
}

// opening says that a file is about to be read.
func (p *Pool) opening(path string) (opened func()) {
	if p.Opening == nil {
		return func() {}
	}
	return p.Opening(path)
}
