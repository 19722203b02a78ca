package cgi

import (
	"context"
	"testing"
)

// awaitWaiting waits until n are in the queue.
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
	first := q.enter(ctx, 1)
	if first == nil {
		t.Fatal("the first may not enter")
	}
	order := make(chan int, waitingPerSlot)
	for i := range waitingPerSlot {
		go func() {
			if slot := q.enter(context.Background(), 1); slot != nil {
				order <- i
				slot.leave()
			}
		}()
		q.awaitWaiting(i + 1)
	}
	if q.enter(ctx, 1) != nil {
		t.Fatal("one more than may wait could enter")
	}
	first.leave()
	for i := range waitingPerSlot {
		if got := <-order; got != i {
			t.Errorf("%d came as number %d", got, i)
		}
	}

	last := q.enter(ctx, 1)
	if last == nil {
		t.Fatal("the queue did not empty")
	}
	gone := make(chan *slot)
	go func() { gone <- q.enter(ctx, 1) }()
	q.awaitWaiting(1)
	leave()
	if <-gone != nil {
		t.Error("one whose client is gone could enter")
	}
	last.leave()
	q.awaitEmpty()
}

// A slot that is given back is another's at once, once; so many scripts in all are enough.
func TestASlotIsGivenBack(t *testing.T) {
	q := &queue{}
	slots := []*slot{}
	for range scriptsPerSlot {
		slot := q.enter(t.Context(), 1)
		slots = append(slots, slot)
		for range 2 {
			slot.giveBack()
		}
	}
	come := make(chan *slot)
	go func() { come <- q.enter(t.Context(), 1) }()
	q.awaitWaiting(1) // slots are free, but there are too many scripts
	slots[0].leave()
	for _, slot := range append(slots[1:], <-come) {
		slot.leave()
	}
	q.awaitEmpty()
}

// awaitEmpty waits until all have left.
func (q *queue) awaitEmpty() {
	for {
		q.mu.Lock()
		empty := q.slots == 0 && q.scripts == 0 && len(q.waiting) == 0
		q.mu.Unlock()
		if empty {
			return
		}
	}
}
