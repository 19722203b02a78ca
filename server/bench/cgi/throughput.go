package cgi

import (
	"context"
	"fmt"
	"time"

	"vitrina/server/bench/load"
	"vitrina/server/bench/peer"
)

// rates has many clients ask at once, in turns.
func (r *run) rates(ctx context.Context) error {
	for _, each := range []struct {
		id, script string
		servers    []*peer.Server
	}{
		{"compiled", compiled, r.servers}, {"python", page, r.servers}, {"cold", page, r.coldServers()},
	} {
		if !r.Has(each.id + ".rate") {
			continue
		}
		for range r.Rounds {
			for _, s := range each.servers {
				if err := r.rate(ctx, each.id, each.script, s); err != nil {
					return fmt.Errorf("%s: %s: %w", s.Name, each.script, err)
				}
			}
		}
	}
	return nil
}

func (r *run) rate(ctx context.Context, id, script string, s *peer.Server) error {
	request := load.Get(s.Address, "/cgi-bin/"+script)
	crowd, err := load.Gather(ctx, s.Address, clients, request)
	if err != nil {
		return err
	}
	defer crowd.Close()
	time.Sleep(rest)
	answers, err := crowd.Ask(ctx, request, r.Slice)
	if err == nil {
		r.Add(id+".rate", s.Name, answers.Rate())
	}
	return err
}

// bulk has the compiled program write long content, and read it, in turns.
func (r *run) bulk(ctx context.Context) error {
	path, size := "/cgi-bin/"+compiled, r.Bulk*1e6
	for range r.Rounds {
		for _, s := range r.servers {
			for _, each := range []struct {
				id      string
				request load.Request
				least   int64 // of the answer's content
			}{
				{"bulk.out", load.Get(s.Address, fmt.Sprintf("%s?out=%d", path, size)), size},
				{"bulk.in", load.Post(s.Address, path, size), 1},
			} {
				took, err := once(ctx, s, each.request, each.least)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", s.Name, each.id, err)
				}
				r.Add(each.id, s.Name, float64(r.Bulk)/took.Seconds())
			}
		}
	}
	return nil
}

// once asks once, over a connection of its own, for an answer that is not shorter than it should be.
func once(ctx context.Context, s *peer.Server, request load.Request, least int64) (time.Duration, error) {
	time.Sleep(rest)
	connection, err := load.Dial(ctx, s.Address)
	if err != nil {
		return 0, err
	}
	defer connection.Close()
	if err := connection.Within(patience); err != nil {
		return 0, err
	}
	begun := time.Now()
	size, err := connection.Ask(ctx, request)
	if err == nil && size < least {
		err = fmt.Errorf("%d bytes came, not %d", size, least)
	}
	return time.Since(begun), err
}
