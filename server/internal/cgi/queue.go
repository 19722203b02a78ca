package cgi

import (
	"context"
	"sync"
)

// queue lets a number of scripts run at once; others wait in their order.
type queue struct {
	mu      sync.Mutex
	running int
	waiting []chan struct{} // closed when its turn has come
}

// waitingPerRunning is how many requests may wait for each script that may run.
const waitingPerRunning = 8

// enter waits for a turn. It returns false where the queue is too long, or where the
// context ended first; leave is to be called only after true.
func (q *queue) enter(ctx context.Context, most int) bool {
	q.mu.Lock()
	if q.running < most {
		q.running++
		q.mu.Unlock()
		return true
	}
	if len(q.waiting) >= most*waitingPerRunning {
		q.mu.Unlock()
		return false
	}
	turn := make(chan struct{})
	q.waiting = append(q.waiting, turn)
	q.mu.Unlock()
	select {
	case <-turn:
		return true
	case <-ctx.Done():
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for i, each := range q.waiting {
		if each == turn {
			q.waiting = append(q.waiting[:i], q.waiting[i+1:]...)
			return false
		}
	}
	q.next() // the turn came at the same moment, and goes on to the next
	return false
}

// leave gives the turn to the one that has waited longest.
func (q *queue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.next()
}

func (q *queue) next() {
	if len(q.waiting) == 0 {
		q.running--
		return
	}
	close(q.waiting[0])
	q.waiting = q.waiting[1:]
}
