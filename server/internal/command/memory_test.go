package command

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"
)

func TestMemoryThatABurstNeededIsGivenBack(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // Go gives back what it collected, by and by
	runtime.GC()                                     // ends one that had begun
	burst := make([][]byte, 64)
	for i := range burst {
		burst[i] = make([]byte, 1<<20)
	}
	runtime.KeepAlive(burst) // until here
	if before := unused(); before < 64<<20 {
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
