package cgi

import (
	"context"
	"fmt"
	"os/exec"
	"time"

	"vitrina/server/bench/load"
	"vitrina/server/bench/peer"
)

const (
	// patience is how long a script may take.
	patience = 60 * time.Second
	// rest is the pause after the own server ran Python: a person's requests are further apart, and
	// what it does between them, such as starting an interpreter for the next one, should not meet
	// another server's turn.
	rest = 150 * time.Millisecond
	// breath is the pause after everything else.
	breath = 5 * time.Millisecond
	// unheeded is how many requests come first, at the most, that are not measured.
	unheeded = 3
)

// asker runs a script once, to its end.
type asker struct {
	name string
	ask  func(ctx context.Context) error
}

// latencies has one client ask for each script, of all servers in turns.
func (r *run) latencies(ctx context.Context) error {
	for _, each := range []struct {
		id, script string
		requests   int
		pause      time.Duration
		servers    []*peer.Server
	}{
		{"python", page, r.Requests, rest, r.servers},
		{"imports", imports, r.Requests, rest, r.servers},
		{"cold", page, r.Requests, breath, r.coldServers()},
		{"shim", throughs, max(1, r.Requests/5), rest, r.servers}, // it is slow, and its p99 has no goal
		{"compiled", compiled, r.Requests, breath, r.servers},
		{"sh", shell, r.Requests, breath, r.servers},
	} {
		if !r.Has(each.id + ".p50") {
			continue
		}
		times, err := r.latency(ctx, each.script, each.requests, each.pause, each.servers)
		if err != nil {
			return fmt.Errorf("%s: %w", each.script, err)
		}
		for name, took := range times {
			r.AddTimes(each.id, name, took)
		}
	}
	return nil
}

// latency is how long each server took for each request; pause is that after the own server's turn.
func (r *run) latency(ctx context.Context, script string, requests int, pause time.Duration, servers []*peer.Server) (map[string][]time.Duration, error) {
	askers := []asker{{bare, func(ctx context.Context) error { return r.spawn(ctx, script) }}}
	for _, s := range servers {
		connection, err := load.Dial(ctx, s.Address)
		if err != nil {
			return nil, err
		}
		defer connection.Close()
		request := load.Get(s.Address, "/cgi-bin/"+script)
		askers = append(askers, asker{s.Name, func(ctx context.Context) error {
			if err := connection.Within(patience); err != nil {
				return err
			}
			_, err := connection.Ask(ctx, request)
			return err
		}})
	}
	times := map[string][]time.Duration{}
	before := min(unheeded, requests)
	for round := range before + requests {
		for _, each := range askers {
			begun := time.Now()
			if err := each.ask(ctx); err != nil {
				return nil, fmt.Errorf("%s: %w", each.name, err)
			}
			if round >= before {
				times[each.name] = append(times[each.name], time.Since(begun))
			}
			if each.name == own {
				time.Sleep(pause)
			} else {
				time.Sleep(breath)
			}
		}
	}
	return times, nil
}

// spawn starts a script without any server and waits for its end.
func (r *run) spawn(ctx context.Context, script string) error {
	command := exec.CommandContext(ctx, r.site.script(script))
	command.Env = append(peer.Environment(), "PATH="+r.site.path, "REQUEST_METHOD=GET", "QUERY_STRING=")
	_, err := command.Output()
	return err
}
