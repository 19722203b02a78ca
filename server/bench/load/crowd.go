package load

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Crowd are connections to one server.
type Crowd []*Connection

// Gather opens connections and asks once over each, so that both sides have run through their
// code.
func Gather(ctx context.Context, address string, connections int, r Request) (Crowd, error) {
	var crowd Crowd
	for range connections {
		c, err := Dial(ctx, address)
		if err == nil {
			crowd = append(crowd, c)
			err = c.Within(patience)
		}
		if err == nil {
			_, err = c.Ask(ctx, r)
		}
		if err != nil {
			crowd.Close()
			return nil, err
		}
	}
	return crowd, nil
}

// Close closes all connections.
func (c Crowd) Close() {
	for _, each := range c {
		each.Close()
	}
}

// Answers are what a crowd got.
type Answers struct {
	// Times are how long each took, Lasted all of them together.
	Times  []time.Duration
	Lasted time.Duration
	// Size is that of all contents together.
	Size int64
}

// Rate is how many answers came in a second.
func (a Answers) Rate() float64 { return float64(len(a.Times)) / a.Lasted.Seconds() }

// Ask has each connection ask for some time, again as soon as it has the answer.
func (c Crowd) Ask(ctx context.Context, r Request, lasting time.Duration) (Answers, error) {
	parts, failures := make([]Answers, len(c)), make([]error, len(c))
	begun := time.Now()
	var wait sync.WaitGroup
	for i, each := range c {
		wait.Go(func() { parts[i], failures[i] = each.askUntil(ctx, r, begun.Add(lasting)) })
	}
	wait.Wait()
	all := Answers{Lasted: time.Since(begun)}
	for _, part := range parts {
		all.Times = append(all.Times, part.Times...)
		all.Size += part.Size
	}
	return all, errors.Join(failures...)
}

func (c *Connection) askUntil(ctx context.Context, r Request, end time.Time) (Answers, error) {
	if err := c.Within(time.Until(end) + patience); err != nil {
		return Answers{}, err
	}
	part := Answers{Times: make([]time.Duration, 0, 4096)}
	for last := time.Now(); ; {
		size, err := c.Ask(ctx, r)
		if err != nil {
			return part, err
		}
		now := time.Now()
		part.Times = append(part.Times, now.Sub(last))
		part.Size += size
		if last = now; !now.Before(end) {
			return part, nil
		}
	}
}
