package cgi

import (
	"context"
	"sync"
	"time"
)

// queue lets a number of scripts run at once; others wait in their order. A script whose
// client holds it up gives its turn back and goes on without one.
type queue struct {
	mu      sync.Mutex
	most    int // turns that there are
	turns   int // that are taken
	scripts int // that run, with a turn or without
	waiting []chan struct{}
}

// waitingPerTurn is how many requests may wait for each turn.
const waitingPerTurn = 8

// scriptsPerTurn bounds how many scripts there are in all.
const scriptsPerTurn = 4

// turn is the turn of one script.
type turn struct {
	queue *queue
	given sync.Once
}

// enter waits for one of so many turns. It returns nil where too many wait already, or
// where the context ended first.
func (q *queue) enter(ctx context.Context, most int) *turn {
	q.mu.Lock()
	q.most = most
	if q.free() {
		q.take()
		q.mu.Unlock()
		return &turn{queue: q}
	}
	if len(q.waiting) >= max(most, 1)*waitingPerTurn {
		q.mu.Unlock()
		return nil
	}
	come := make(chan struct{})
	q.waiting = append(q.waiting, come)
	q.mu.Unlock()
	select {
	case <-come:
		return &turn{queue: q}
	case <-ctx.Done():
	}
	q.mu.Lock()
	for i, each := range q.waiting {
		if each == come {
			q.waiting = append(q.waiting[:i], q.waiting[i+1:]...)
			q.mu.Unlock()
			return nil
		}
	}
	q.mu.Unlock()
	(&turn{queue: q}).leave() // it came at the same moment, and goes on to the next
	return nil
}

// giveBack lets another script have the turn, while this one goes on.
func (t *turn) giveBack() {
	t.given.Do(func() { t.queue.change(func(q *queue) { q.turns-- }) })
}

// during waits for the client, and gives the turn back where that takes long.
func (t *turn) during(most time.Duration, wait func()) {
	long := time.AfterFunc(most, t.giveBack)
	defer long.Stop()
	wait()
}

// leave is for when the script is gone.
func (t *turn) leave() {
	t.giveBack()
	t.queue.change(func(q *queue) { q.scripts-- })
}

// change makes room, and lets those in that have waited longest.
func (q *queue) change(makeRoom func(*queue)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	makeRoom(q)
	for len(q.waiting) > 0 && q.free() {
		q.take()
		close(q.waiting[0])
		q.waiting = q.waiting[1:]
	}
}

func (q *queue) free() bool { return q.turns < q.most && q.scripts < q.most*scriptsPerTurn }

func (q *queue) take() {
	q.turns++
	q.scripts++
}
