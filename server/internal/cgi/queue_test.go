package cgi

import (
	"context"
	"testing"
)

// waiting waits until n are in the queue.
func (q *queue) awaitWaiting(n int) {
	for {
		q.mu.Lock()
		there := len(q.waiting)
		q.mu.Unlock()
		if there == n {
			return
		}
	}
}

func TestTheQueueKeepsItsOrderAndItsLength(t *testing.T) {
	q := &queue{}
	ctx, leave := context.WithCancel(context.Background())
	if !q.enter(ctx, 1) {
		t.Fatal("the first may not enter")
	}
	order := make(chan int, waitingPerRunning)
	for i := range waitingPerRunning {
		go func() {
			if q.enter(context.Background(), 1) {
				order <- i
				q.leave()
			}
		}()
		q.awaitWaiting(i + 1)
	}
	if q.enter(ctx, 1) {
		t.Fatal("one more than may wait could enter")
	}
	q.leave()
	for i := range waitingPerRunning {
		if got := <-order; got != i {
			t.Errorf("%d came as number %d", got, i)
		}
	}

	if !q.enter(ctx, 1) {
		t.Fatal("the queue did not empty")
	}
	gone := make(chan bool)
	go func() { gone <- q.enter(ctx, 1) }()
	q.awaitWaiting(1)
	leave()
	if <-gone {
		t.Error("one whose client is gone could enter")
	}
	q.leave()
	if q.running != 0 || len(q.waiting) != 0 {
		t.Errorf("%d run and %d wait at the end", q.running, len(q.waiting))
	}
}
