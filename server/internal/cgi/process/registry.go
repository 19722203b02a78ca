package process

import (
	"errors"
	"sync"
	"time"
)

// live are the groups of this program that have not been reaped.
var live registry

// KillAll kills every group at once, and lets no other start. It is for a program that ends
// now: nobody gets a grace.
func KillAll() { live.killAll() }

// registry holds groups while they can be killed. Its lock is taken before a group's.
type registry struct {
	mu       sync.Mutex
	groups   map[*group]struct{}
	closed   bool
	starting sync.WaitGroup // of starts that are under way
}

// errEnding is why nothing starts any more.
var errEnding = errors.New("process: the program is ending")

// start starts a group and holds it.
func (r *registry) start(begin func() (*group, error)) (*group, error) {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return nil, errEnding
	}
	r.starting.Add(1)
	r.mu.Unlock()
	defer r.starting.Done()
	g, err := begin()
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.groups == nil {
		r.groups = map[*group]struct{}{}
	}
	r.groups[g] = struct{}{}
	if r.closed { // meanwhile
		g.kill()
	}
	return g, nil
}

// forget lets go of a group, which is about to be reaped.
func (r *registry) forget(g *group) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.groups, g)
}

// startWait is how long killAll waits for starts that are under way: a program on a network
// drive that does not answer may take for ever.
const startWait = time.Second

func (r *registry) killAll() {
	r.mu.Lock()
	r.closed = true
	for g := range r.groups {
		g.kill()
	}
	r.mu.Unlock()
	started := make(chan struct{})
	go func() {
		defer close(started)
		r.starting.Wait()
	}()
	select {
	case <-started:
	case <-time.After(startWait):
	}
}
