package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// clockTick is the unit of times in proc_pid_stat(5) on every system that Go knows.
const clockTick = 10 * time.Millisecond

// used is the processor time and the memory, in MiB, that a server has.
func (s *server) used() (cpu time.Duration, memory float64) {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.command.Process.Pid)) // it runs
	// The name of the program, in parentheses, may hold anything.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	var user, system, pages int64
	if len(fields) > 21 {
		_, _ = fmt.Sscan(fields[11], &user)
		_, _ = fmt.Sscan(fields[12], &system)
		_, _ = fmt.Sscan(fields[21], &pages)
	}
	return time.Duration(user+system) * clockTick, float64(pages) * float64(os.Getpagesize()) / (1 << 20)
}
