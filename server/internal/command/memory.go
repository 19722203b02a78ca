package command

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"
)

// reserve is heap that holds nothing, in bytes. Go collects when the heap has doubled: a server that keeps
// little would do so after every 1,100 small answers, which takes 7 % of its time, and with the reserve it
// does after 3,000. Nobody touches it, so the system has no memory behind it (mmap(2)).
const reserve = 5 << 20

// reserveAfter is when it is made. So large an allocation has Go collect, and the first answer comes first.
const reserveAfter = 2 * time.Second

var reserved atomic.Pointer[[reserve]byte]

var makeReserve = sync.OnceFunc(func() { reserved.Store(new([reserve]byte)) })

// memoryGoal is how much memory Go aims to use, in bytes, the reserve with it. Without a goal, its collector lets
// the memory in use double before it collects, and the record of exchanges alone
// (record.DefaultLimits) is too large to hold twice.
const memoryGoal = 96<<20 + reserve

// keepMemoryLow sets the goal, unless the user set one (package runtime, GOMEMLIMIT), makes the reserve, and gives
// back what many requests at a time needed.
func keepMemoryLow() {
	time.AfterFunc(reserveAfter, makeReserve)
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
	returning := time.AfterFunc(returnAfter, returnMemory)
	eachCollection(func() { returning.Reset(returnAfter) })
}

const (
	// returnAfter is how long nothing was collected when memory is given back. By itself Go takes minutes, and keeps
	// as much as the next doubling needs: a server that nobody asks anything would hold twice what it keeps.
	returnAfter = 5 * time.Second
	// worthReturning is how much unused memory it takes, in bytes: to give it back, Go collects once more.
	worthReturning = 4 << 20
)

// returnMemory gives unused memory back to the system, where there is much. The reserve has no memory behind it.
func returnMemory() {
	if unused() >= worthReturning {
		debug.FreeOSMemory()
	}
}

// unused is how much memory Go holds, in bytes, that is free or of what was made since the last collection. Most of that
// is not in use any more.
func unused() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	metrics.Read(samples)
	free, objects, live := samples[0].Value.Uint64(), samples[1].Value.Uint64(), samples[2].Value.Uint64()
	return free + objects - min(objects, live)
}

// eachCollection calls a function after each garbage collection, soon.
func eachCollection(call func()) {
	type mark struct{ _ *byte } // with a pointer, so that it shares no block with others (runtime.AddCleanup)
	var next func(struct{})
	next = func(struct{}) {
		call()
		runtime.AddCleanup(new(mark), next, struct{}{})
	}
	runtime.AddCleanup(new(mark), next, struct{}{})
}
