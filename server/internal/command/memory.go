package command

import (
	"os"
	"runtime/debug"
)

// memoryGoal is how much memory Go is to do with, in bytes. Without a goal its collector
// lets what is in use double before it looks for what is not, and what the record of
// exchanges may hold (record.DefaultLimits) is much to have twice.
const memoryGoal = 96 << 20

// keepMemoryLow sets the goal, unless the user set one (package runtime, GOMEMLIMIT).
func keepMemoryLow() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
	}
}
