package command

import (
	"os"
	"runtime/debug"
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

// memoryGoal is how much memory Go aims to use, in bytes, the reserve with it. Without a goal, its collector lets
// the memory in use double before it collects, and the record of exchanges alone
// (record.DefaultLimits) is too large to hold twice.
const memoryGoal = 96<<20 + reserve

// keepMemoryLow sets the goal, unless the user set one (package runtime, GOMEMLIMIT), and makes the reserve.
func keepMemoryLow() {
	time.AfterFunc(reserveAfter, func() { reserved.Store(new([reserve]byte)) })
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
}
