package cgi

import (
	"errors"
	"os/exec"
	"sync"
)

// live are the groups of this program that run.
var live = groups{running: map[group]struct{}{}}

// KillAll ends every group at once, and lets no other start: the program ends now.
func KillAll() { live.killAll() }

type groups struct {
	mu      sync.Mutex // held while one starts, so that none is missed
	ended   bool
	running map[group]struct{}
}

var errEnding = errors.New("cgi: the program is ending")

func (g *groups) start(cmd *exec.Cmd) (group, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ended {
		return group{}, errEnding
	}
	started, err := startInGroup(cmd)
	if err == nil {
		g.running[started] = struct{}{}
	}
	return started, err
}

func (g *groups) forget(one group) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.running, one)
}

func (g *groups) killAll() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ended = true
	for one := range g.running {
		one.kill()
	}
}
