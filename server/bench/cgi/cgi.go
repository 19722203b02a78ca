package cgi

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"vitrina/server/bench/figures"
	"vitrina/server/bench/peer"
)

// run is one run of the benchmark.
type run struct {
	Options
	*figures.Table
	site *site
	// servers are those that run all the time, the own one first.
	servers []*peer.Server
	// cold is the own server without waiting interpreters; nil where it has none anyhow.
	cold *peer.Server
}

// Measure measures all of it.
func (o *Options) Measure(ctx context.Context) (figures.Result, error) {
	if runtime.GOOS == "windows" {
		return nil, errors.New("the scripts of this benchmark run on Unix only")
	}
	scratch, err := os.MkdirTemp("", "vitrina-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(scratch)
	site, err := makeSite(scratch, o.Peers)
	if err != nil {
		return nil, err
	}
	contenders := []peer.Contender{
		peer.Vitrina(own, o.Program, site.root),
		peer.Standard(standard, peer.Built(o.Peers, "cgiserver"), site.root),
	}
	installed, missing := peer.Installed(scratch, site.root, "lighttpd")
	contenders = append(contenders, installed...)
	r := &run{Options: *o, site: site}
	r.Table = figures.New(own, append(peer.Names(contenders), bare), missing, rows())
	r.Note("the compiled program is in " + site.compiler)
	defer r.stop()
	if err := r.start(ctx, contenders); err != nil {
		return nil, err
	}
	if site.python == "" {
		r.LeaveOut("Python is not installed: its rows are left out", "python.p50", "python.p99", "imports.p50", "imports.p99",
			"cold.p50", "cold.p99", "shim.p50", "python.rate", "cold.rate")
	}
	if r.cold == nil {
		r.LeaveOut("this program has no --no-prewarm: those rows are left out", "cold.p50", "cold.p99", "cold.rate")
	}
	for _, part := range []struct {
		what    string
		measure func(context.Context) error
	}{{"one client", r.latencies}, {"many clients", r.rates}, {"long contents", r.bulk}} {
		fmt.Fprintln(os.Stderr, "measuring:", part.what)
		if err := part.measure(ctx); err != nil {
			return nil, err
		}
	}
	r.memory("memory.rss")
	time.Sleep(r.Idle)
	r.memory("memory.rest")
	return r.Table, nil
}

// memory looks at the memory of all servers.
func (r *run) memory(id string) {
	for _, s := range r.servers {
		if memory, known := s.Memory(); known {
			r.Add(id, s.Name, memory.Resident)
		}
	}
}

// start starts all servers, and the own one again without waiting interpreters where it can.
func (r *run) start(ctx context.Context, contenders []peer.Contender) error {
	path := "PATH=" + r.site.path
	for _, each := range contenders {
		s, err := each.With(path).Start(ctx)
		if err != nil {
			return err
		}
		r.servers = append(r.servers, s)
	}
	help, err := exec.Command(r.Program, "help").Output()
	if err != nil || !strings.Contains(string(help), noPrewarm) {
		return err
	}
	r.cold, err = peer.Vitrina(own, r.Program, r.site.root, noPrewarm).With(path).Start(ctx)
	return err
}

// noPrewarm is the flag that has no interpreter wait for a request.
const noPrewarm = "--no-prewarm"

func (r *run) stop() {
	for _, each := range r.servers {
		each.Stop()
	}
	if r.cold != nil {
		r.cold.Stop()
	}
}

// coldServers are all servers, the own one without waiting interpreters.
func (r *run) coldServers() []*peer.Server {
	return append([]*peer.Server{r.cold}, r.servers[1:]...)
}
