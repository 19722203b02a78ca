package prewarm

import (
	"os"
	"strconv"
	"strings"
)

// memoryOf is how many bytes of memory are a process's own: its share of what it has in common with
// others counts (proc(5), Pss). It is 0 where the system does not say.
func memoryOf(process int) int64 {
	said, err := os.ReadFile("/proc/" + strconv.Itoa(process) + "/smaps_rollup")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(said)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "Pss:" {
			kib, err := strconv.ParseInt(fields[1], 10, 64)
			if err == nil {
				return kib << 10
			}
		}
	}
	return 0
}
