package cgi

import (
	"context"
	"sync"
	"time"
)

// queue lets a number of scripts run at once; others wait in their order. A script whose
// client holds it up gives its slot back and goes on without one.
type queue struct {
	mu      sync.Mutex
	most    int // slots that there are
	slots   int // that are taken
	scripts int // that run, with a slot or without
	waiting []chan struct{}
}

// waitingPerSlot is how many requests may wait for each slot.
const waitingPerSlot = 8

// scriptsPerSlot bounds how many scripts there are in all.
const scriptsPerSlot = 4

// slot is the slot of one script.
type slot struct {
	queue *queue
	given sync.Once
}

// enter waits for one of so many slots. It returns nil where too many wait already, or
// where the context ended first.
func (q *queue) enter(ctx context.Context, most int) *slot {
	q.mu.Lock()
	q.most = most
	if q.free() {
		q.take()
		q.mu.Unlock()
		return &slot{queue: q}
	}
	if len(q.waiting) >= max(most, 1)*waitingPerSlot {
		q.mu.Unlock()
		return nil
	}
	come := make(chan struct{})
	q.waiting = append(q.waiting, come)
	q.mu.Unlock()
	select {
	case <-come:
		return &slot{queue: q}
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
	(&slot{queue: q}).leave() // it came at the same moment, and goes on to the next
	return nil
}

// giveBack lets another script have the slot, while this one goes on.
func (s *slot) giveBack() {
	s.given.Do(func() { s.queue.change(func(q *queue) { q.slots-- }) })
}

// during waits for the client, and gives the slot back where that takes long.
func (s *slot) during(most time.Duration, wait func()) {
	long := time.AfterFunc(most, s.giveBack)
	defer long.Stop()
	wait()
}

// leave is for when the script is gone.
func (s *slot) leave() {
	s.giveBack()
	s.queue.change(func(q *queue) { q.scripts-- })
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

// isBusy reports whether scripts run or wait.
func (q *queue) isBusy() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.scripts > 0 || len(q.waiting) > 0
}

func (q *queue) free() bool { return q.slots < q.most && q.scripts < q.most*scriptsPerSlot }

func (q *queue) take() {
	q.slots++
	q.scripts++
}
