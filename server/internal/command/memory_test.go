package command

import (
	"math"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"
)

func TestMemoryThatABurstNeededIsGivenBack(t *testing.T) {
	goal := debug.SetMemoryLimit(math.MaxInt64) // near its goal Go gives memory back by itself
	defer debug.SetMemoryLimit(goal)
	makeReserve() // another test may be about to
	burst := make([][]byte, 64)
	for i := range burst {
		burst[i] = make([]byte, 1<<20)
	}
	runtime.KeepAlive(burst) // until here
	runtime.GC()
	if before := unused(); before < 32<<20 {
		t.Fatalf("only %d bytes are unused after the burst", before)
	}
	returnMemory()
	if after := unused(); after >= worthReturning {
		t.Errorf("%d bytes are unused still", after)
	}
}

func TestEachCollectionIsNoticed(t *testing.T) {
	var noticed atomic.Int64
	eachCollection(func() { noticed.Add(1) })
	for want := range int64(3) {
		for noticed.Load() <= want {
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
	}
}
