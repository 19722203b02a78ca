package command

import (
	"os"
	"runtime/debug"
)

// memoryGoal is how much memory Go aims to use, in bytes. Without a goal, its collector lets
// the memory in use double before it collects, and the record of exchanges alone
// (record.DefaultLimits) is too large to hold twice.
const memoryGoal = 96 << 20

// keepMemoryLow sets the goal, unless the user set one (package runtime, GOMEMLIMIT).
func keepMemoryLow() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
}
