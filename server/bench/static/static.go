package static

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vitrina/server/bench/figures"
	"vitrina/server/bench/load"
	"vitrina/server/bench/peer"
)

// run is one run of the benchmark.
type run struct {
	Options
	*figures.Table
	contenders []peer.Contender
}

// Measure measures all of it.
func (o *Options) Measure(ctx context.Context) (figures.Result, error) {
	folder, err := os.MkdirTemp("", "vitrina-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	site := filepath.Join(folder, "site")
	if err := makeSite(site); err != nil {
		return nil, err
	}
	contenders := []peer.Contender{
		peer.Vitrina(own, o.Program, site),
		peer.Standard(fileServer, peer.Built(o.Peers, "fileserver"), site),
	}
	installed, missing := peer.Installed(folder, site, "nginx", "lighttpd")
	r := &run{Options: *o, contenders: append(contenders, installed...)}
	r.Table = figures.New(own, peer.Names(r.contenders), missing, rows())
	for _, part := range []struct {
		what    string
		measure func(context.Context) error
	}{{"starts", r.starts}, {"load", r.load}, {"idle connections", r.idle}} {
		fmt.Fprintln(os.Stderr, "measuring:", part.what)
		if err := part.measure(ctx); err != nil {
			return nil, err
		}
	}
	return r.Table, nil
}

// makeSite writes a page and the files that are asked for.
func makeSite(folder string) error {
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	page := "<!doctype html><meta charset=utf-8><title>Page</title><p>text</p>\n"
	if err := os.WriteFile(filepath.Join(folder, "index.html"), []byte(page), 0o644); err != nil {
		return err
	}
	for _, each := range files {
		content := strings.Repeat("0123456789abcde\n", int(each.size/16))
		if err := os.WriteFile(filepath.Join(folder, each.name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// starts measures how long each server takes to its first answer.
func (r *run) starts(ctx context.Context) error {
	for range r.Starts {
		for _, each := range r.contenders {
			s, err := each.Start(ctx)
			if err != nil {
				return err
			}
			r.Add("start", each.Name, figures.Milliseconds(s.Answers))
			s.Stop()
		}
	}
	return nil
}

// load asks for each file in turns, and looks at the memory after that.
func (r *run) load(ctx context.Context) error {
	var servers []*peer.Server
	defer func() {
		for _, s := range servers {
			s.Stop()
		}
	}()
	for _, each := range r.contenders {
		s, err := each.Start(ctx)
		if err != nil {
			return err
		}
		servers = append(servers, s)
	}
	for _, f := range files {
		for range r.Rounds {
			for _, s := range servers {
				if err := r.ask(ctx, s, f); err != nil {
					return fmt.Errorf("%s: %w", s.Name, err)
				}
			}
		}
	}
	for _, s := range servers {
		if memory, known := s.Memory(); known {
			r.Add("memory.rss", s.Name, memory.Resident)
			r.Add("memory.pss", s.Name, memory.Proportional)
		}
	}
	return nil
}

// ask is a server's turn.
func (r *run) ask(ctx context.Context, s *peer.Server, f file) error {
	request := load.Get(s.Address, "/"+f.name)
	crowd, err := load.Gather(ctx, s.Address, f.connections, request)
	if err != nil {
		return err
	}
	defer crowd.Close()
	before, _ := s.CPU()
	answers, err := crowd.Ask(ctx, request, r.Slice)
	if err != nil {
		return err
	}
	after, known := s.CPU()
	count := float64(len(answers.Times))
	if want := f.size * int64(count); answers.Size != want {
		return fmt.Errorf("%s: %d bytes came, not %d", f.name, answers.Size, want)
	}
	if known {
		r.Add(f.id+".cpu", s.Name, float64((after-before).Nanoseconds())/1000/count)
	}
	if f.id == "large" {
		r.Add("large.throughput", s.Name, float64(answers.Size)/1e6/answers.Lasted.Seconds())
		return nil
	}
	r.Add(f.id+".rate", s.Name, answers.Rate())
	r.AddTimes(f.id, s.Name, answers.Times)
	return nil
}

// idle leaves many connections alone, of a server that has just been started.
func (r *run) idle(ctx context.Context) error {
	wanted := r.Idle
	if most := load.MaxConnections(); most < wanted {
		r.Note(fmt.Sprintf("idle connections: %d, not %d, since a process may have no more descriptors here (ulimit -n)", most, wanted))
		wanted = most
	}
	if wanted == 0 {
		r.LeaveOut("idle connections: left out", "idle.held", "idle.rss")
		return nil
	}
	r.Aim("idle.held", float64(wanted))
	for _, each := range r.contenders {
		if err := r.rest(ctx, each, wanted); err != nil {
			return fmt.Errorf("%s: %w", each.Name, err)
		}
	}
	return nil
}

func (r *run) rest(ctx context.Context, c peer.Contender, connections int) error {
	s, err := c.Start(ctx)
	if err != nil {
		return err
	}
	defer s.Stop()
	idle, err := load.Rest(ctx, s.Address, connections, load.Get(s.Address, "/small.txt"))
	if err != nil {
		return err
	}
	defer idle.Close()
	held := idle.Held()
	r.Add("idle.held", c.Name, float64(held))
	memory, known := s.Memory()
	if held < connections {
		// What it needs for fewer is not a measure of what it needs for all.
		r.Note(fmt.Sprintf("idle connections: %s holds %d of %d, with %.1f MiB", c.Name, held, connections, memory.Resident))
	} else if known {
		r.Add("idle.rss", c.Name, memory.Resident)
	}
	return nil
}
